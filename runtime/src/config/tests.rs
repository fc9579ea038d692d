//! Every variable with good, bad and missing values.

use super::own::LogTarget;
use super::{Environment, Export, Otel, Own, Temporality};
use std::time::Duration;

fn otel(entries: &[(&str, &str)]) -> Otel {
    Otel::read(&entries.iter().copied().collect())
}

/// The same with a collector.
fn exported(entries: &[(&str, &str)]) -> Otel {
    let collector = [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://h:4318")];
    let entries: Vec<(&str, &str)> = collector.iter().chain(entries).copied().collect();
    otel(&entries)
}

fn warned(entries: &[(&str, &str)]) -> Vec<&'static str> {
    otel(entries)
        .warnings
        .iter()
        .map(|warning| warning.variable)
        .collect()
}

#[test]
fn without_variables_the_specifications_defaults_hold() {
    let read = otel(&[]);
    assert!(read.traces.is_none() && read.metrics.is_none());
    assert_eq!(read.interval, Duration::from_mins(1));
    assert_eq!(read.temporality, Temporality::Cumulative);
    let traces = exported(&[]).traces.expect("traces");
    assert!(!traces.grpc && !traces.gzip && traces.headers.0.is_empty());
    assert_eq!(traces.timeout, Duration::from_secs(10));
    assert_eq!(read.of_traces.delay, Duration::from_secs(5));
    assert_eq!(
        (read.of_traces.max_queue, read.of_traces.max_batch),
        (2048, 512)
    );
    assert!(read.warnings.is_empty() && read.resource.is_empty());
}

#[test]
fn every_bad_value_warns_and_falls_back() {
    for (variable, value) in [
        ("OTEL_TRACES_SAMPLER", "sometimes"),
        ("OTEL_TRACES_EXPORTER", "zipkin"),
        ("OTEL_SDK_DISABLED", "yes"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318"),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json"),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "thrift"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "10s"),
        ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "-1"),
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "brotli"),
        ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "1"),
        ("OTEL_BSP_SCHEDULE_DELAY", "soon"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "0"),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "many"),
        ("OTEL_RESOURCE_ATTRIBUTES", "team"),
        ("RUST_LOG", "shop=loudly"),
        ("OTEL_METRICS_EXEMPLAR_FILTER", "sometimes"),
        ("OTEL_METRICS_EXPORTER", "statsd"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "0"),
        ("OTEL_METRIC_EXPORT_TIMEOUT", "1s"),
        ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "h"),
        ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "thrift"),
        ("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "0"),
        ("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "zip"),
        (
            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
            "forward",
        ),
        ("OTEL_EXPORTER_OTLP_HEADERS", "authorization"),
        ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "a=b%0Ac"),
        ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "no name=x"),
    ] {
        assert_eq!(
            warned(&[(variable, value)]),
            [variable],
            "{variable}={value}"
        );
    }
    let ratio = [
        ("OTEL_TRACES_SAMPLER", "traceidratio"),
        ("OTEL_TRACES_SAMPLER_ARG", "2"),
    ];
    assert_eq!(warned(&ratio), ["OTEL_TRACES_SAMPLER_ARG"]);
    let bad = exported(&[
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "x"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "x"),
    ]);
    let timeout = bad.traces.expect("traces").timeout;
    assert_eq!(
        (timeout, bad.of_traces.max_queue),
        (Duration::from_secs(10), 2048)
    );
}

#[test]
fn an_empty_value_is_no_value() {
    assert!(
        warned(&[
            ("OTEL_TRACES_SAMPLER", ""),
            ("OTEL_BSP_MAX_QUEUE_SIZE", " ")
        ])
        .is_empty()
    );
}

#[test]
fn the_general_endpoint_gets_the_path_of_the_signal() {
    let traces = |entries| otel(entries).traces.expect("an endpoint").endpoint.0;
    let metrics = |entries| otel(entries).metrics.expect("an endpoint").endpoint.0;
    let general = [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://h:4318/x/")];
    assert_eq!(traces(&general), "http://h:4318/x/v1/traces");
    assert_eq!(metrics(&general), "http://h:4318/x/v1/metrics");
    let own = [("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://h:4318")];
    assert_eq!(traces(&own), "http://h:4318");
    assert!(otel(&own).metrics.is_none());
}

#[test]
fn the_headers_of_a_signal_win() {
    let read = exported(&[
        (
            "OTEL_EXPORTER_OTLP_HEADERS",
            "Team=a, authorization=Bearer%20x",
        ),
        ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "team=b"),
    ]);
    let headers = |export: Option<Export>| export.expect("a collector").headers.0;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let bearer = pair("authorization", "Bearer x");
    assert_eq!(headers(read.traces), [pair("team", "a"), bearer.clone()]);
    assert_eq!(headers(read.metrics), [bearer, pair("team", "b")]);
}

#[test]
fn endpoints_and_headers_never_print() {
    let read = otel(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:hunter2@h"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=hunter2"),
    ]);
    assert!(!format!("{read:?}").contains("hunter2"));
}

#[test]
fn the_service_name_wins_over_the_resource_attributes() {
    let read = otel(&[
        ("OTEL_RESOURCE_ATTRIBUTES", "service.name=a, team=caf%C3%A9"),
        ("OTEL_SERVICE_NAME", "b"),
    ]);
    let pairs: Vec<(&str, &str)> = read.resource.iter().map(|(k, v)| (&**k, &**v)).collect();
    assert_eq!(pairs, [("team", "café"), ("service.name", "b")]);
}

#[test]
fn the_sdk_and_the_exporter_can_be_turned_off() {
    let signals = |entries| {
        let read = exported(entries);
        (read.traces.is_some(), read.metrics.is_some())
    };
    assert_eq!(signals(&[("OTEL_SDK_DISABLED", "TRUE")]), (false, false));
    assert_eq!(signals(&[("OTEL_TRACES_EXPORTER", "none")]), (false, true));
    assert_eq!(signals(&[("OTEL_METRICS_EXPORTER", "none")]), (true, false));
    let page = [("OTEL_METRICS_EXPORTER", "prometheus")];
    assert_eq!(signals(&page), (true, false));
    let both = [("OTEL_METRICS_EXPORTER", "prometheus, otlp")];
    assert_eq!(signals(&both), (true, true));
    assert_eq!(signals(&[("OTEL_TRACES_EXPORTER", "otlp")]), (true, true));
}

#[test]
fn our_variables_are_read() {
    let environment: Environment = [
        ("FROSTED_LOGS", "stderr"),
        ("FROSTED_LOG_QUEUE", "10"),
        ("FROSTED_FLUSH_TIMEOUT", "250ms"),
    ]
    .into_iter()
    .collect();
    let own = Own::read(&environment).expect("all are good");
    assert_eq!(own.logs, LogTarget::Stderr);
    assert_eq!(
        (own.log_queue, own.flush_timeout),
        (10, Duration::from_millis(250))
    );
    assert_eq!(Own::read(&Environment::default()), Ok(Own::default()));
}

#[test]
fn all_faults_of_our_variables_come_at_once_and_without_their_values() {
    let environment: Environment = [
        ("FROSTED_LOGS", "hunter2"),
        ("FROSTED_LOG_QUEUE", "0"),
        ("FROSTED_FLUSH_TIMEOUT", "soon"),
        ("FROSTED_LOGFORMAT", "json"),
    ]
    .into_iter()
    .collect();
    let faults = Own::read(&environment).expect_err("all are bad");
    let text: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let text = text.join("\n");
    for variable in [
        "FROSTED_LOGS",
        "FROSTED_LOG_QUEUE",
        "FROSTED_FLUSH_TIMEOUT",
        "FROSTED_LOGFORMAT",
    ] {
        assert!(
            faults.iter().any(|fault| fault.variable() == variable),
            "{text}"
        );
    }
    assert_eq!(faults.len(), 4);
    assert!(!text.contains("hunter2"));
}
