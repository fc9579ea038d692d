//! Standard variables that mean something to other SDKs and nothing here: whoever sets one is told.

use super::env::Environment;
use super::otel::Warning;

/// What stands in a warning.
const NOT_SUPPORTED: &str = "nothing, as it is not supported";

/// In the order of the specification.
pub(super) const UNSUPPORTED: [&str; 17] = [
    "OTEL_CONFIG_FILE",
    "OTEL_EXPERIMENTAL_CONFIG_FILE",
    "OTEL_LOG_LEVEL",
    "OTEL_BSP_EXPORT_TIMEOUT",
    "OTEL_BLRP_EXPORT_TIMEOUT",
    "OTEL_EXPORTER_OTLP_INSECURE",
    "OTEL_EXPORTER_OTLP_TRACES_INSECURE",
    "OTEL_EXPORTER_OTLP_METRICS_INSECURE",
    "OTEL_EXPORTER_OTLP_LOGS_INSECURE",
    "OTEL_EXPORTER_PROMETHEUS_HOST",
    "OTEL_EXPORTER_PROMETHEUS_PORT",
    "OTEL_SEMCONV_STABILITY_OPT_IN",
    "OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN",
    "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST",
    "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_RESPONSE",
    "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS",
    "SENTRY_TRACES_SAMPLE_RATE",
];

/// A warning for each that is set.
pub(super) fn warnings(environment: &Environment) -> Vec<Warning> {
    let set = UNSUPPORTED.into_iter();
    let set = set.filter(|name| environment.get(name).is_some());
    set.map(|variable| Warning {
        variable,
        used_instead: NOT_SUPPORTED,
    })
    .collect()
}
