//! Environment variables. `OTEL_*`: OpenTelemetry environment specification; `FROSTED_*`: ours.

/// Log filter, directives as `target=level`, comma separated.
pub const RUST_LOG: &str = "RUST_LOG";
/// Where log lines go: `stdout`, `stderr` or `off`.
pub const FROSTED_LOGS: &str = "FROSTED_LOGS";
/// What lines look like: `auto`, `json` or `pretty`.
pub const FROSTED_LOG_FORMAT: &str = "FROSTED_LOG_FORMAT";
/// Turns colours off where it is set.
pub const NO_COLOR: &str = "NO_COLOR";
/// How many log lines may wait for the writer.
pub const FROSTED_LOG_QUEUE: &str = "FROSTED_LOG_QUEUE";
/// How long the last flush may take, as `500ms`, `5s` or `1m`.
pub const FROSTED_FLUSH_TIMEOUT: &str = "FROSTED_FLUSH_TIMEOUT";
/// How long one poll may take before it is reported, as `100ms`, or `off`.
pub const FROSTED_BLOCKING_POLL: &str = "FROSTED_BLOCKING_POLL";
/// The file that says what each sink may show.
pub const FROSTED_POLICY: &str = "FROSTED_POLICY";
/// The key of hashes, as `id:hexadecimal`.
pub const FROSTED_HASH_KEY: &str = "FROSTED_HASH_KEY";
/// Prefix of all our variables.
pub const FROSTED_PREFIX: &str = "FROSTED_";
/// Turns the SDK off when `true`.
pub const OTEL_SDK_DISABLED: &str = "OTEL_SDK_DISABLED";
/// Which values may become exemplars: `trace_based`, `always_on` or `always_off`.
pub const OTEL_METRICS_EXEMPLAR_FILTER: &str = "OTEL_METRICS_EXEMPLAR_FILTER";
/// Which traces are kept at their end: `interesting` or `off`.
pub const FROSTED_TRACE_KEEP: &str = "FROSTED_TRACE_KEEP";
/// From when on a trace is slow, as `1s`.
pub const FROSTED_TRACE_SLOW: &str = "FROSTED_TRACE_SLOW";
/// From when on a query of a database is slow.
pub const FROSTED_SLOW_QUERY: &str = "FROSTED_SLOW_QUERY";
/// Whether queries are known by what sqlx says of them.
pub const FROSTED_SQLX_EVENTS: &str = "FROSTED_SQLX_EVENTS";
/// How many traces a second may be kept at their end.
pub const FROSTED_TRACE_BUDGET: &str = "FROSTED_TRACE_BUDGET";
/// How many series one metric may have.
pub const FROSTED_METRIC_SERIES: &str = "FROSTED_METRIC_SERIES";
/// After how long without a change a gauge is forgotten, as `10m`, or `off`.
pub const FROSTED_METRIC_IDLE: &str = "FROSTED_METRIC_IDLE";
/// The service's name.
pub const OTEL_SERVICE_NAME: &str = "OTEL_SERVICE_NAME";
/// Resource attributes as `key=value`, comma separated, percent-encoded.
pub const OTEL_RESOURCE_ATTRIBUTES: &str = "OTEL_RESOURCE_ATTRIBUTES";
/// `otlp` or `none`.
pub const OTEL_TRACES_EXPORTER: &str = "OTEL_TRACES_EXPORTER";
/// `otlp`, `prometheus` or `none`.
pub const OTEL_METRICS_EXPORTER: &str = "OTEL_METRICS_EXPORTER";
/// Milliseconds between two pushes of metrics.
pub const METRIC_EXPORT_INTERVAL: &str = "OTEL_METRIC_EXPORT_INTERVAL";
/// Time limit of one push in milliseconds.
pub const METRIC_EXPORT_TIMEOUT: &str = "OTEL_METRIC_EXPORT_TIMEOUT";
/// What pushed numbers are counted from: `cumulative`, `delta` or `lowmemory`.
pub const METRICS_TEMPORALITY: &str = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
/// Head sampler.
pub const OTEL_TRACES_SAMPLER: &str = "OTEL_TRACES_SAMPLER";
/// Ratio of the ratio samplers.
pub const OTEL_TRACES_SAMPLER_ARG: &str = "OTEL_TRACES_SAMPLER_ARG";
/// Base address of the collector.
pub const OTLP_ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
/// Address for traces, used as it is.
pub const OTLP_TRACES_ENDPOINT: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
/// Address for metrics, used as it is.
pub const OTLP_METRICS_ENDPOINT: &str = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
/// `http/protobuf` or `grpc`.
pub const OTLP_PROTOCOL: &str = "OTEL_EXPORTER_OTLP_PROTOCOL";
/// The same for traces only.
pub const OTLP_TRACES_PROTOCOL: &str = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";
/// `http/protobuf` or `grpc`, for metrics only.
pub const OTLP_METRICS_PROTOCOL: &str = "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL";
/// Time limit of one export in milliseconds.
pub const OTLP_TIMEOUT: &str = "OTEL_EXPORTER_OTLP_TIMEOUT";
/// The same for traces only.
pub const OTLP_TRACES_TIMEOUT: &str = "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT";
/// Time limit of one export of metrics in milliseconds.
pub const OTLP_METRICS_TIMEOUT: &str = "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT";
/// `gzip` or `none`.
pub const OTLP_COMPRESSION: &str = "OTEL_EXPORTER_OTLP_COMPRESSION";
/// The same for traces only.
pub const OTLP_TRACES_COMPRESSION: &str = "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION";
/// `gzip` or `none`, for metrics only.
pub const OTLP_METRICS_COMPRESSION: &str = "OTEL_EXPORTER_OTLP_METRICS_COMPRESSION";
/// `otlp`, `console` or `none`.
pub const OTEL_LOGS_EXPORTER: &str = "OTEL_LOGS_EXPORTER";
/// Address for log records, used as it is.
pub const OTLP_LOGS_ENDPOINT: &str = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";
/// `http/protobuf` or `grpc`, for log records only.
pub const OTLP_LOGS_PROTOCOL: &str = "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL";
/// Time limit of one export of log records in milliseconds.
pub const OTLP_LOGS_TIMEOUT: &str = "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT";
/// `gzip` or `none`, for log records only.
pub const OTLP_LOGS_COMPRESSION: &str = "OTEL_EXPORTER_OTLP_LOGS_COMPRESSION";
/// The same for log records; they win.
pub const OTLP_LOGS_HEADERS: &str = "OTEL_EXPORTER_OTLP_LOGS_HEADERS";
/// Milliseconds between two batches of log records.
pub const BLRP_SCHEDULE_DELAY: &str = "OTEL_BLRP_SCHEDULE_DELAY";
/// Log records that may wait for export.
pub const BLRP_MAX_QUEUE_SIZE: &str = "OTEL_BLRP_MAX_QUEUE_SIZE";
/// Log records in one export.
pub const BLRP_MAX_EXPORT_BATCH_SIZE: &str = "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE";
/// Which formats carry a trace on: `tracecontext`, `baggage`, or `none`.
pub const OTEL_PROPAGATORS: &str = "OTEL_PROPAGATORS";
/// Request headers that are recorded, comma separated.
pub const CAPTURE_REQUEST_HEADERS: &str =
    "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST";
/// Response headers that are recorded, comma separated.
pub const CAPTURE_RESPONSE_HEADERS: &str =
    "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_RESPONSE";
/// All methods that have a name, comma separated.
pub const KNOWN_METHODS: &str = "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS";
/// Proxies that are believed, as networks, comma separated.
pub const FROSTED_TRUSTED_PROXIES: &str = "FROSTED_TRUSTED_PROXIES";
/// Services of our own, as names of hosts or `*.domain`, comma separated.
pub const FROSTED_ZONE: &str = "FROSTED_ZONE";
/// How many attributes anything may have.
pub const ATTRIBUTES: &str = "OTEL_ATTRIBUTE_COUNT_LIMIT";
/// How many characters the text of an attribute may have.
pub const ATTRIBUTE_LENGTH: &str = "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT";
/// How many attributes a span may have.
pub const SPAN_ATTRIBUTES: &str = "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT";
/// How many characters the text of a span's attribute may have.
pub const SPAN_ATTRIBUTE_LENGTH: &str = "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT";
/// How many events a span may have.
pub const SPAN_EVENTS: &str = "OTEL_SPAN_EVENT_COUNT_LIMIT";
/// How many links a span may have.
pub const SPAN_LINKS: &str = "OTEL_SPAN_LINK_COUNT_LIMIT";
/// How many attributes an event of a span may have.
pub const EVENT_ATTRIBUTES: &str = "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT";
/// How many attributes a link may have; ours have none.
pub const LINK_ATTRIBUTES: &str = "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT";
/// How many attributes a log record may have.
pub const RECORD_ATTRIBUTES: &str = "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT";
/// How many characters the text of a log record's attribute may have.
pub const RECORD_ATTRIBUTE_LENGTH: &str = "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT";
/// Where errors are reported, as `https://key@host/project`.
pub const SENTRY_DSN: &str = "SENTRY_DSN";
/// The environment that reports name.
pub const SENTRY_ENVIRONMENT: &str = "SENTRY_ENVIRONMENT";
/// The release that reports name.
pub const SENTRY_RELEASE: &str = "SENTRY_RELEASE";
/// A file with the certificates that are trusted, for all signals.
pub const OTLP_CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_CERTIFICATE";
/// A file with the key of the client's certificate, for all signals.
pub const OTLP_CLIENT_KEY: &str = "OTEL_EXPORTER_OTLP_CLIENT_KEY";
/// A file with the client's certificate, for all signals.
pub const OTLP_CLIENT_CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE";
/// A file with the certificates that are trusted, for traces only.
pub const OTLP_TRACES_CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE";
/// A file with the key of the client's certificate, for traces only.
pub const OTLP_TRACES_CLIENT_KEY: &str = "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY";
/// A file with the client's certificate, for traces only.
pub const OTLP_TRACES_CLIENT_CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE";
/// A file with the certificates that are trusted, for metrics only.
pub const OTLP_METRICS_CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE";
/// A file with the key of the client's certificate, for metrics only.
pub const OTLP_METRICS_CLIENT_KEY: &str = "OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY";
/// A file with the client's certificate, for metrics only.
pub const OTLP_METRICS_CLIENT_CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE";
/// A file with the certificates that are trusted, for log records only.
pub const OTLP_LOGS_CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE";
/// A file with the key of the client's certificate, for log records only.
pub const OTLP_LOGS_CLIENT_KEY: &str = "OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY";
/// A file with the client's certificate, for log records only.
pub const OTLP_LOGS_CLIENT_CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_LOGS_CLIENT_CERTIFICATE";
/// Headers of each export as `key=value`, comma separated, percent-encoded.
pub const OTLP_HEADERS: &str = "OTEL_EXPORTER_OTLP_HEADERS";
/// The same for traces; they win.
pub const OTLP_TRACES_HEADERS: &str = "OTEL_EXPORTER_OTLP_TRACES_HEADERS";
/// The same for metrics; they win.
pub const OTLP_METRICS_HEADERS: &str = "OTEL_EXPORTER_OTLP_METRICS_HEADERS";
/// Milliseconds between two batches.
pub const BSP_SCHEDULE_DELAY: &str = "OTEL_BSP_SCHEDULE_DELAY";
/// Spans that may wait for export.
pub const BSP_MAX_QUEUE_SIZE: &str = "OTEL_BSP_MAX_QUEUE_SIZE";
/// Spans in one export.
pub const BSP_MAX_EXPORT_BATCH_SIZE: &str = "OTEL_BSP_MAX_EXPORT_BATCH_SIZE";
