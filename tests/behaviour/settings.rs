//! How telemetry is set up from the environment.

use crate::{scenario, scenario_with};

#[test]
fn a_second_init_is_a_typed_error_and_the_first_keeps_working() {
    let seen = scenario("second-init").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen.line("the first still works");
    assert_eq!(
        seen.lines
            .iter()
            .filter(|line| line["message"] == "telemetry started")
            .count(),
        1
    );
}

#[test]
fn buckets_are_judged_and_keep_the_limits_of_objectives() {
    let seen = scenario("own-buckets").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    for fault in [
        "buckets of `empty`: must have ascending",
        "buckets of `descending`: must have ascending",
        "buckets of `http_server_request_duration_seconds`: must have the bound 0.25, the limit of `checkout`",
    ] {
        assert!(seen.stderr.contains(fault), "{fault}: {}", seen.stderr);
    }
    let bounds = seen.page.matching("own_seconds_bucket", &[]).count();
    assert_eq!(bounds, 3);
}

#[test]
fn bad_settings_of_ours_are_one_error_and_nothing_is_set_up() {
    let seen = scenario_with("init-error", None)
        .env("FROSTED_LOGS", "canary-leak")
        .env("FROSTED_FLUSH_TIMEOUT", "soon")
        .env("FROSTED_LOGZ", "off")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    for variable in ["FROSTED_LOGS:", "FROSTED_FLUSH_TIMEOUT:", "FROSTED_LOGZ:"] {
        assert!(seen.stderr.contains(variable), "{}", seen.stderr);
    }
    assert!(!seen.stderr.contains("canary-leak"));
    assert!(seen.lines.is_empty());
}

#[test]
fn a_bad_standard_setting_warns_and_falls_back() {
    let seen = scenario("outcomes")
        .env("OTEL_TRACES_SAMPLER", "canary-leak")
        .env("OTEL_BSP_MAX_QUEUE_SIZE", "many")
        .env("OTEL_EXPORTER_OTLP_COMPRESSION", "brotli")
        .env("RUST_LOG", "info,x=loud")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let warned: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "a setting cannot be used")
        .map(|line| line["variable"].as_str().unwrap())
        .collect();
    assert_eq!(
        warned,
        [
            "OTEL_BSP_MAX_QUEUE_SIZE",
            "RUST_LOG",
            "OTEL_TRACES_SAMPLER",
            "OTEL_EXPORTER_OTLP_COMPRESSION"
        ]
    );
    assert!(!format!("{:?}", seen.lines).contains("canary-leak"));
    assert!(!seen.spans.is_empty(), "the defaults export");
}

#[test]
fn an_application_with_its_own_subscriber_is_told() {
    let seen = scenario("foreign-subscriber").run();
    assert!(seen.succeeded, "{}", seen.stderr);
}

#[test]
fn the_resource_says_who_is_speaking() {
    use opentelemetry_proto::tonic::common::v1::any_value::Value;
    let seen = scenario("outcomes")
        .env(
            "OTEL_RESOURCE_ATTRIBUTES",
            "deployment.environment.name=test,service.version=9",
        )
        .env("OTEL_SERVICE_NAME", "renamed")
        .run();
    let resource = &seen.spans[0].resource;
    let text = |key: &str| match &resource[key] {
        Value::StringValue(text) => text.clone(),
        other => panic!("{key}: {other:?}"),
    };
    assert_eq!(text("service.name"), "renamed");
    assert_eq!(text("service.version"), "9");
    assert_eq!(text("deployment.environment.name"), "test");
    assert_eq!(text("telemetry.sdk.name"), "frosted");
    assert_eq!(text("service.instance.id").len(), 36);
}

#[test]
fn sampling_is_decided_by_the_environment() {
    let none = scenario("outcomes")
        .env("OTEL_TRACES_SAMPLER", "always_off")
        .run();
    assert!(none.spans.is_empty());
    let errors = none.lines.iter().filter(|line| line["level"] == "error");
    assert!(errors.into_iter().all(|line| line["trace_flags"] == "02"));
    let off = scenario("outcomes").env("OTEL_SDK_DISABLED", "true").run();
    assert!(off.spans.is_empty());
    let half = scenario("blocked")
        .env("OTEL_TRACES_SAMPLER", "traceidratio")
        .env("OTEL_TRACES_SAMPLER_ARG", "0.05")
        .run();
    assert!(
        (800..1200).contains(&half.spans.len()),
        "{}",
        half.spans.len()
    );
}
