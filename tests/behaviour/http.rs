//! The HTTP layer: one span, one sample and one line for each request, whatever becomes of it.

use crate::{same, scenario};
use frosted_tests::scenario::Seen;
use serde_json::Value;
use std::time::Duration;

const DURATION: &str = "http_server_request_duration_seconds_count";

fn run() -> Seen {
    let seen = scenario("http").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

/// What the client saw of a request.
fn answer<'a>(seen: &'a Seen, method: &str, path: &str) -> &'a Value {
    let mut lines = seen.lines.iter();
    lines
        .find(|line| line["target"] == "client" && line["method"] == method && line["path"] == path)
        .unwrap_or_else(|| panic!("no answer to {method} {path}"))
}

fn count(seen: &Seen, labels: &[(&str, &str)]) -> f64 {
    seen.page.sum(DURATION, labels)
}

#[test]
fn a_request_is_named_by_method_and_route() {
    let seen = run();
    let spans: Vec<_> = seen
        .spans
        .iter()
        .filter(|span| span.name == "GET /ok/{id}")
        .collect();
    assert_eq!(spans.len(), 2);
    let span = spans[0];
    assert_eq!((span.kind, span.status), (2, 0));
    assert_eq!(span.text("http.request.method"), "GET");
    assert_eq!(span.text("http.route"), "/ok/{id}");
    assert_eq!(span.int("http.response.status_code"), 200);
    assert_eq!(span.text("url.scheme"), "http");
    assert_eq!(span.text("network.protocol.version"), "1.1");
    let handler = seen.spans.iter().find(|span| span.name == "ok").unwrap();
    assert!(
        spans
            .iter()
            .any(|span| span.span_id == handler.parent_span_id)
    );
    let labels = [
        ("http_request_method", "GET"),
        ("http_route", "/ok/{id}"),
        ("http_response_status_code", "200"),
        ("url_scheme", "http"),
        ("error_type", ""),
        ("network_protocol_version", "1.1"),
    ];
    assert!(same(count(&seen, &labels), 2.0));
}

#[test]
fn what_a_client_makes_up_becomes_no_label() {
    let seen = run();
    assert!(same(
        count(&seen, &[("http_request_method", "_OTHER")]),
        1.0
    ));
    assert!(seen.spans.iter().any(|span| span.name == "HTTP /any"));
    let unmatched = [("http_route", ""), ("http_response_status_code", "404")];
    assert!(same(count(&seen, &unmatched), 1.0));
    let text = format!("{:?}{:?}", seen.spans, seen.page);
    assert!(!text.contains("EVIL") && !text.contains("/missing"));
}

#[test]
fn only_a_failure_of_the_service_is_an_error() {
    let seen = run();
    let fails = [("http_route", "/fails"), ("error_type", "500")];
    assert!(same(count(&seen, &fails), 1.0));
    let span = seen.span("GET /fails");
    assert_eq!((span.status, span.text("error.type")), (2, "500"));
    let missing = seen.spans.iter().find(|span| span.name == "GET").unwrap();
    assert_eq!(
        (missing.status, missing.int("http.response.status_code")),
        (0, 404)
    );
}

#[test]
fn a_panic_is_answered_and_counted_and_the_service_goes_on() {
    let seen = run();
    let panics = [
        ("http_route", "/panics"),
        ("error_type", "panic"),
        ("http_response_status_code", "500"),
    ];
    assert!(same(count(&seen, &panics), 1.0));
    assert!(same(seen.calls("panics", "panicked"), 1.0));
    let answer = answer(&seen, "GET", "/panics");
    let body = format!(
        "{{\"error\":\"internal_server_error\",\"request_id\":{}}}",
        answer["id"]
    );
    assert_eq!(answer["body"], body);
    assert_eq!(seen.line("unhandled_exception")["level"], "error");
    assert!(!format!("{:?}{:?}", seen.lines, seen.spans).contains("canary-leak"));
}

#[test]
fn a_client_that_leaves_is_counted_as_cancelled() {
    let seen = run();
    let waits = [
        ("http_route", "/waits"),
        ("error_type", "cancelled"),
        ("http_response_status_code", ""),
    ];
    assert!(same(count(&seen, &waits), 10.0));
    let body = [
        ("http_route", "/never-ends"),
        ("error_type", "cancelled"),
        ("http_response_status_code", "200"),
    ];
    assert!(same(count(&seen, &body), 10.0));
    assert!(same(seen.calls("waits", "cancelled"), 10.0));
    let cancelled = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "request_cancelled");
    assert_eq!(cancelled.count(), 20);
}

#[test]
fn nothing_stays_in_flight() {
    let seen = run();
    for gauge in seen.page.matching("http_server_active_requests", &[]) {
        assert!(same(gauge.value, 0.0), "{gauge:?}");
    }
    assert!(
        seen.page
            .matching("http_server_active_requests", &[])
            .count()
            > 0
    );
    assert!(same(seen.page.sum("function_calls_concurrent", &[]), 0.0));
}

#[test]
fn a_request_ends_with_its_body() {
    let seen = run();
    assert!(seen.span("GET /streams").took >= Duration::from_millis(150));
    let line = seen
        .lines
        .iter()
        .find(|line| line["route"] == "/streams")
        .unwrap();
    assert_eq!(line["message"], "request_completed");
    assert!(line["duration_ms"].as_f64().unwrap() >= 150.0);
}

#[test]
fn a_body_of_announced_length_is_complete_when_it_is_sent() {
    let labels = [("http_route", "/measured"), ("error_type", "")];
    assert!(same(count(&run(), &labels), 1.0));
}

#[test]
fn what_a_cancelled_handler_drops_belongs_to_its_request() {
    let seen = run();
    let lines: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "rolled back")
        .collect();
    assert_eq!(lines.len(), 10);
    let call = |line: &&Value| {
        seen.spans
            .iter()
            .any(|it| it.name == "waits" && line["span_id"] == *it.span_id)
    };
    assert!(
        lines
            .iter()
            .all(|line| call(line) && line.get("request_id").is_some())
    );
}

#[test]
fn an_answer_to_head_is_complete() {
    let labels = [("http_request_method", "HEAD"), ("error_type", "")];
    assert!(same(count(&run(), &labels), 1.0));
}

#[test]
fn every_request_has_one_id_in_response_and_lines() {
    let seen = run();
    let id = &answer(&seen, "GET", "/ok/7")["id"];
    assert_eq!(id.as_str().unwrap().len(), 36);
    let lines: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["request_id"] == *id)
        .collect();
    let messages: Vec<_> = lines
        .iter()
        .map(|line| line["message"].as_str().unwrap())
        .collect();
    assert_eq!(messages, ["in the handler", "request_completed"]);
    assert!(
        lines
            .iter()
            .all(|line| line["trace_id"] == lines[0]["trace_id"])
    );
    // A caller's id could be anything, so it is not taken over unless the layer is told to.
    assert_ne!(answer(&seen, "GET", "/ok/8")["id"], "from-client");
}

#[test]
fn a_remote_trace_is_continued_and_sent_on() {
    let seen = run();
    let span = seen.span("GET /parent");
    assert_eq!(span.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
    assert_eq!(span.parent_span_id, "00f067aa0ba902b7");
    assert_eq!(span.trace_state, "vendor=1");
    let handler = seen.span("parent");
    let sent = seen.line("sent on");
    assert_eq!(
        sent["traceparent"],
        format!("00-{}-{}-01", span.trace_id, handler.span_id)
    );
    assert_eq!(sent["tracestate"], "vendor=1");
}

#[test]
fn a_caller_that_may_be_anybody_is_linked_or_ignored() {
    let seen = run();
    for (name, links) in [
        ("GET /link", &["00f067aa0ba902b7".to_owned()][..]),
        ("GET /ignore", &[]),
    ] {
        let span = seen.span(name);
        assert_ne!(span.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736", "{name}");
        assert_eq!(span.parent_span_id, "", "{name}");
        assert_eq!(span.links, links, "{name}");
    }
}
