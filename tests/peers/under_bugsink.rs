//! Errors in a real error tracker, and under the rules of Sentry itself.

use frosted_tests::bugsink::{Bugsink, relay};
use frosted_tests::peer::find;
use frosted_tests::scenario::Scenario;
use frosted_tests::tracker::{Manner, Tracker};
use frosted_tests::wait_for;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

const FIXTURE: &str = env!("CARGO_BIN_EXE_fixture");

/// A panic, an error with sources, a request that failed, errors and a message by hand.
const REPORTS: usize = 8;

#[test]
fn a_real_tracker_takes_every_kind_of_report() {
    let Some(program) = find("bugsink") else {
        return;
    };
    let bugsink = Bugsink::start(&program);
    let seen = Scenario::new(FIXTURE, "reports")
        .env("SENTRY_DSN", &bugsink.dsn)
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let reports = wait_for("the reports", Duration::from_secs(20), || {
        let reports = bugsink.reports();
        (reports.len() >= REPORTS).then_some(reports)
    });
    assert_eq!(reports.len(), REPORTS);
    let kinds: BTreeSet<String> = reports.iter().map(title).collect();
    for kind in [
        "panic",
        "storage",
        "GET /silent answered 500",
        "fixture::reports::OrderError",
        "the ledger is lost",
        "a plain message",
    ] {
        assert!(kinds.contains(kind), "{kind} in {kinds:?}");
    }
    let text = format!("{reports:?}");
    assert!(!text.contains("canary"), "{text}");
    // The ids of the report are those of the trace.
    let traces: BTreeSet<&str> = seen.spans.iter().map(|span| &*span.trace_id).collect();
    for report in &reports {
        let trace = report["contexts"]["trace"]["trace_id"].as_str().unwrap();
        assert!(traces.contains(trace), "{trace}");
    }
}

#[test]
fn relay_finds_no_error_in_a_report_and_nothing_to_remove() {
    let Some(program) = find("relay") else {
        return;
    };
    let tracker = Tracker::start(Manner::Accepts);
    let seen = Scenario::new(FIXTURE, "reports")
        .env("SENTRY_DSN", &tracker.dsn())
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let reports = tracker.reports();
    assert_eq!(reports.len(), REPORTS);
    for (report, made) in reports.iter().zip(relay(&program, &reports)) {
        assert_eq!(made["errors"], Value::Null, "{report}: {made}");
        assert_eq!(made["meta"], Value::Null, "{report}: {made}");
        assert_eq!(made["stripped"], Value::Null, "{report}: {made}");
        for part in ["contexts", "exception", "logentry", "transaction"] {
            assert_eq!(made["event"][part], report[part]);
        }
    }
    // It does find what is wrong.
    let bad = json!({
        "event_id": "no id",
        "extra": { "password": "canary" },
        "contexts": { "trace": { "type": "trace", "trace_id": "short" } },
    });
    let made = relay(&program, &[bad]).remove(0);
    assert!(
        made["errors"].is_array() && made["stripped"].is_object(),
        "{made}"
    );
}

fn title(report: &Value) -> String {
    let exceptions = report["exception"]["values"].as_array();
    let kind = exceptions.and_then(|all| all.last()?["type"].as_str());
    let message = report["logentry"]["message"].as_str();
    kind.or(message).unwrap_or_default().to_owned()
}
