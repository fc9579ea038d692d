//! Errors as an error tracker gets them.

use crate::{same, scenario};
use frosted_tests::scenario::{Scenario, Seen};
use frosted_tests::tracker::{Manner, Tracker};
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;

fn reporting(name: &str, tracker: &Tracker) -> Scenario {
    scenario(name).env("SENTRY_DSN", &tracker.dsn())
}

fn outcome(seen: &Seen, outcome: &str) -> f64 {
    seen.page
        .sum("sentry_events_total", &[("outcome", outcome)])
}

fn of<'r>(reports: &'r [Value], transaction: &str) -> Vec<&'r Value> {
    let of = |report: &&Value| report["transaction"] == transaction;
    reports.iter().filter(of).collect()
}

#[test]
fn every_error_of_a_request_is_one_report_and_nothing_of_the_client_is_in_it() {
    let tracker = Tracker::start(Manner::Accepts);
    let seen = reporting("reports", &tracker).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let reports = tracker.reports();
    let text = String::from_utf8(tracker.bytes()).unwrap();
    for leak in ["canary", "203.0.113", "Bearer", "user-agent", "?"] {
        assert!(!text.contains(leak), "{leak}: {text}");
    }
    let count = |path: &str| of(&reports, &format!("GET {path}")).len();
    assert_eq!(
        (count("/panics"), count("/chain"), count("/silent")),
        (1, 1, 1)
    );
    assert_eq!(
        (
            count("/captured"),
            count("/logged-again"),
            count("/messages")
        ),
        (2, 1, 2)
    );
    assert_eq!(reports.len(), 8, "{reports:#?}");
    assert!(same(outcome(&seen, "sent"), 8.0));
    // The lines that end the five requests that failed, and what a handler logged again. The one that
    // ends `/silent` is all that is known of it.
    assert!(same(outcome(&seen, "dropped_dedup"), 4.0));

    let panic = of(&reports, "GET /panics")[0];
    let exception = &panic["exception"]["values"][0];
    assert_eq!(exception["type"], "panic");
    assert_eq!(exception["mechanism"]["handled"], false);
    assert!(
        exception["value"]
            .as_str()
            .unwrap()
            .starts_with("no way on with password=")
    );
    assert_eq!(panic["tags"]["tenant_id"], "42");
    assert_eq!(panic["tags"]["request_id"].as_str().unwrap().len(), 36);
    assert_eq!(panic["request"], serde_json::json!({ "method": "GET" }));
    let frames = exception["stacktrace"]["frames"].as_array().unwrap();
    assert_eq!(frames[0]["function"], "panics");
    assert_eq!(
        frames.last().unwrap()["filename"],
        "tests/fixture/reports.rs"
    );
}

#[test]
fn a_report_names_the_trace_the_calls_around_the_sources_and_what_was_logged_before() {
    let tracker = Tracker::start(Manner::Accepts);
    let seen = reporting("reports", &tracker)
        .env(
            "OTEL_RESOURCE_ATTRIBUTES",
            "deployment.environment.name=staging",
        )
        .run();
    let reports = tracker.reports();
    let report = of(&reports, "GET /chain")[0];
    let spans = seen.spans.iter().filter(|span| span.name == "store");
    let ids: Vec<_> = spans
        .map(|span| (&*span.trace_id, &*span.span_id))
        .collect();
    let trace = &report["contexts"]["trace"];
    let id = |name: &str| trace[name].as_str().unwrap();
    assert!(
        ids.contains(&(id("trace_id"), id("span_id"))),
        "{trace} of {ids:?}"
    );
    let line = seen
        .lines
        .iter()
        .find(|line| line["trace_id"] == trace["trace_id"]);
    assert_eq!(line.unwrap()["request_id"], report["tags"]["request_id"]);

    let exceptions = report["exception"]["values"].as_array().unwrap();
    let values: Vec<_> = exceptions
        .iter()
        .map(|it| it["value"].as_str().unwrap())
        .collect();
    assert_eq!(values, ["disk 3 is full", "the order was not stored"]);
    assert_eq!(exceptions[1]["type"], "storage");
    let frames = exceptions[1]["stacktrace"]["frames"].as_array().unwrap();
    let functions: Vec<_> = frames
        .iter()
        .map(|frame| frame["function"].as_str().unwrap())
        .collect();
    assert_eq!(functions, ["chain", "store"]);
    assert_eq!(report["contexts"]["fields"]["order_id"], 7);
    let crumbs = report["breadcrumbs"]["values"].as_array().unwrap();
    assert_eq!(crumbs.len(), 1);
    assert_eq!(crumbs[0]["message"], "about to store");
    assert_eq!(report["environment"], "staging");
    let release = report["release"].as_str().unwrap();
    assert!(release.starts_with("frosted-tests@"), "{release}");

    let by_hand = of(&reports, "GET /captured")[0];
    let values = by_hand["exception"]["values"].as_array().unwrap();
    assert_eq!(values[1]["value"], "the order was not stored");
    assert_eq!(values[1]["type"], "fixture::reports::OrderError");
    let place = values[1]["stacktrace"]["frames"]
        .as_array()
        .unwrap()
        .last()
        .unwrap();
    assert_eq!(place["filename"], "tests/fixture/reports.rs");

    let messages = of(&reports, "GET /messages");
    assert_eq!(messages[0]["level"], "fatal");
    assert_eq!(messages[0]["logentry"]["message"], "the ledger is lost");
    assert_eq!(messages[1]["logentry"]["message"], "a plain message");
}

#[test]
fn the_same_error_is_reported_ten_times_a_minute_and_the_rest_is_counted() {
    let tracker = Tracker::start(Manner::Accepts);
    let seen = reporting("same-error", &tracker)
        .env("FROSTED_LOGS", "off")
        .run();
    assert_eq!(tracker.reports().len(), 10);
    assert!(same(outcome(&seen, "sent"), 10.0));
    assert!(same(outcome(&seen, "dropped_ratelimit"), 9990.0));
}

#[test]
fn no_tag_and_no_breadcrumb_crosses_from_one_request_to_another() {
    let tracker = Tracker::start(Manner::Accepts);
    let seen = reporting("tagged", &tracker).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let reports = tracker.reports();
    assert!(reports.len() >= 100, "{}", reports.len());
    let all = outcome(&seen, "sent") + outcome(&seen, "lost");
    assert!(same(all, 500.0), "{all}");
    let mut traces = BTreeSet::new();
    for report in &reports {
        let number = report["tags"]["number"].as_str().unwrap();
        assert_eq!(
            report["exception"]["values"][0]["type"],
            format!("kind-{number}")
        );
        let crumbs = report["breadcrumbs"]["values"].as_array().unwrap();
        assert_eq!(crumbs.len(), 1, "{crumbs:?}");
        assert_eq!(crumbs[0]["data"]["number"].to_string(), number);
        assert!(traces.insert(report["contexts"]["trace"]["trace_id"].to_string()));
    }
}

#[test]
fn a_tracker_that_is_not_there_hangs_or_has_enough_costs_reports_and_nothing_else() {
    let hangs = Tracker::start(Manner::Hangs);
    let limits = Tracker::start(Manner::Limits);
    for (dsn, reason) in [
        (hangs.dsn(), "the collector did not answer in time"),
        (limits.dsn(), "the collector did not take them"),
        (
            "http://key@127.0.0.1:9/1".to_owned(),
            "the collector cannot be reached",
        ),
    ] {
        let seen = scenario("in-vain")
            .env("SENTRY_DSN", &dsn)
            .env("FROSTED_FLUSH_TIMEOUT", "1s")
            .run();
        assert!(seen.succeeded, "{}", seen.stderr);
        assert!(seen.took < Duration::from_secs(8), "{:?}", seen.took);
        let asked = seen.line("all asked")["took_ms"].as_f64().unwrap();
        assert!(asked < 3000.0, "{asked} ms");
        let said = seen
            .lines
            .iter()
            .filter(|line| line["message"] == "errors are not reported");
        let reasons: Vec<_> = said.map(|line| line["reason"].clone()).collect();
        assert!(reasons.len() <= 1, "{reasons:?}");
        assert!(reasons.iter().all(|said| said == reason), "{reasons:?}");
    }
    assert!(limits.requests() <= 2, "{}", limits.requests());
}

#[test]
fn without_an_address_or_with_a_bad_one_there_are_no_reports() {
    let seen = scenario("reports").run();
    assert!(same(outcome(&seen, "sent"), 0.0));
    assert!(
        seen.page
            .matching("sentry_events_total", &[])
            .next()
            .is_none()
    );
    let seen = scenario("reports").env("SENTRY_DSN", "canary-leak").run();
    let warned = seen
        .lines
        .iter()
        .find(|line| line["variable"] == "SENTRY_DSN");
    assert_eq!(warned.unwrap()["used_instead"], "no reports");
    assert!(!format!("{:?}", seen.lines).contains("canary"));
}

#[test]
fn a_panic_within_a_panic_ends_the_process_after_what_is_queued_was_sent() {
    let tracker = Tracker::start(Manner::Accepts);
    let seen = reporting("double-panic", &tracker).run();
    assert!(!seen.succeeded);
    assert!(seen.took < Duration::from_secs(10), "{:?}", seen.took);
    let messages = |name: &str| {
        let of = |line: &Value| line[name].as_str().map(str::to_owned);
        seen.lines.iter().filter_map(of).collect::<Vec<_>>()
    };
    let said = messages("exception.message");
    let end = "panic in a destructor during cleanup";
    assert_eq!(said, ["the first", "the second", end]);
    let reported: Vec<Value> = tracker.reports();
    let values: Vec<&str> = reported
        .iter()
        .filter_map(|report| report["exception"]["values"][0]["value"].as_str())
        .collect();
    assert_eq!(values, said);
}

#[test]
fn whatever_panics_wherever_it_is_one_line_and_one_report_and_the_service_goes_on() {
    let tracker = Tracker::start(Manner::Accepts);
    let seen = reporting("panics", &tracker).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let reports = tracker.reports();
    let mut expected = vec![
        ("/text", "a text", Some(500)),
        ("/owned", "a text with 7", Some(500)),
        ("/custom", "a value that is no text", Some(500)),
        ("/task", "in a task", Some(200)),
        ("/body", "in a body", None),
        ("/logging", "while logging", Some(200)),
    ];
    for (path, message, status) in expected.drain(..) {
        let of_path = of(&reports, &format!("GET {path}"));
        assert_eq!(of_path.len(), 1, "{path}: {of_path:#?}");
        let value = of_path[0]["exception"]["values"][0]["value"].as_str();
        assert_eq!(value, Some(message));
        let said = |line: &&Value| line["exception.message"] == message;
        assert_eq!(seen.lines.iter().filter(said).count(), 1, "{path}");
        let of_path = |line: &&Value| line["path"] == path && line["message"] == "answered";
        let answer = seen.lines.iter().find(of_path).unwrap();
        let body = answer["body"].as_str();
        match status {
            Some(500) => {
                let body: Value = serde_json::from_str(body.unwrap()).unwrap();
                assert_eq!(body["error"], "internal_server_error");
                assert_eq!(body["request_id"].as_str().unwrap().len(), 36);
            }
            Some(_) => assert_eq!(
                (body, answer["status"].as_u64()),
                (Some("answered"), Some(200))
            ),
            None => assert_eq!(body, None),
        }
    }
    let panicked = [("error_type", "panic")];
    let name = "http_server_request_duration_seconds_count";
    assert!(same(seen.page.sum(name, &panicked), 4.0));
}

#[test]
fn a_warning_that_comes_out_of_writing_a_line_hangs_nothing() {
    let tracker = Tracker::start(Manner::Accepts);
    let seen = reporting("masked-span", &tracker)
        .env("OTEL_LOGS_EXPORTER", "otlp")
        .env("FROSTED_METRIC_SERIES", "1")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let said = |line: &Value| {
        let text = "a metric has too many series, so further label sets share one";
        line["message"] == text && line["metric"] == "frosted_redactions_total"
    };
    assert!(seen.lines.iter().any(said), "{:#?}", seen.lines);
    assert_eq!(tracker.reports().len(), 1);
}

#[test]
fn where_no_lines_are_written_a_panic_is_seen_and_reported() {
    let tracker = Tracker::start(Manner::Accepts);
    let seen = reporting("panics", &tracker)
        .env("FROSTED_LOGS", "off")
        .run();
    assert!(seen.stderr.contains("panicked at ") && seen.stderr.contains("a text with 7"));
    assert_eq!(tracker.reports().len(), 6);
}
