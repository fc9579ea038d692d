//! Every variable that is read, for a report of what each amounts to.

use crate::names::env;

/// A variable.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) variable: &'static str,
    /// What holds without it.
    pub(crate) default: &'static str,
    /// Whether nothing of its value may be shown.
    pub(crate) is_secret: bool,
}

const fn plain(variable: &'static str, default: &'static str) -> Setting {
    Setting {
        variable,
        default,
        is_secret: false,
    }
}

const fn secret(variable: &'static str) -> Setting {
    Setting {
        variable,
        default: "",
        is_secret: true,
    }
}

/// In the order of the documentation.
pub(crate) const SETTINGS: &[Setting] = &[
    plain(env::RUST_LOG, "info"),
    plain(env::FROSTED_LOGS, "stdout"),
    plain(env::FROSTED_LOG_FORMAT, "auto"),
    plain(env::NO_COLOR, ""),
    plain(env::FROSTED_LOG_QUEUE, "16384"),
    plain(env::FROSTED_FLUSH_TIMEOUT, "5s"),
    plain(env::FROSTED_BLOCKING_POLL, "100ms"),
    plain(env::FROSTED_TRACE_KEEP, "interesting"),
    plain(env::FROSTED_TRACE_SLOW, "1s"),
    plain(env::FROSTED_TRACE_BUDGET, "100"),
    plain(env::FROSTED_METRIC_SERIES, "2000"),
    plain(env::FROSTED_METRIC_IDLE, "off"),
    plain(env::FROSTED_SLOW_QUERY, "1s"),
    plain(env::FROSTED_SQLX_EVENTS, "on"),
    plain(env::FROSTED_TRUSTED_PROXIES, ""),
    plain(env::FROSTED_ZONE, ""),
    plain(env::FROSTED_POLICY, ""),
    secret(env::FROSTED_HASH_KEY),
    plain(env::OTEL_SDK_DISABLED, "false"),
    plain(env::OTEL_SERVICE_NAME, "the package"),
    plain(env::OTEL_RESOURCE_ATTRIBUTES, ""),
    plain(env::OTEL_PROPAGATORS, "tracecontext,baggage"),
    plain(env::OTEL_TRACES_SAMPLER, "parentbased_always_on"),
    plain(env::OTEL_TRACES_SAMPLER_ARG, "1.0"),
    plain(env::OTEL_TRACES_EXPORTER, "otlp"),
    plain(env::OTEL_METRICS_EXPORTER, "otlp"),
    plain(env::OTEL_LOGS_EXPORTER, "otlp"),
    plain(env::OTLP_ENDPOINT, ""),
    plain(env::OTLP_TRACES_ENDPOINT, ""),
    plain(env::OTLP_METRICS_ENDPOINT, ""),
    plain(env::OTLP_LOGS_ENDPOINT, ""),
    plain(env::OTLP_PROTOCOL, "http/protobuf"),
    plain(env::OTLP_TRACES_PROTOCOL, ""),
    plain(env::OTLP_METRICS_PROTOCOL, ""),
    plain(env::OTLP_LOGS_PROTOCOL, ""),
    plain(env::OTLP_TIMEOUT, "10000"),
    plain(env::OTLP_TRACES_TIMEOUT, ""),
    plain(env::OTLP_METRICS_TIMEOUT, ""),
    plain(env::OTLP_LOGS_TIMEOUT, ""),
    plain(env::OTLP_COMPRESSION, "none"),
    plain(env::OTLP_TRACES_COMPRESSION, ""),
    plain(env::OTLP_METRICS_COMPRESSION, ""),
    plain(env::OTLP_LOGS_COMPRESSION, ""),
    secret(env::OTLP_HEADERS),
    secret(env::OTLP_TRACES_HEADERS),
    secret(env::OTLP_METRICS_HEADERS),
    secret(env::OTLP_LOGS_HEADERS),
    plain(env::OTLP_CERTIFICATE, ""),
    plain(env::OTLP_TRACES_CERTIFICATE, ""),
    plain(env::OTLP_METRICS_CERTIFICATE, ""),
    plain(env::OTLP_LOGS_CERTIFICATE, ""),
    plain(env::OTLP_CLIENT_KEY, ""),
    plain(env::OTLP_TRACES_CLIENT_KEY, ""),
    plain(env::OTLP_METRICS_CLIENT_KEY, ""),
    plain(env::OTLP_LOGS_CLIENT_KEY, ""),
    plain(env::OTLP_CLIENT_CERTIFICATE, ""),
    plain(env::OTLP_TRACES_CLIENT_CERTIFICATE, ""),
    plain(env::OTLP_METRICS_CLIENT_CERTIFICATE, ""),
    plain(env::OTLP_LOGS_CLIENT_CERTIFICATE, ""),
    plain(env::BSP_SCHEDULE_DELAY, "5000"),
    plain(env::BSP_MAX_QUEUE_SIZE, "2048"),
    plain(env::BSP_MAX_EXPORT_BATCH_SIZE, "512"),
    plain(env::BLRP_SCHEDULE_DELAY, "1000"),
    plain(env::BLRP_MAX_QUEUE_SIZE, "2048"),
    plain(env::BLRP_MAX_EXPORT_BATCH_SIZE, "512"),
    plain(env::METRIC_EXPORT_INTERVAL, "60000"),
    plain(env::METRIC_EXPORT_TIMEOUT, "30000"),
    plain(env::METRICS_TEMPORALITY, "cumulative"),
    plain(env::OTEL_METRICS_EXEMPLAR_FILTER, "trace_based"),
    plain(env::ATTRIBUTES, "128"),
    plain(env::ATTRIBUTE_LENGTH, "8 KiB"),
    plain(env::SPAN_ATTRIBUTES, ""),
    plain(env::SPAN_ATTRIBUTE_LENGTH, ""),
    plain(env::SPAN_EVENTS, "128"),
    plain(env::SPAN_LINKS, "128"),
    plain(env::EVENT_ATTRIBUTES, ""),
    plain(env::LINK_ATTRIBUTES, ""),
    plain(env::RECORD_ATTRIBUTES, ""),
    plain(env::RECORD_ATTRIBUTE_LENGTH, ""),
    plain(env::CAPTURE_REQUEST_HEADERS, ""),
    plain(env::CAPTURE_RESPONSE_HEADERS, ""),
    plain(env::KNOWN_METHODS, "those of RFC 9110, PATCH, QUERY"),
    secret(env::SENTRY_DSN),
    plain(env::SENTRY_ENVIRONMENT, "deployment.environment.name"),
    plain(env::SENTRY_RELEASE, "service.name@service.version"),
];

#[cfg(test)]
mod tests {
    use super::SETTINGS;

    #[test]
    fn defaults_are_those_that_are_documented() {
        let page = include_str!("../lib.rs");
        for setting in SETTINGS.iter().filter(|it| !it.default.is_empty()) {
            let name = format!("`{}`", setting.variable);
            let mut rows = page.lines().filter(|line| line.starts_with("//! |"));
            let row = rows.find(|row| row.contains(&name)).expect("a row");
            let plain = row.replace('`', "");
            assert!(
                plain.contains(setting.default),
                "{}: {row}",
                setting.default
            );
        }
    }

    #[test]
    fn every_variable_is_a_setting() {
        let names = include_str!("../names/env.rs");
        let texts = names.split('"').skip(1).step_by(2);
        let texts = texts.filter(|text| text.contains('_') && !text.ends_with('_'));
        for text in texts {
            let times = SETTINGS.iter().filter(|it| it.variable == text).count();
            assert_eq!(times, 1, "{text}");
        }
    }
}
