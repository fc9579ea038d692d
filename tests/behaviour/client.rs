//! Outgoing requests: their spans, their metrics, and the traces that go on.

use crate::{same, scenario};
use frosted_tests::collector::Span;
use frosted_tests::scenario::Seen;

/// The only client span of this name.
fn client<'s>(seen: &'s Seen, name: &str) -> &'s Span {
    let mut found = seen
        .spans
        .iter()
        .filter(|span| span.kind == 3 && span.name == name);
    let span = found
        .next()
        .unwrap_or_else(|| panic!("no {name}: {:#?}", seen.spans));
    assert!(found.next().is_none(), "two of {name}");
    span
}

#[test]
fn a_request_is_a_client_span_and_the_trace_goes_on_below_it() {
    let seen = scenario("client").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let caller = seen.span("sends");
    let sent = client(&seen, "GET /orders/{id}");
    assert_eq!(sent.parent_span_id, caller.span_id);
    assert_eq!(
        (sent.status, sent.int("http.response.status_code")),
        (0, 200)
    );
    assert_eq!(sent.text("server.address"), "127.0.0.1");
    assert!(sent.int("server.port") > 1024);
    let url = sent.text("url.full");
    assert!(
        url.contains("/orders/{id}?token=") && url.ends_with("&color=REDACTED"),
        "{url}"
    );
    let is_below = |span: &&Span| span.parent_span_id == sent.span_id && span.kind == 2;
    let served = seen.spans.iter().find(is_below).unwrap();
    assert_eq!(served.trace_id, caller.trace_id);
    let all = format!("{:?}{:?}{:?}", seen.spans, seen.lines, seen.page);
    assert!(!all.contains("hunter2"));
}

#[test]
fn what_went_wrong_is_said_and_a_request_that_is_given_up_is_no_error() {
    let seen = scenario("client").run();
    let mut by_status: Vec<(&str, i32)> = seen
        .spans
        .iter()
        .filter(|span| span.kind == 3 && span.name == "GET")
        .map(|span| (span.text("error.type"), span.status))
        .collect();
    by_status.sort_unstable();
    assert_eq!(by_status, [("404", 2), ("502", 2)]);
    let of = |name: &str| {
        let span = client(&seen, name);
        (span.text("error.type"), span.status)
    };
    assert_eq!(of("GET /waits"), ("http_timeout", 2));
    assert_eq!(of("GET /nobody"), ("http_connect", 2));
    let given_up = client(&seen, "GET /given-up");
    assert_eq!(given_up.status, 0);
    assert!(!given_up.attributes.contains_key("error.type"));
    let count = |error_type: &str| {
        let labels = [("error_type", error_type)];
        seen.page
            .sum("http_client_request_duration_seconds_count", &labels)
    };
    for (error_type, expected) in [
        ("", 1.0),
        ("404", 1.0),
        ("502", 4.0),
        ("http_timeout", 1.0),
        ("http_connect", 1.0),
        ("cancelled", 1.0),
    ] {
        assert!(
            same(count(error_type), expected),
            "{error_type}: {}",
            count(error_type)
        );
    }
}

#[test]
fn each_attempt_has_a_span_and_replaces_what_the_caller_had_set() {
    let seen = scenario("client").run();
    let caller = seen.span("sends_again");
    let attempts: Vec<&Span> = seen
        .spans
        .iter()
        .filter(|span| span.name == "GET /again")
        .collect();
    assert_eq!(attempts.len(), 3);
    let mut resent: Vec<Option<i64>> = Vec::new();
    for attempt in attempts {
        assert_eq!(attempt.parent_span_id, caller.span_id);
        assert_eq!(attempt.text("server.address"), "backend");
        let count = "http.request.resend_count";
        resent.push(
            attempt
                .attributes
                .contains_key(count)
                .then(|| attempt.int(count)),
        );
        let is_below = |span: &&Span| span.parent_span_id == attempt.span_id;
        assert_eq!(seen.spans.iter().filter(is_below).count(), 1);
    }
    resent.sort_unstable();
    assert_eq!(resent, [None, Some(1), Some(2)]);
}
