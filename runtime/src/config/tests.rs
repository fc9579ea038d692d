//! Every variable with good, bad and missing values.

use super::own::LogTarget;
use super::{Environment, Otel, Own};
use std::time::Duration;

fn otel(entries: &[(&str, &str)]) -> Otel {
    Otel::read(&entries.iter().copied().collect())
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
    assert!(read.export && !read.grpc && !read.gzip && read.endpoint.is_none());
    assert_eq!(read.timeout, Duration::from_secs(10));
    assert_eq!(read.schedule_delay, Duration::from_secs(5));
    assert_eq!((read.max_queue, read.max_batch), (2048, 512));
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
    let bad = otel(&[
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "x"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "x"),
    ]);
    assert_eq!(
        (bad.timeout, bad.max_queue),
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
    let endpoint = |entries| otel(entries).endpoint.expect("an endpoint").0;
    let general = [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://h:4318/x/")];
    assert_eq!(endpoint(&general), "http://h:4318/x/v1/traces");
    let own = [("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://h:4318")];
    assert_eq!(endpoint(&own), "http://h:4318");
}

#[test]
fn an_endpoint_never_prints() {
    let read = otel(&[("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:hunter2@h")]);
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
    assert!(!otel(&[("OTEL_SDK_DISABLED", "TRUE")]).export);
    assert!(!otel(&[("OTEL_TRACES_EXPORTER", "none")]).export);
    assert!(otel(&[("OTEL_TRACES_EXPORTER", "otlp")]).export);
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
        ("FROSTED_LOG_FORMAT", "json"),
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
        "FROSTED_LOG_FORMAT",
    ] {
        assert!(
            faults.iter().any(|fault| fault.variable() == variable),
            "{text}"
        );
    }
    assert_eq!(faults.len(), 4);
    assert!(!text.contains("hunter2"));
}
