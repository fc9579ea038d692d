//! An application with a registry of its own has the same records as one without.

use crate::{same, scenario};
use frosted_tests::collector::Span;
use frosted_tests::scenario::Seen;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the collector got, without what differs between two runs.
fn spans(seen: &Seen) -> Vec<String> {
    let names: BTreeMap<&str, &str> = seen
        .spans
        .iter()
        .map(|span| (&*span.span_id, &*span.name))
        .collect();
    let mut all: Vec<String> = seen.spans.iter().map(|span| told(span, &names)).collect();
    all.sort();
    all
}

fn told(span: &Span, names: &BTreeMap<&str, &str>) -> String {
    let measured = [
        "busy_ns",
        "idle_ns",
        "frosted.polls",
        "frosted.longest_poll_ns",
    ];
    let mut attributes = span.attributes.clone();
    for name in measured {
        if let Some(value) = attributes.get_mut(name) {
            *value = Any::IntValue(0);
        }
    }
    if let Some(origin) = attributes.remove("error.span_id") {
        let Any::StringValue(id) = &origin else {
            panic!("an id {origin:?}");
        };
        let origin = Any::StringValue(names[id.as_str()].to_owned());
        attributes.insert("error.span_id".to_owned(), origin);
    }
    let events: Vec<String> = span
        .events
        .iter()
        .zip(&span.event_attributes)
        .map(|(name, attributes)| format!("{name} {:?}", steady(attributes)))
        .collect();
    format!(
        "{} below {:?}: kind {} status {} {attributes:?} events {events:?} links {:?}",
        span.name,
        names.get(&*span.parent_span_id),
        span.kind,
        span.status,
        span.links
            .iter()
            .map(|id| names.get(&**id))
            .collect::<Vec<_>>(),
    )
}

/// Attributes without times.
fn steady<V: std::fmt::Debug>(attributes: &BTreeMap<String, V>) -> Vec<String> {
    let steady = attributes.iter().filter(|(name, _)| !name.ends_with("_ms"));
    steady
        .map(|(name, value)| format!("{name}={value:?}"))
        .collect()
}

/// The lines, without what differs between two runs.
fn lines(seen: &Seen) -> Vec<String> {
    let mut all: Vec<String> = seen
        .lines
        .iter()
        .map(|line| {
            let Value::Object(mut line) = line.clone() else {
                panic!("a line that is no object: {line}");
            };
            for name in ["timestamp", "duration_ms"] {
                line.remove(name);
            }
            for name in ["trace_id", "span_id"] {
                if let Some(id) = line.get_mut(name) {
                    *id = Value::Bool(true);
                }
            }
            Value::Object(line).to_string()
        })
        .collect();
    all.sort();
    all
}

/// How many calls there were of each function, and how they ended.
fn calls(seen: &Seen) -> Vec<String> {
    let all = seen.page.0.iter();
    let calls = all.filter(|sample| sample.name == "function_calls_total");
    calls
        .map(|sample| format!("{:?} {}", sample.labels, sample.value))
        .collect()
}

#[test]
fn a_layer_on_a_registry_gives_the_same_records() {
    for name in [
        "outcomes",
        "arguments",
        "lines",
        "repeated",
        "events",
        "tasks",
        "futures",
        "shapes",
        "five-layers",
        "layers",
        "table",
        "redact",
    ] {
        let ours = scenario(name).run();
        let layered = scenario(name).env("FIXTURE_LAYER", "1").run();
        assert!(ours.succeeded && layered.succeeded, "{}", layered.stderr);
        assert!(!ours.spans.is_empty(), "{name}");
        same_lists(name, &spans(&ours), &spans(&layered));
        same_lists(name, &lines(&ours), &lines(&layered));
        same_lists(name, &calls(&ours), &calls(&layered));
        let concurrent = layered.page.sum("function_calls_concurrent", &[]);
        let before = ours.page.sum("function_calls_concurrent", &[]);
        assert!(
            same(concurrent, before),
            "{name}: {concurrent} for {before}"
        );
    }
}

fn same_lists(name: &str, ours: &[String], layered: &[String]) {
    let missing: Vec<&String> = ours.iter().filter(|it| !layered.contains(it)).collect();
    let more: Vec<&String> = layered.iter().filter(|it| !ours.contains(it)).collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "{name}: without the layer {missing:#?}, with it {more:#?}"
    );
    assert_eq!(ours.len(), layered.len(), "{name}");
}
