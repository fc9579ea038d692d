//! See everything a Rust service does, and nothing its users told it.
//!
//! One dependency, one line in `main`, one attribute for each function:
//!
//! ```
//! # #[cfg(feature = "logs")] {
//! use frosted::observed;
//!
//! #[observed]
//! fn shipping_cost(weight_grams: u32, address: &str) -> Result<u32, &'static str> {
//!     if address.is_empty() {
//!         return Err("nowhere to go");
//!     }
//!     Ok(300 + weight_grams / 10)
//! }
//!
//! let _telemetry = frosted::init!()?;
//! assert_eq!(shipping_cost(1200, "1 Main Street"), Ok(420));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each call of `shipping_cost` is now a span with its source location and the field
//! `weight_grams`; is counted under its outcome, timed, and shown while it runs; and if it fails,
//! says so in one log line. The address is nowhere to be seen: only plain scalars are recorded
//! unless you ask for more.
//!
//! # Outcomes
//!
//! Every call ends in exactly one of four ways, the same in every signal:
//!
//! | outcome | when | span status |
//! |---|---|---|
//! | `ok` | it returned, and not an `Err` | unset |
//! | `error` | it returned `Err` | error |
//! | `cancelled` | its future was dropped before it was done | unset |
//! | `panicked` | it unwound | error |
//!
//! # Metrics
//!
//! | name | type | labels |
//! |---|---|---|
//! | `function_calls_total` | counter | `function`, `module`, `result`, `error_kind`; `error_class`, where an error says [whose it is](ErrorClass) |
//! | `function_calls_duration_seconds` | histogram | `function`, `module` |
//! | `function_calls_concurrent` | gauge | `function`, `module` |
//! | `http_server_request_duration_seconds` | histogram | `http_request_method`, `http_route`, `http_response_status_code`, `url_scheme`, `error_type`, `network_protocol_version` |
//! | `http_server_active_requests` | gauge | `http_request_method`, `url_scheme` |
//! | `http_client_request_duration_seconds` | histogram | `http_request_method`, `server_address`, `server_port`, `http_response_status_code`, `error_type`, `network_protocol_version` |
//! | `sentry_events_total` | counter | `level`, `outcome` |
//! | `frosted_redactions_total` | counter | `rule`, `sink` |
//! | `frosted_traces_total` | counter | `decision` |
//! | `frosted_spans_dropped_total` | counter | `reason` |
//! | `frosted_metrics_dropped_total` | counter | `reason` |
//! | `frosted_metric_overflow_total` | counter | `metric` |
//! | `target_info` | gauge | the resource attributes |
//!
//! The names of the first three are those of [autometrics](https://github.com/autometrics-dev);
//! the others are the [HTTP semantic conventions](https://opentelemetry.io/docs/specs/semconv/http/http-metrics/)
//! in Prometheus' spelling. The counters of every annotated function exist at zero from `init` on.
//!
//! [`business_metric`] adds metrics of your own, and whatever is recorded with the `metrics` facade
//! stands on the same page.
//!
//! # Features
//!
//! | feature | default | gives |
//! |---|---|---|
//! | `logs` | yes | one flat JSON line for each event, on standard output |
//! | `prometheus` | yes | the metrics as Prometheus text and `OpenMetrics` |
//! | `otlp` | yes | traces, metrics and log records over OTLP, HTTP with protobuf |
//! | `axum` | yes | the HTTP layer, serving, health routes, W3C trace context |
//! | `sentry` | | errors to [Sentry](https://sentry.io), or to whoever speaks its protocol: see [below](#errors) |
//! | `sql` | | [`sql`]: queries of [`sqlx`](https://docs.rs/sqlx) as spans and metrics, slow queries, connections |
//! | `sql-postgres`, `sql-mysql` | | address and database of pools of these drivers; those of `sqlx::Any` say it by themselves |
//! | `redis` | | [`redis`]: commands of [`redis`](https://docs.rs/redis) as spans and metrics, and what a cache had |
//! | `ops` | | [`ops`]: the catalog of what a binary can emit, and what watches it |
//! | `layer` | | [`layer`]: the same for an application with a `tracing_subscriber::Registry` of its own |
//! | `log` | | records of the [`log`](https://docs.rs/log) crate are lines, and events of the span around them; a logger that the application installed before stays. Their key-values are not recorded |
//! | `opentelemetry` | | `opentelemetry::Context::current()` is the span around, for libraries that ask it |
//! | `tokio` | with `axum`, `otlp`, `sentry` | `spawn`, `spawn_blocking`: tasks that stay in their trace |
//! | `serde` | | `Serialize` for [`Redacted`](redact::Redacted), `Deserialize` for [`Secret`] |
//! | `chrono`, `rust_decimal`, `time`, `url`, `uuid` | | their types as fields of [`Redact`](derive@Redact) types that are `public`, hashed, or addresses |
//! | `valuable` | | `Valuable` for [`Redacted`](redact::Redacted) |
//! | `axum-json`, `reqwest`, `serde_json`, `sqlx` | | [`ErrorKind`](trait@ErrorKind) for the errors of these crates: codes and places, and none of the values that they quote |
//! | `otlp-grpc` | | OTLP over gRPC as well |
//! | `otlp-tls` | | OTLP over HTTP to `https` endpoints |
//! | `otlp-grpc-tls` | | OTLP over gRPC to `https` endpoints |
//!
//! With `default-features = false` the attributes compile and do nothing: a library can annotate
//! its functions and leave the choice to the application.
//!
//! # Settings
//!
//! All settings come from the environment. An empty variable is an unset one.
//!
//! | variable | default | meaning |
//! |---|---|---|
//! | `RUST_LOG` | `info` | which events are logged: `target=level`, separated by commas. Spans from `info` up are always kept. [`set_log_filter`] changes it while the service runs |
//! | `FROSTED_LOGS` | `stdout` | where lines go: `stdout`, `stderr`, `off` |
//! | `FROSTED_LOG_FORMAT` | `auto` | `json`, or `pretty` for somebody who reads lines on a terminal; `auto` looks whether there is one. `NO_COLOR` takes the colours away |
//! | `FROSTED_LOG_QUEUE` | `16384` | lines that may wait for the writer; more are dropped and counted. Errors may fill all of it, warnings nine tenths, `info` eight, the others five |
//! | `FROSTED_FLUSH_TIMEOUT` | `5s` | how long the last flush may take |
//! | `FROSTED_BLOCKING_POLL` | `100ms` | a poll of an annotated future that takes longer is reported, at most once a minute for each function; `off` reports none |
//! | `FROSTED_TRACE_KEEP` | `interesting` | traces that the head decision did not take are held back until their local root ends, and kept if a span failed or panicked, if the root was slow, or if [`keep_trace`] was called; `off` drops them at once and records nothing inside of them, and so does a sampler that takes none (`always_off`) |
//! | `FROSTED_TRACE_SLOW` | `1s` | from when on a local root is slow, if its function does not say `slow` |
//! | `FROSTED_TRACE_BUDGET` | `100` | how many traces a second may be kept so |
//! | `FROSTED_METRIC_SERIES` | `2000` | how many series one metric may have; further label sets share one more |
//! | `FROSTED_METRIC_IDLE` | `off` | after how long without a change a gauge of the `metrics` facade is forgotten, such as `10m`; counters and histograms never are, as they would start again from nothing |
//! | `FROSTED_SLOW_QUERY` | `1s` | from when on a query is slow, with the feature `sql`; `off` for never |
//! | `FROSTED_SQLX_EVENTS` | `on` | queries of pools that are not observed are known by what sqlx says of them, with the feature `sql`; or `off` |
//! | `FROSTED_TRUSTED_PROXIES` | | networks, such as `10.0.0.0/8`, whose `Forwarded` and `X-Forwarded-*` headers and `x-request-id` are believed |
//! | `FROSTED_ZONE` | | hosts of our own, such as `payments` or `*.internal`: requests to them carry `baggage` and `x-request-id` |
//! | `FROSTED_POLICY` | | a TOML file that says [what each sink may show](redact#policies) |
//! | `FROSTED_HASH_KEY` | | the key of hashes, as `id:hexadecimal`, at least 16 bytes |
//! | `OTEL_EXPORTER_OTLP_ENDPOINT` | | the collector; without it nothing is exported |
//! | `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, `.._METRICS_ENDPOINT`, `.._LOGS_ENDPOINT` | | the same for one signal, used as it is |
//! | `OTEL_EXPORTER_OTLP_PROTOCOL`, `.._TRACES_PROTOCOL`, `.._METRICS_PROTOCOL`, `.._LOGS_PROTOCOL` | `http/protobuf` | or `grpc`, with the feature `otlp-grpc` |
//! | `OTEL_EXPORTER_OTLP_HEADERS`, `.._TRACES_HEADERS`, `.._METRICS_HEADERS`, `.._LOGS_HEADERS` | | headers of each export, as `key=value`, percent-encoded, separated by commas |
//! | `OTEL_EXPORTER_OTLP_CERTIFICATE`, `.._TRACES_CERTIFICATE`, `.._METRICS_CERTIFICATE`, `.._LOGS_CERTIFICATE` | the system's | a PEM file with the certificates that are trusted, and no others |
//! | `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE`, `OTEL_EXPORTER_OTLP_CLIENT_KEY`, and `.._TRACES_CLIENT_CERTIFICATE`, `.._TRACES_CLIENT_KEY`, `.._METRICS_CLIENT_CERTIFICATE`, `.._METRICS_CLIENT_KEY`, `.._LOGS_CLIENT_CERTIFICATE`, `.._LOGS_CLIENT_KEY` | | PEM files by which the collector knows the service |
//! | `OTEL_EXPORTER_OTLP_TIMEOUT`, `.._TRACES_TIMEOUT`, `.._METRICS_TIMEOUT`, `.._LOGS_TIMEOUT` | `10000` | milliseconds for one export, retries included |
//! | `OTEL_EXPORTER_OTLP_COMPRESSION`, `.._TRACES_COMPRESSION`, `.._METRICS_COMPRESSION`, `.._LOGS_COMPRESSION` | `none` | or `gzip` |
//! | `OTEL_TRACES_EXPORTER` | `otlp` | or `none` |
//! | `OTEL_METRICS_EXPORTER` | `otlp` | or `none`; `prometheus` pushes nothing either, and the page is there in any case |
//! | `OTEL_LOGS_EXPORTER` | `otlp` | or `none`; `console` exports nothing either, as lines are written in any case |
//! | `OTEL_METRIC_EXPORT_INTERVAL` | `60000` | milliseconds between two pushes of metrics |
//! | `OTEL_METRIC_EXPORT_TIMEOUT` | `30000` | milliseconds for one push, which may take several exports |
//! | `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE` | `cumulative` | pushed numbers count from the start; with `delta` or `lowmemory` from the last push that arrived |
//! | `OTEL_TRACES_SAMPLER`, `OTEL_TRACES_SAMPLER_ARG` | `parentbased_always_on`, `1.0` | the head decision |
//! | `OTEL_BSP_SCHEDULE_DELAY` | `5000` | milliseconds between exports |
//! | `OTEL_BSP_MAX_QUEUE_SIZE` | `2048` | spans that may wait; more are dropped and counted |
//! | `OTEL_BSP_MAX_EXPORT_BATCH_SIZE` | `512` | spans in one export |
//! | `OTEL_BLRP_SCHEDULE_DELAY` | `1000` | milliseconds between exports of log records |
//! | `OTEL_BLRP_MAX_QUEUE_SIZE` | `2048` | log records that may wait; more are dropped and counted |
//! | `OTEL_BLRP_MAX_EXPORT_BATCH_SIZE` | `512` | log records in one export |
//! | `OTEL_ATTRIBUTE_COUNT_LIMIT`, `OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT`, `OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT`, `OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT` | `128` | how many recorded attributes are exported of each, at most as many (`OTEL_LINK_ATTRIBUTE_COUNT_LIMIT` changes nothing: links have none) |
//! | `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`, `OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT`, `OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT` | 8 KiB | how many characters of a text are exported |
//! | `OTEL_SPAN_EVENT_COUNT_LIMIT`, `OTEL_SPAN_LINK_COUNT_LIMIT` | `128` | how many events and links of a span are exported, at most as many |
//! | `OTEL_METRICS_EXEMPLAR_FILTER` | `trace_based` | which values may become exemplars: those recorded in a sampled span; or `always_on`, in any span; or `always_off` |
//! | `OTEL_PROPAGATORS` | `tracecontext,baggage` | which headers carry a trace on, or `none` |
//! | `OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST`, `.._RESPONSE` | | headers that are recorded (`http.request.header.<name>`), separated by commas; those whose names speak of a secret are masked |
//! | `OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS` | those of RFC 9110, `PATCH`, `QUERY` | all methods that have a name, in place of the usual ones |
//! | `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES` | the package | who is speaking |
//! | `OTEL_SDK_DISABLED` | `false` | `true` turns the export of traces, metrics and log records off |
//! | `SENTRY_DSN` | | where errors are reported, with the feature `sentry`; without it none are |
//! | `SENTRY_ENVIRONMENT` | `deployment.environment.name` | the environment that reports name |
//! | `SENTRY_RELEASE` | `service.name@service.version` | the release that reports name |
//!
//! [`doctor`] shows what each of them amounts to. A bad `OTEL_*` value, or a standard variable that
//! means nothing here, is a warning in the log, and its default is used, as the
//! [specification](https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/)
//! says. Bad or unknown `FROSTED_*` variables make `init` fail, with all of them listed.
//!
//! # Errors
//!
//! With the feature `sentry` and `SENTRY_DSN`, what is an error in the log is a report: errors of
//! annotated functions with what their sources say, panics, `error!` and `critical!`, errors that are
//! handed to [`capture`], and requests that failed without any of these. A report has the ids of the
//! trace, the route as its transaction, what is [bound](bind!) as tags, the annotated functions around
//! as its stack, and up to a hundred lines of the same trace that came before as breadcrumbs. It goes
//! through the same walls as a line, under the policy of the sink `sentry`, and has no address,
//! header, cookie, body or user of the request.
//!
//! One error is one report: what is handed on, or logged again by a caller, is not reported twice.
//! Each error is reported ten times a minute at most. `sentry_events_total` counts what became of
//! each.
//!
//! # Failures
//!
//! Telemetry never takes the application down, and never makes it wait: a slow reader of the log,
//! a closed pipe, a collector that is down, slow or hanging cost lines or spans, which are counted
//! and reported at most once a minute; metrics that could not be pushed are part of the next push.
//! What was handed over before a `fork` is sent by the parent; a child that does not `exec` has none
//! of our threads, so that nothing of it is written or sent. Without `init` the attributes do nothing.

#![cfg_attr(
    not(all(
        feature = "axum",
        feature = "logs",
        feature = "otlp",
        feature = "prometheus",
        feature = "sentry"
    )),
    allow(
        dead_code,
        unused_imports,
        reason = "a build without an output leaves parts unused"
    )
)]

mod error_kind;
mod label;
mod macros;
mod objective;
mod outcome;
pub mod redact;
mod returned;

#[cfg(feature = "engine")]
mod audit;
#[cfg(feature = "engine")]
mod call;
#[cfg(feature = "engine")]
mod capture;
#[cfg(feature = "engine")]
mod catalog;
#[cfg(feature = "engine")]
mod clock;
#[cfg(feature = "engine")]
mod config;
#[cfg(feature = "engine")]
mod context;
#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "export")]
mod export;
#[cfg(feature = "engine")]
mod features;
#[cfg(feature = "axum")]
pub mod health;
#[cfg(feature = "axum")]
pub mod http;
#[cfg(feature = "engine")]
mod init;
#[cfg(feature = "engine")]
mod json;
#[cfg(feature = "logs")]
mod logs;
#[cfg(feature = "engine")]
mod metrics;
pub mod names;
#[cfg(not(feature = "engine"))]
mod off;
#[cfg(feature = "ops")]
pub mod ops;
#[cfg(feature = "otlp")]
mod otlp;
#[cfg(feature = "engine")]
mod panics;
#[cfg(feature = "prometheus")]
mod prometheus;
#[cfg(feature = "axum")]
pub mod propagation;
#[cfg(feature = "redis")]
pub mod redis;
#[cfg(feature = "sentry")]
mod sentry;
#[cfg(feature = "axum")]
mod serve;
#[cfg(feature = "engine")]
mod site;
#[cfg(feature = "sql")]
pub mod sql;
#[cfg(feature = "engine")]
mod sync;
#[cfg(feature = "tokio")]
mod task;

pub use error_kind::{ErrorClass, ErrorKind};
#[doc = include_str!("error_kind.md")]
pub use frosted_macros::ErrorKind;
#[doc = include_str!("label.md")]
pub use frosted_macros::Label;
#[doc = include_str!("redact.md")]
pub use frosted_macros::Redact;
#[doc = include_str!("bind.md")]
pub use frosted_macros::bind;
#[doc = include_str!("bound.md")]
pub use frosted_macros::bound;
#[doc = include_str!("business_metric.md")]
pub use frosted_macros::business_metric;
#[doc = include_str!("event.md")]
pub use frosted_macros::critical;
#[doc = include_str!("event.md")]
pub use frosted_macros::debug;
#[doc = include_str!("event.md")]
pub use frosted_macros::error;
#[doc = include_str!("event.md")]
pub use frosted_macros::info;
#[doc = include_str!("instrument.md")]
pub use frosted_macros::instrument;
#[doc = include_str!("observed.md")]
pub use frosted_macros::observed;
#[doc = include_str!("slo.md")]
pub use frosted_macros::slo;
#[doc = include_str!("event.md")]
pub use frosted_macros::trace;
#[doc = include_str!("event.md")]
pub use frosted_macros::warn;
pub use label::{Label, Measure, OpenLabel, StatusClass, Whole};
pub use outcome::Outcome;
pub use redact::{Redact, Secret};
#[cfg(feature = "axum")]
pub use serve::{Serve, ServeError, serve};
#[cfg(feature = "tokio")]
pub use task::{ObservedJoinSet, spawn, spawn_blocking, watch_runtime};
pub use tracing_core::Level;

#[cfg(feature = "engine")]
pub use audit::{Audit, audit};
#[cfg(feature = "engine")]
pub use call::Bound;
#[cfg(feature = "engine")]
pub use capture::capture;
#[cfg(feature = "engine")]
pub use config::Fault;
#[cfg(feature = "engine")]
pub use engine::Traced;
#[cfg(feature = "layer")]
pub use engine::layer;
#[cfg(feature = "engine")]
pub use init::{
    BadFilter, Builder, InitError, Report, Telemetry, doctor, keep_trace, log_filter,
    set_log_filter,
};
#[cfg(not(feature = "engine"))]
pub use off::Bound;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// Compiles the examples of the README.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../../README.md")]
struct Readme;
