//! What of a call is recorded: plain scalars, and what somebody asked for by name.

use crate::scenario;
use frosted_tests::collector::Span;
use frosted_tests::scenario::Seen;
use opentelemetry_proto::tonic::common::v1::any_value::Value;

fn run() -> Seen {
    let seen = scenario("arguments").env("RUST_LOG", "debug").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

/// The attributes that came from arguments and fields.
fn fields(span: &Span) -> Vec<(&str, &Value)> {
    let ours = ["code.", "frosted.", "error.", "busy_ns", "idle_ns"];
    let all = span
        .attributes
        .iter()
        .map(|(key, value)| (key.as_str(), value));
    all.filter(|(key, _)| !ours.iter().any(|prefix| key.starts_with(prefix)))
        .collect()
}

fn names<'a>(seen: &'a Seen, span: &str) -> Vec<&'a str> {
    fields(seen.span(span))
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn plain_scalars_are_recorded_with_their_types_and_nothing_else_is() {
    let seen = run();
    assert_eq!(
        fields(seen.span("tiers")),
        [
            ("count", &Value::IntValue(7)),
            ("maybe", &Value::IntValue(-1)),
            ("ratio", &Value::DoubleValue(0.5)),
            ("yes", &Value::BoolValue(true)),
        ]
    );
    assert_eq!(names(&seen, "generic"), [""; 0]);
    assert_eq!(names(&seen, "asynchronous"), ["count"]);
    assert_eq!(names(&seen, "opaque"), ["limit"]);
}

#[test]
fn a_name_that_speaks_of_a_secret_is_never_recorded() {
    assert_eq!(names(&run(), "secrets"), ["author", "token_count"]);
}

#[test]
fn parameters_are_found_inside_patterns() {
    assert_eq!(names(&run(), "patterns"), ["left", "right"]);
}

#[test]
fn name_level_target_and_kind_are_what_the_attribute_says() {
    let seen = run();
    assert_eq!(seen.span("renamed").kind, 4);
    assert!(seen.spans.iter().any(|span| span.name == "by constant"));
    assert!(seen.spans.iter().any(|span| span.name == "positional"));
    assert!(seen.spans.iter().any(|span| span.name == "Named::call"));
    assert_eq!(seen.calls("described", "ok").to_string(), "1");
    let function = seen.span("renamed").text("code.function.name");
    assert_eq!(function, "fixture::arguments::described");
    assert!(
        seen.span("renamed")
            .text("code.file.path")
            .ends_with("arguments.rs")
    );
    assert!(seen.span("renamed").int("code.line.number") > 1);
}

#[test]
fn skipped_parameters_are_absent() {
    assert_eq!(names(&run(), "skipping"), ["right"]);
}

#[test]
fn explicit_fields_are_recorded() {
    assert_eq!(
        fields(run().span("explicit")),
        [
            ("debugged", &Value::StringValue("Some(2)".into())),
            ("http.method", &Value::StringValue("GET".into())),
            ("later", &Value::IntValue(99)),
            ("region", &Value::StringValue("eu".into())),
            ("right", &Value::IntValue(2)),
            ("shown", &Value::StringValue("<1>".into())),
            ("sum", &Value::IntValue(3)),
        ]
    );
}

#[test]
fn a_returned_value_is_shown_if_it_is_harmless_or_asked_for() {
    let seen = run();
    let returned: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "function returned")
        .map(|line| (line["level"].as_str().unwrap(), line["return"].to_string()))
        .collect();
    assert_eq!(
        returned,
        [
            ("info", "2".to_owned()),
            ("debug", "\"\\\"wanted\\\"\"".to_owned())
        ]
    );
}

#[test]
fn the_text_of_an_error_is_shown_only_if_asked_for() {
    let seen = run();
    let shown: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "function returned an error")
        .map(|line| {
            (
                line["level"].as_str().unwrap(),
                line["exception.message"].as_str(),
            )
        })
        .collect();
    let unprintable = ("error", Some("[unprintable]"));
    assert_eq!(
        shown,
        [unprintable, ("warning", Some("asked for")), ("error", None)]
    );
    assert_eq!(seen.calls("silent", "error").to_string(), "1");
}

#[test]
fn what_was_not_asked_for_appears_nowhere() {
    let seen = run();
    let spans = format!("{:?}", seen.spans);
    let lines = format!("{:?}", seen.lines);
    let page = format!("{:?}", seen.page);
    for (place, text) in [
        ("spans", spans),
        ("lines", lines),
        ("page", page),
        ("stderr", seen.stderr),
    ] {
        assert!(!text.contains("canary-leak"), "{place}: {text}");
    }
}
