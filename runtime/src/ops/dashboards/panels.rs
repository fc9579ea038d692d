//! The panels of the dashboards. `$these` stands for the service and the chosen instances.

/// One panel.
pub(super) struct Panel {
    pub(super) title: String,
    /// As Grafana names it.
    pub(super) unit: &'static str,
    pub(super) kind: &'static str,
    /// The file of the runbook that goes with it, or nothing.
    pub(super) runbook: &'static str,
    /// Each with what its lines are called.
    pub(super) queries: Vec<(String, String)>,
}

fn panel(title: &str, unit: &'static str, queries: &[(&str, &str)]) -> Panel {
    let owned = |(expr, legend): &(&str, &str)| ((*expr).to_owned(), (*legend).to_owned());
    Panel {
        title: title.to_owned(),
        unit,
        kind: "timeseries",
        runbook: "",
        queries: queries.iter().map(owned).collect(),
    }
}

impl Panel {
    fn stat(mut self) -> Self {
        self.kind = "stat";
        self
    }

    fn runbook(mut self, alert: &'static str) -> Self {
        self.runbook = alert;
        self
    }
}

/// Rate, errors and duration.
pub(super) fn service() -> Vec<Panel> {
    let count = "http_server_request_duration_seconds_count{$these";
    let quantile = |of: &str| {
        format!(
            "histogram_quantile({of}, sum by (le) (rate(http_server_request_duration_seconds_bucket{{$these}}[$__rate_interval])))"
        )
    };
    let failed = format!(
        "(sum(rate({count},http_response_status_code=~\"5..\"}}[$__rate_interval])) or vector(0)) / sum(rate({count}}}[$__rate_interval]))"
    );
    vec![
        panel(
            "Requests",
            "reqps",
            &[(
                &format!("sum(rate({count}}}[$__rate_interval]))"),
                "requests",
            )],
        )
        .stat(),
        panel("Failed", "percentunit", &[(&failed, "failed")])
            .stat()
            .runbook("higherrorrate"),
        panel(
            "Requests by route",
            "reqps",
            &[(
                &format!("sum by (http_route) (rate({count}}}[$__rate_interval]))"),
                "{{http_route}}",
            )],
        ),
        panel(
            "Answers by status",
            "reqps",
            &[(
                &format!("sum by (http_response_status_code) (rate({count}}}[$__rate_interval]))"),
                "{{http_response_status_code}}",
            )],
        )
        .runbook("higherrorrate"),
        panel(
            "Duration",
            "s",
            &[
                (&quantile("0.5"), "p50"),
                (&quantile("0.95"), "p95"),
                (&quantile("0.99"), "p99"),
            ],
        )
        .runbook("highlatencyp95"),
        panel(
            "Slowest routes, p95",
            "s",
            &[(
                "topk(10, histogram_quantile(0.95, sum by (le, http_route) (rate(http_server_request_duration_seconds_bucket{$these}[$__rate_interval]))))",
                "{{http_route}}",
            )],
        ),
        panel(
            "In flight",
            "short",
            &[("sum(http_server_active_requests{$these})", "requests")],
        ),
    ]
}

/// The same of functions, and the health.
pub(super) fn functions() -> Vec<Panel> {
    vec![
        panel(
            "Functions: calls",
            "ops",
            &[(
                "topk(10, sum by (function) (rate(function_calls_total{$these}[$__rate_interval])))",
                "{{function}}",
            )],
        ),
        panel(
            "Functions: errors",
            "ops",
            &[(
                "topk(10, sum by (function, error_kind) (rate(function_calls_total{$these,result=~\"error|panicked\"}[$__rate_interval])))",
                "{{function}} {{error_kind}}",
            )],
        ),
        panel(
            "Functions: duration, p95",
            "s",
            &[(
                "topk(10, histogram_quantile(0.95, sum by (le, function) (rate(function_calls_duration_seconds_bucket{$these}[$__rate_interval]))))",
                "{{function}}",
            )],
        ),
        panel(
            "Panics",
            "short",
            &[(
                "sum(increase(function_calls_total{$these,result=\"panicked\"}[$__rate_interval]))",
                "panics",
            )],
        )
        .runbook("functionpanicked"),
        panel(
            "Health checks",
            "short",
            &[("min by (check) (health_check_status{$these})", "{{check}}")],
        )
        .runbook("healthcheckfailing"),
    ]
}

/// What the service uses.
pub(super) fn resources() -> Vec<Panel> {
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
            &[("process_resident_memory_bytes{$these}", "{{instance}}")],
        ),
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

/// What becomes of telemetry.
pub(super) fn telemetry() -> Vec<Panel> {
    vec![
        panel(
            "Log lines",
            "ops",
            &[(
                "sum by (level) (rate(log_events_total{$these}[$__rate_interval]))",
                "{{level}}",
            )],
        ),
        panel(
            "Log lines that were lost",
            "ops",
            &[(
                "sum by (error_type) (rate(otel_sdk_processor_log_processed_total{$these,error_type!=\"\"}[$__rate_interval]))",
                "{{error_type}}",
            )],
        ),
        panel(
            "Traces",
            "ops",
            &[(
                "sum by (decision) (rate(frosted_traces_total{$these}[$__rate_interval]))",
                "{{decision}}",
            )],
        ),
        panel(
            "Spans that were lost",
            "ops",
            &[(
                "sum by (reason) (rate(frosted_spans_dropped_total{$these}[$__rate_interval]))",
                "{{reason}}",
            )],
        )
        .runbook("telemetrylost"),
        panel(
            "Values that were kept from outputs",
            "ops",
            &[(
                "sum by (rule, sink) (rate(frosted_redactions_total{$these}[$__rate_interval]))",
                "{{rule}} {{sink}}",
            )],
        ),
        panel(
            "Metrics and values that were not recorded",
            "ops",
            &[(
                "sum by (reason) (rate(frosted_metrics_dropped_total{$these}[$__rate_interval]))",
                "{{reason}}",
            )],
        )
        .runbook("metricoverflow"),
    ]
}
