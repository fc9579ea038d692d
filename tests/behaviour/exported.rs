//! Lines as log records over OTLP.

use crate::{same, scenario, scenario_with};
use frosted_tests::collector::{Collector, Manner};
use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands in a record elsewhere than among its attributes.
const ELSEWHERE: [&str; 7] = frosted::names::RESERVED_KEYS;

#[test]
fn a_record_says_what_its_line_says() {
    let seen = scenario("reports").env("OTEL_LOGS_EXPORTER", "otlp").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let records = &seen.records;
    assert!(!format!("{records:?}").contains("canary"));
    assert_eq!(records.len(), seen.lines.len());
    // Records come by target, lines in the order of time.
    let of_lines = sorted(seen.lines.iter().map(from_line).collect());
    let of_records = sorted(
        records
            .iter()
            .map(|record| {
                let attributes = record.attributes.iter();
                let attributes = attributes.map(|(key, value)| (key.clone(), text(value)));
                (
                    (record.trace_id.clone(), record.span_id.clone()),
                    record.body.clone(),
                    record.scope.clone(),
                    attributes.collect(),
                )
            })
            .collect(),
    );
    assert_eq!(of_lines, of_records);
    let lost = records
        .iter()
        .find(|record| record.body == "the ledger is lost")
        .unwrap();
    assert_eq!(
        (lost.severity_number, &*lost.severity_text),
        (21, "CRITICAL")
    );
    let line = seen.line("the ledger is lost");
    assert_eq!(line["level"], "critical");
    for (body, number) in [("a plain message", 17), ("about to store", 9)] {
        let record = records.iter().find(|record| record.body == body).unwrap();
        assert_eq!(record.severity_number, number);
        assert_eq!(record.flags & 1, 1);
        let Any::StringValue(name) = &record.resource["service.name"] else {
            panic!("{:?}", record.resource);
        };
        assert_eq!(name, "frosted-tests");
    }
    let taken = [("error_type", "")];
    #[allow(clippy::cast_precision_loss, reason = "a small number")]
    let all = records.len() as f64;
    let exported = seen
        .page
        .sum("otel_sdk_exporter_log_exported_total", &taken);
    assert!((all - 1.0..=all).contains(&exported), "{exported} of {all}");
}

#[test]
fn records_that_are_refused_are_sent_again_and_those_that_find_no_place_are_counted() {
    let collector = Collector::start(Manner::RefusesFirst(2));
    let seen = scenario_with("reports", Some(collector))
        .env("OTEL_LOGS_EXPORTER", "otlp")
        .run();
    assert_eq!(seen.records.len(), seen.lines.len());
    let hangs = Collector::start(Manner::Hangs);
    let seen = scenario_with("busy-log", Some(hangs))
        .env("OTEL_LOGS_EXPORTER", "otlp")
        .env("OTEL_TRACES_EXPORTER", "none")
        .env("OTEL_METRICS_EXPORTER", "none")
        .env("OTEL_EXPORTER_OTLP_TIMEOUT", "200")
        .env("FROSTED_FLUSH_TIMEOUT", "1s")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let full = [("error_type", "queue_full")];
    let refused = seen.page.sum("otel_sdk_exporter_log_exported_total", &full);
    assert!(refused > 1000.0, "{refused}");
    let said = |line: &&Value| line["message"] == "log records are not exported";
    assert_eq!(seen.lines.iter().filter(said).count(), 1);
}

#[test]
fn nothing_is_exported_where_lines_are_enough() {
    for exporter in ["none", "console"] {
        let seen = scenario("reports")
            .env("OTEL_LOGS_EXPORTER", exporter)
            .run();
        assert!(seen.records.is_empty());
        let warned = |line: &&Value| line["variable"] == "OTEL_LOGS_EXPORTER";
        assert!(!seen.lines.iter().any(|line| warned(&line)));
        let shown = seen.page.sum("otel_sdk_exporter_log_exported_total", &[]);
        assert!(same(shown, 0.0));
    }
}

type Comparable = ((String, String), String, String, BTreeMap<String, String>);

fn sorted(mut all: Vec<Comparable>) -> Vec<Comparable> {
    all.sort();
    all
}

fn from_line(line: &Value) -> Comparable {
    let id = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let fields = line.as_object().unwrap().iter();
    let fields = fields.filter(|(key, _)| !ELSEWHERE.contains(&key.as_str()));
    let shown = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    (
        (id("trace_id"), id("span_id")),
        id("message"),
        id("target"),
        fields
            .map(|(key, value)| (key.clone(), shown(value)))
            .collect(),
    )
}

fn text(value: &Any) -> String {
    match value {
        Any::StringValue(text) => text.clone(),
        Any::IntValue(number) => number.to_string(),
        Any::DoubleValue(number) => serde_json::json!(number).to_string(),
        Any::BoolValue(value) => value.to_string(),
        other => panic!("{other:?}"),
    }
}
