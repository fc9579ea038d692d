//! Our own macros for events show what may be seen of each argument.

use crate::scenario;
use serde_json::{Value, json};

#[test]
fn each_argument_is_shown_as_it_may_be() {
    let seen = scenario("events").env("RUST_LOG", "debug").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let messages: Vec<&str> = seen
        .lines
        .iter()
        .filter(|line| line["target"] == "fixture::events" && line["level"] == "info")
        .map(|line| line["message"].as_str().unwrap())
        .collect();
    let opaque = "<opaque fixture::events::Opaque>";
    let text = "<opaque &str>";
    assert_eq!(
        messages,
        [
            "only text",
            "names with dots",
            "fields",
            &format!("7 of [pii] and {opaque} {text} {text}"),
            "7     7 7 2.2 0.6 0.5 {}",
            "from [pii] [pii]",
            "sigils",
            "no parent",
            "",
            "in braces",
            "not recorded",
            "scrubbed",
            "as an expression",
            "below",
            "in a task",
            "again",
            "outside",
        ]
    );
    assert!(!format!("{:?}{:?}", seen.lines, seen.spans).contains("canary-leak"));
}

#[test]
fn fields_have_their_types_and_rules() {
    let seen = scenario("events").run();
    let fields = |message: &str, names: &[&str]| -> Vec<Value> {
        let line = seen.line(message);
        names.iter().map(|name| line[name].clone()).collect()
    };
    let expected = vec![json!(7), json!("[pii]")];
    assert_eq!(
        fields("names with dots", &["order.id", "order.email"]),
        expected
    );
    let expected = vec![json!(7), json!("[pii]"), json!("eu")];
    assert_eq!(fields("fields", &["id", "sender", "region"]), expected);
    let expected = vec![json!("7"), json!("Some(1)"), json!(true), Value::Null];
    assert_eq!(
        fields("sigils", &["shown", "printed", "by.constant", "later"]),
        expected
    );
    assert_eq!(seen.line("target")["target"], "elsewhere");
    assert_eq!(seen.line("no parent")["trace_id"], Value::Null);
    assert_eq!(seen.line("not recorded")["opaque"], Value::Null);
    assert_eq!(seen.line("scrubbed")["note"], "password=[scrubbed:key]");
    assert_eq!(seen.line("warn")["level"], "warning");
    assert_eq!(seen.line("error")["level"], "error");
    let span = seen.span("forms");
    assert!(
        span.events.iter().any(|event| event == "fields"),
        "{:?}",
        span.events
    );
}

#[test]
fn what_is_bound_stands_on_every_line_below() {
    let seen = scenario("events").run();
    for (message, order, region) in [
        ("below", 7, "eu"),
        ("in a task", 7, "eu"),
        ("again", 8, "us"),
    ] {
        let line = seen.line(message);
        assert_eq!(
            (&line["order"], &line["region"]),
            (&json!(order), &json!(region)),
            "{message}"
        );
        assert_eq!(line["sender"], "[pii]", "{message}");
    }
    assert_eq!(seen.line("outside")["region"], Value::Null);
}
