//! What the service uses.

use super::{Panel, panel};

/// The process.
pub(in crate::ops::dashboards) fn process() -> Vec<Panel> {
    vec![
        panel(
            "Processor",
            "short",
            &[(
                "sum by (instance) (rate(process_cpu_seconds_total{$these}[$__rate_interval]))",
                "{{instance}}",
            )],
        ),
        panel(
            "Memory",
            "bytes",
            &[
                ("process_resident_memory_bytes{$these}", "{{instance}}"),
                ("process_memory_limit_bytes{$these}", "{{instance}} limit"),
            ],
        )
        .runbook("memoryrunsout"),
        panel(
            "File descriptors",
            "percentunit",
            &[(
                "process_open_fds{$these} / process_max_fds{$these}",
                "{{instance}}",
            )],
        )
        .runbook("filedescriptorsrunout"),
        panel(
            "Wait for a worker, p99",
            "s",
            &[(
                "histogram_quantile(0.99, sum by (le, instance) (rate(tokio_scheduler_delay_seconds_bucket{$these}[$__rate_interval])))",
                "{{instance}}",
            )],
        )
        .runbook("runtimestalled"),
        panel(
            "How busy the workers are",
            "percentunit",
            &[(
                "sum by (instance) (rate(tokio_worker_busy_seconds_total{$these}[$__rate_interval])) / sum by (instance) (tokio_workers{$these})",
                "{{instance}}",
            )],
        )
        .runbook("runtimestalled"),
        panel(
            "Threads",
            "short",
            &[("process_threads{$these}", "{{instance}}")],
        ),
    ]
}

/// The stores and services that it asks.
pub(in crate::ops::dashboards) fn stores() -> Vec<Panel> {
    vec![
        panel(
            "Connections of pools",
            "short",
            &[
                (
                    "sum by (db_client_connection_pool_name, db_client_connection_state) (db_client_connections{$these})",
                    "{{db_client_connection_pool_name}} {{db_client_connection_state}}",
                ),
                (
                    "sum by (db_client_connection_pool_name) (db_client_connection_max{$these})",
                    "{{db_client_connection_pool_name}} max",
                ),
            ],
        )
        .runbook("dbconnectionsexhausted"),
        panel(
            "Who waits for a connection",
            "short",
            &[(
                "sum by (db_client_connection_pool_name) (db_client_connection_pending_requests{$these})",
                "{{db_client_connection_pool_name}}",
            )],
        )
        .runbook("dbconnectionsexhausted"),
        panel(
            "Queries, p95",
            "s",
            &[(
                "topk(10, histogram_quantile(0.95, sum by (le, db_query_summary) (rate(db_client_operation_duration_seconds_bucket{$these,db_query_summary!=\"\"}[$__rate_interval]))))",
                "{{db_query_summary}}",
            )],
        ),
        panel(
            "Wait for a connection, p95",
            "s",
            &[(
                "histogram_quantile(0.95, sum by (le, db_client_connection_pool_name) (rate(db_client_connection_wait_time_seconds_bucket{$these}[$__rate_interval])))",
                "{{db_client_connection_pool_name}}",
            )],
        )
        .runbook("dbconnectionsexhausted"),
        panel(
            "Slow queries",
            "short",
            &[(
                "sum by (db_query_summary) (increase(db_slow_queries_total{$these}[$__rate_interval])) or vector(0)",
                "{{db_query_summary}}",
            )],
        )
        .runbook("highlatencyp95"),
        panel(
            "Reads that the cache answered",
            "percentunit",
            &[(
                "sum by (cache) (rate(cache_requests_total{$these,outcome=\"hit\"}[$__rate_interval])) / sum by (cache) (rate(cache_requests_total{$these}[$__rate_interval]))",
                "{{cache}}",
            )],
        ),
        panel(
            "Operations of stores",
            "ops",
            &[(
                "sum by (db_system_name, error_type) (rate(db_client_operation_duration_seconds_count{$these}[$__rate_interval]))",
                "{{db_system_name}} {{error_type}}",
            )],
        )
        .runbook("dbconnectionerrors"),
        panel(
            "Outgoing requests, p95",
            "s",
            &[(
                "histogram_quantile(0.95, sum by (le, server_address) (rate(http_client_request_duration_seconds_bucket{$these}[$__rate_interval])))",
                "{{server_address}}",
            )],
        ),
    ]
}
