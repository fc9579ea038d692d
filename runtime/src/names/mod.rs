//! Every name that leaves the process: metrics, labels, attributes, log keys and environment
//! variables, as constants. Each comment names the source of the convention.

pub mod env;
pub(crate) mod families;

/// Calls by outcome (counter). The name autometrics users' dashboards already query.
pub const FUNCTION_CALLS: &str = "function_calls_total";
/// Duration of a call in seconds (histogram). Same source.
pub const FUNCTION_DURATION: &str = "function_calls_duration_seconds";
/// Calls in flight (gauge). Same source.
pub const FUNCTION_CONCURRENT: &str = "function_calls_concurrent";

/// Label: the function's name.
pub const LABEL_FUNCTION: &str = "function";
/// Label: the module path of the function.
pub const LABEL_MODULE: &str = "module";
/// Label: the outcome of the call, one of `ok error cancelled panicked`.
pub const LABEL_RESULT: &str = "result";
/// Label: the kind of the error, empty unless the outcome is `error`.
pub const LABEL_ERROR_KIND: &str = "error_kind";
/// Label: whose error it was, where its type says so: one of `client server dependency cancelled`.
pub const LABEL_ERROR_CLASS: &str = "error_class";

/// `http.server.request.duration` (OpenTelemetry semantic conventions 1.44, stable) in seconds.
pub const HTTP_SERVER_DURATION: &str = "http_server_request_duration_seconds";
/// `http.server.active_requests` (same source, development).
pub const HTTP_SERVER_ACTIVE: &str = "http_server_active_requests";
/// `http.client.request.duration` (same source, stable) in seconds.
pub const HTTP_CLIENT_DURATION: &str = "http_client_request_duration_seconds";
/// Label: the host that was asked.
pub const LABEL_SERVER: &str = "server_address";
/// Label: its port.
pub const LABEL_PORT: &str = "server_port";
/// Label and attribute of the same name with dots: the request method, closed set.
pub const LABEL_METHOD: &str = "http_request_method";
/// Label: the matched route template, empty when no route matched.
pub const LABEL_ROUTE: &str = "http_route";
/// Label: the status code, empty when no response was sent.
pub const LABEL_STATUS: &str = "http_response_status_code";
/// Label: `http` or `https`.
pub const LABEL_SCHEME: &str = "url_scheme";
/// Label: what went wrong, a closed set; empty on success.
pub const LABEL_ERROR_TYPE: &str = "error_type";
/// Label: `1.0`, `1.1`, `2` or `3`.
pub const LABEL_PROTOCOL: &str = "network_protocol_version";

/// `db.client.operation.duration` (same source, stable) in seconds.
pub const DB_DURATION: &str = "db_client_operation_duration_seconds";
/// Bucket bounds in seconds that the semantic conventions advise for it.
pub const DB_BUCKETS: [f64; 9] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0];
/// Gauge of a pool's connections (`db.client.connection.count`, development; under another name,
/// as `_count` belongs to histograms).
pub const DB_CONNECTIONS: &str = "db_client_connections";
/// Gauge of how many connections a pool may have (same source, development; so are the next).
pub const DB_CONNECTIONS_MAX: &str = "db_client_connection_max";
/// Gauge of how many connections a pool keeps.
pub const DB_CONNECTIONS_MIN: &str = "db_client_connection_idle_min";
/// Gauge of who waits for a connection.
pub const DB_PENDING: &str = "db_client_connection_pending_requests";
/// Counter of who waited too long.
pub const DB_TIMEOUTS: &str = "db_client_connection_timeouts_total";
/// Histogram of seconds until there was a connection.
pub const DB_WAIT: &str = "db_client_connection_wait_time_seconds";
/// Histogram of seconds for which a connection was used.
pub const DB_USE: &str = "db_client_connection_use_time_seconds";
/// Queries that were slow (counter, ours).
pub const DB_SLOW: &str = "db_slow_queries_total";
/// Requests in which one query came again and again (counter, ours).
pub const DB_N_PLUS_ONE: &str = "db_n_plus_one_total";
/// Label: `postgresql`, `mysql`, `mariadb`, `sqlite`, `redis` or `other_sql`.
pub const LABEL_DB_SYSTEM: &str = "db_system_name";
/// Label: the database.
pub const LABEL_DB_NAMESPACE: &str = "db_namespace";
/// Label: what a statement does and to which tables.
pub const LABEL_SUMMARY: &str = "db_query_summary";
/// Label: the command, or the first verb of the statement.
pub const LABEL_DB_OPERATION: &str = "db_operation_name";
/// Label: the code that the store answered with, such as an SQLSTATE; empty on success.
pub const LABEL_DB_STATUS: &str = "db_response_status_code";
/// Label: the pool's name.
pub const LABEL_POOL: &str = "db_client_connection_pool_name";
/// Label: `idle` or `used`.
pub const LABEL_POOL_STATE: &str = "db_client_connection_state";
/// Answers of a cache (counter, ours).
pub const CACHE_REQUESTS: &str = "cache_requests_total";
/// Label: the cache's name.
pub const LABEL_CACHE: &str = "cache";

/// Values that were kept from an output (counter, ours).
pub const REDACTIONS: &str = "frosted_redactions_total";
/// Label: the rule or class that kept it.
pub const LABEL_RULE: &str = "rule";
/// Label: the output, one of `console json otlp sentry metrics`.
pub const LABEL_SINK: &str = "sink";

/// Local roots by what became of their traces (counter, ours).
pub const TRACES: &str = "frosted_traces_total";
/// Label: one of `sampled panic error slow requested over_budget dropped`.
pub const LABEL_DECISION: &str = "decision";
/// Spans that were lost on their way to the collector (counter, ours).
pub const SPANS_DROPPED: &str = "frosted_spans_dropped_total";
/// Metrics and values that could not be recorded (counter, ours).
pub const METRICS_DROPPED: &str = "frosted_metrics_dropped_total";
/// Label: why, one of `other_kind bad_value`.
pub const LABEL_REASON: &str = "reason";
/// Label sets that found no series of their own (counter, ours).
pub const METRIC_OVERFLOW: &str = "frosted_metric_overflow_total";
/// Label: the metric's name.
pub const LABEL_METRIC: &str = "metric";
/// Label: stands alone on the series that takes what found none of its own (OpenTelemetry metrics
/// SDK, cardinality limits).
pub const LABEL_OVERFLOW: &str = "otel_metric_overflow";
/// What the name of a counter ends with (`OpenMetrics`).
pub const TOTAL: &str = "_total";
/// What is known of this process: the resource, as labels (OpenTelemetry, Prometheus
/// compatibility).
pub const TARGET_INFO: &str = "target";

/// Counter of processor time in seconds, by mode (semantic conventions, process; so are the others
/// of a process, and those that say so are of the Prometheus client libraries).
pub const PROCESS_CPU: &str = "process_cpu_time_seconds_total";
/// The same over all modes (Prometheus client libraries).
pub const PROCESS_CPU_CLASSIC: &str = "process_cpu_seconds_total";
/// Gauge of resident memory.
pub const PROCESS_MEMORY: &str = "process_memory_usage_bytes";
/// The same (Prometheus client libraries).
pub const PROCESS_MEMORY_CLASSIC: &str = "process_resident_memory_bytes";
/// Gauge of the memory that the process may have (ours).
pub const PROCESS_MEMORY_LIMIT: &str = "process_memory_limit_bytes";
/// Gauge of the address space in use.
pub const PROCESS_VIRTUAL: &str = "process_memory_virtual_bytes";
/// The same (Prometheus client libraries).
pub const PROCESS_VIRTUAL_CLASSIC: &str = "process_virtual_memory_bytes";
/// Counter of bytes read from and written to disks, by direction.
pub const PROCESS_DISK: &str = "process_disk_io_bytes_total";
/// Gauge of threads (Prometheus client libraries; the conventions' name ends with `_count`, which
/// belongs to histograms).
pub const PROCESS_THREADS: &str = "process_threads";
/// Gauge of open file descriptors (same source, same reason).
pub const PROCESS_FILES: &str = "process_open_fds";
/// Gauge of how many file descriptors may be open (Prometheus client libraries).
pub const PROCESS_MAX_FILES: &str = "process_max_fds";
/// Counter of context switches, by type.
pub const PROCESS_SWITCHES: &str = "process_context_switches_total";
/// Counter of page faults, by type.
pub const PROCESS_FAULTS: &str = "process_paging_faults_total";
/// Gauge of seconds since the process began.
pub const PROCESS_UPTIME: &str = "process_uptime_seconds";
/// Gauge of when the process began, in seconds since 1970 (Prometheus client libraries).
pub const PROCESS_START: &str = "process_start_time_seconds";
/// Label: `user` or `system` (semantic conventions, process; so are the next three).
pub const LABEL_CPU_MODE: &str = "cpu_mode";
/// Label: `read` or `write`.
pub const LABEL_DISK_DIRECTION: &str = "disk_io_direction";
/// Label: `voluntary` or `involuntary`.
pub const LABEL_SWITCH_TYPE: &str = "process_context_switch_type";
/// Label: `major` or `minor`.
pub const LABEL_FAULT_TYPE: &str = "system_paging_fault_type";

/// Gauge of a Tokio runtime's worker threads (ours: no convention has names for Tokio; so are all
/// that begin with `tokio`).
pub const TOKIO_WORKERS: &str = "tokio_workers";
/// Gauge of tasks that have not ended.
pub const TOKIO_TASKS: &str = "tokio_alive_tasks";
/// Gauge of tasks in the queue that all workers share.
pub const TOKIO_QUEUE: &str = "tokio_global_queue_depth";
/// Counter of seconds in which a worker ran tasks, by worker.
pub const TOKIO_BUSY: &str = "tokio_worker_busy_seconds_total";
/// Counter of how often a worker had nothing to do, by worker.
pub const TOKIO_PARKS: &str = "tokio_worker_parks_total";
/// Histogram of seconds from when a task was ready until a worker ran it, measured ten times a
/// second.
pub const TOKIO_DELAY: &str = "tokio_scheduler_delay_seconds";
/// Label: the name under which a runtime is watched.
pub const LABEL_RUNTIME: &str = "runtime";
/// Label: a worker's number.
pub const LABEL_WORKER: &str = "worker";

/// Gauge of log lines that wait to be written (semantic conventions, OpenTelemetry SDK; so are all
/// that begin with `otel_sdk`).
pub const LOG_QUEUE: &str = "otel_sdk_processor_log_queue_size";
/// Gauge of how many log lines may wait.
pub const LOG_CAPACITY: &str = "otel_sdk_processor_log_queue_capacity";
/// Counter of log lines that were written, or lost for this `error_type`.
pub const LOG_PROCESSED: &str = "otel_sdk_processor_log_processed_total";
/// Gauge of ended spans that wait to be exported.
pub const SPAN_QUEUE: &str = "otel_sdk_processor_span_queue_size";
/// Gauge of how many ended spans may wait.
pub const SPAN_CAPACITY: &str = "otel_sdk_processor_span_queue_capacity";
/// Counter of spans that were exported, or lost for this `error_type`.
pub const SPAN_EXPORTED: &str = "otel_sdk_exporter_span_exported_total";
/// Counter of values of metrics that were pushed, or not taken for this `error_type`.
pub const POINTS_EXPORTED: &str = "otel_sdk_exporter_metric_data_point_exported_total";

/// Counter of log lines, by level (ours; so is the next).
pub const LOG_EVENTS: &str = "log_events_total";
/// Counter of writes of log lines that failed, by kind.
pub const LOG_WRITE_ERRORS: &str = "log_write_errors_total";
/// Label: `trace`, `debug`, `info`, `warning` or `error`.
pub const LABEL_LEVEL: &str = "level";
/// Label: `broken_pipe`, `storage_full` or `other`.
pub const LABEL_KIND: &str = "kind";
/// Label: what became of it.
pub const LABEL_OUTCOME: &str = "outcome";
/// Errors by what became of their report, labels `level` and `outcome`, one of `sent lost
/// dropped_dedup dropped_ratelimit` (ours).
pub const SENTRY_EVENTS: &str = "sentry_events_total";
/// OTLP log records that wait to be exported (ours: the convention's name is that of lines).
pub const RECORD_QUEUE: &str = "frosted_log_export_queue_size";
/// How many may wait (ours).
pub const RECORD_CAPACITY: &str = "frosted_log_export_queue_capacity";
/// OTLP log records that were exported, label `error_type` (semantic conventions, the SDK's own metrics).
pub const RECORD_EXPORTED: &str = "otel_sdk_exporter_log_exported_total";

/// Gauge: 1 if a health check is well, 0 if not (ours; so is the next).
pub const HEALTH_STATUS: &str = "health_check_status";
/// Histogram of seconds that a health check took.
pub const HEALTH_DURATION: &str = "health_check_duration_seconds";
/// Label: whether a process whose check fails gets requests (`required`: it does not).
pub const LABEL_CRITICALITY: &str = "criticality";
/// Label: the check's name.
pub const LABEL_CHECK: &str = "check";

/// Bucket bounds in seconds that the semantic conventions advise for request durations.
pub const DURATION_BUCKETS: [f64; 14] = [
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];

/// Span attribute: how an observed call ended (ours; no convention has one).
pub const ATTR_OUTCOME: &str = "frosted.outcome";
/// Span attribute: the error's kind (semantic conventions, recording errors).
pub const ATTR_ERROR_TYPE: &str = "error.type";
/// Span attribute and log key: whose error it is, one of `client server dependency cancelled` (ours).
pub const ATTR_ERROR_CLASS: &str = "error.class";
/// Span attribute: the id of the span in which the error arose, if that is another one (ours).
pub const ATTR_ERROR_SPAN: &str = "error.span_id";
/// Span attribute of a request: one query came again and again (ours).
pub const ATTR_N_PLUS_ONE: &str = "db.n_plus_one";
/// Span attribute and log key: milliseconds until there was a response (ours).
pub const ATTR_FIRST_BYTE: &str = "ttfb_ms";
/// Span attribute: nanoseconds spent inside of polls (convention of tracing-opentelemetry).
pub const ATTR_BUSY: &str = "busy_ns";
/// Span attribute: nanoseconds spent waiting between polls (same source).
pub const ATTR_IDLE: &str = "idle_ns";
/// Span attribute: how often the future or stream was polled (ours).
pub const ATTR_POLLS: &str = "frosted.polls";
/// Span attribute: nanoseconds of the longest poll (ours).
pub const ATTR_LONGEST_POLL: &str = "frosted.longest_poll_ns";
/// Field of an error's event: its kind (semantic conventions, exceptions).
pub const FIELD_EXCEPTION_TYPE: &str = "exception.type";
/// Field of an error's event: a text that may be shown (same source).
pub const FIELD_EXCEPTION_MESSAGE: &str = "exception.message";
/// Field of an error's event: what its sources say, the nearest first (ours).
pub const FIELD_ERROR_CHAIN: &str = "error.chain";
/// Field of a panic's event: the frames, if `RUST_BACKTRACE` asks for them (same source).
pub const FIELD_EXCEPTION_STACKTRACE: &str = "exception.stacktrace";
/// Field of the event of a panic, or of an error that was captured by hand: where (ours).
pub const FIELD_LOCATION: &str = "location";
/// Field of a panic's event (semantic conventions, threads).
pub const FIELD_THREAD: &str = "thread.name";
/// Span attribute (semantic conventions, code).
pub const ATTR_CODE_FUNCTION: &str = "code.function.name";
/// Span attribute (semantic conventions, code).
pub const ATTR_CODE_FILE: &str = "code.file.path";
/// Span attribute (semantic conventions, code).
pub const ATTR_CODE_LINE: &str = "code.line.number";

/// Field with which `tracing` users name an exported span (convention of tracing-opentelemetry).
pub const FIELD_OTEL_NAME: &str = "otel.name";
/// Field with which `tracing` users set the span kind (same source).
pub const FIELD_OTEL_KIND: &str = "otel.kind";
/// Field with which `tracing` users set the span status (same source).
pub const FIELD_OTEL_STATUS: &str = "otel.status_code";

/// Field of an event that `critical!` wrote (ours: `tracing` has no level above `ERROR`).
pub const FIELD_SEVERITY: &str = "severity";
/// Its value, and the level of the line.
pub const CRITICAL: &str = "critical";

/// Fields that hold a statement of SQL (semantic conventions, database; the second until 1.26).
pub const STATEMENTS: [&str; 2] = ["db.query.text", "db.statement"];

/// Log keys that no field may take: a field of that name becomes `field.<name>`.
pub const RESERVED_KEYS: [&str; 7] = [
    "timestamp",
    "level",
    "message",
    "target",
    "trace_id",
    "span_id",
    "trace_flags",
];
/// Log key: how many fields did not fit into the line.
pub const FIELDS_LEFT_OUT: &str = "fields_left_out";
/// Log key, and request context: the request's id.
pub const REQUEST_ID: &str = "request_id";
/// Response header with the request's id.
pub const REQUEST_ID_HEADER: &str = "x-request-id";
/// Header of W3C Trace Context, level 2.
pub const TRACEPARENT: &str = "traceparent";
/// Header of W3C Trace Context, level 2.
pub const TRACESTATE: &str = "tracestate";

/// Header of W3C Baggage.
pub const BAGGAGE: &str = "baggage";

/// Target of our own reports: queue overflow, exporter trouble, bad settings.
pub const TARGET: &str = "frosted";
/// Target of the request span and its lines.
pub const TARGET_HTTP: &str = "frosted::http";
/// Target of the spans of requests that are sent.
pub const TARGET_HTTP_CLIENT: &str = "frosted::http::client";
/// Target of queries of SQL databases.
pub const TARGET_SQL: &str = "frosted::sql";
/// Target of commands of Redis.
pub const TARGET_REDIS: &str = "frosted::redis";

/// Routes that are asked by machines every few seconds and are not observed.
pub const PROBE_ROUTES: [&str; 7] = [
    "/metrics",
    "/health/live",
    "/health/ready",
    "/health/startup",
    "/livez",
    "/readyz",
    "/startupz",
];

/// What stands in place of a value that is not shown.
pub const REDACTED: &str = "[REDACTED]";
