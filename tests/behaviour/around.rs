//! Proxies, callers with baggage, other services, queues and processes.

use crate::scenario;
use frosted_tests::scenario::{Scenario, Seen};
use serde_json::Value;

fn edge() -> Scenario {
    scenario("edge")
        .env("FROSTED_TRUSTED_PROXIES", "10.0.0.0/8, ::1")
        .env("FROSTED_ZONE", "*.internal, payments")
        .env(
            "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST",
            "x-tenant,Authorization",
        )
        .env(
            "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_RESPONSE",
            "x-answer,set-cookie",
        )
}

fn run(scenario: Scenario) -> Seen {
    let seen = scenario.run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let all = format!("{:?} {:?} {:?}", seen.lines, seen.spans, seen.page);
    assert!(!all.contains("canary"), "{all}");
    seen
}

fn lines<'s>(seen: &'s Seen, message: &str) -> Vec<&'s Value> {
    let lines = seen.lines.iter();
    lines.filter(|line| line["message"] == message).collect()
}

#[test]
fn only_proxies_of_our_own_say_who_the_client_is() {
    let seen = run(edge());
    let spans = seen.spans.iter().filter(|span| span.name == "GET /orders");
    let spans: Vec<_> = spans.collect();
    let of = |address: &str| {
        let mut found = spans.iter();
        found
            .find(|span| span.text("client.address") == address)
            .unwrap()
    };
    assert_eq!(of("203.0.113.9").text("url.scheme"), "https");
    assert_eq!(of("198.51.100.1").text("url.scheme"), "http");
    let series = [("url_scheme", "https"), ("http_route", "/orders")];
    let name = "http_server_request_duration_seconds_count";
    assert!(crate::same(seen.page.sum(name, &series), 1.0));
    let ended = lines(&seen, "request_completed");
    let ids = ended
        .iter()
        .filter(|line| line["request_id"] == "from-the-proxy");
    assert_eq!(ids.count(), 1);
}

#[test]
fn of_headers_and_queries_only_what_is_named_is_recorded_and_no_secret() {
    let seen = run(edge());
    let span = seen
        .spans
        .iter()
        .find(|span| span.name == "GET /orders")
        .unwrap();
    assert_eq!(span.text("http.request.header.x-tenant"), "blue");
    assert_eq!(span.text("http.response.header.x-answer"), "yes");
    for secret in [
        "http.request.header.authorization",
        "http.response.header.set-cookie",
    ] {
        assert_eq!(span.text(secret), "[REDACTED]");
    }
    assert_eq!(span.text("url.query"), "page=2&token=[scrubbed:key]");
    let plain = run(scenario("edge"));
    let span = plain
        .spans
        .iter()
        .find(|span| span.name == "GET /orders")
        .unwrap();
    assert!(!span.attributes.keys().any(|key| key.contains("header")));
}

#[test]
fn baggage_that_is_named_is_context_and_goes_to_services_of_our_own() {
    let seen = run(edge());
    for line in lines(&seen, "in the handler") {
        assert_eq!(line["tenant"], "7");
        assert_eq!(line["plan"], "gold plus");
        assert!(line.get("user").is_none());
    }
    let asked = lines(&seen, "asked");
    assert_eq!(asked.len(), 6);
    for line in asked {
        assert_eq!(line["has_parent"], true);
        let ours = line["host"] != "elsewhere.example";
        assert_eq!(line["has_id"], ours, "{line}");
        let baggage = line.get("sent_baggage").and_then(Value::as_str);
        let expected = "tenant=7,plan=gold%20plus,cart=a%2Cb%3Bc";
        assert_eq!(baggage, ours.then_some(expected), "{line}");
    }
    let none = run(edge().env("OTEL_PROPAGATORS", "none"));
    for line in lines(&none, "asked") {
        assert_eq!(line["has_parent"], false);
        assert!(line.get("sent_baggage").is_none());
    }
    let seen = run(edge().env("OTEL_PROPAGATORS", "tracecontext, b3"));
    assert!(
        lines(&seen, "asked")
            .iter()
            .all(|line| line["has_parent"] == true)
    );
    assert!(
        lines(&seen, "asked")
            .iter()
            .all(|line| line.get("sent_baggage").is_none())
    );
    let warned = seen
        .lines
        .iter()
        .find(|line| line["variable"] == "OTEL_PROPAGATORS");
    assert!(warned.is_some());
}

#[test]
fn an_error_is_answered_with_its_id_as_plain_json_or_as_problem_details() {
    let seen = run(edge());
    for line in lines(&seen, "answered") {
        let body: Value = serde_json::from_str(line["body"].as_str().unwrap()).unwrap();
        assert_eq!(body["request_id"], line["id"]);
        let sold_out = line["path"] == "/sold-out";
        let kind = if sold_out {
            "sold_out"
        } else {
            "internal_server_error"
        };
        assert_eq!(body["error"], kind);
        let text = sold_out.then_some("this is sold out");
        if line["accept"] == "*/*" {
            assert_eq!(line["kind"], "application/json");
            assert_eq!(body["message"].as_str(), text);
            assert!(body.get("status").is_none());
        } else {
            assert_eq!(line["kind"], "application/problem+json");
            assert_eq!(body["detail"].as_str(), text);
            assert_eq!(body["status"], line["status"]);
            assert_eq!(body["type"], "about:blank");
            let title = if sold_out {
                "Conflict"
            } else {
                "Internal Server Error"
            };
            assert_eq!(body["title"], title);
        }
    }
    assert_eq!(lines(&seen, "answered").len(), 4);
}

#[test]
fn a_line_says_when_the_answer_began_and_how_much_of_it_was_sent() {
    let seen = run(edge());
    let ended = lines(&seen, "request_completed");
    let slow = ended
        .iter()
        .find(|line| line["route"] == "/slow-body")
        .unwrap();
    assert!(slow["ttfb_ms"].as_f64().unwrap() < 100.0, "{slow}");
    assert!(slow["duration_ms"].as_f64().unwrap() >= 300.0, "{slow}");
    assert_eq!(slow["bytes_out"], 21);
    let span = seen.span("GET /slow-body");
    assert!(span.attributes.contains_key("ttfb_ms"));
    let orders = ended
        .iter()
        .find(|line| line["route"] == "/orders")
        .unwrap();
    assert_eq!(orders["bytes_out"], 6);
}

#[test]
fn settings_of_ours_that_cannot_be_read_are_one_error() {
    for (name, value) in [
        ("FROSTED_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("FROSTED_ZONE", "http://payments"),
        ("FROSTED_LOG_FORMAT", "xml"),
    ] {
        let seen = scenario("init-error").env(name, value).run();
        assert!(seen.stderr.contains(name), "{}", seen.stderr);
    }
    let name = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST";
    let seen = run(edge().env(name, "x tenant"));
    let warned = seen.lines.iter().find(|line| line["variable"] == name);
    assert_eq!(warned.unwrap()["used_instead"], "no headers");
    let methods = "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS";
    let seen = run(edge().env(methods, "PUT"));
    assert!(seen.spans.iter().any(|span| span.name == "HTTP /orders"));
}

#[test]
fn who_opens_an_envelope_is_linked_to_who_sent_it_and_has_its_context() {
    let seen = run(scenario("context"));
    let (sent, opened) = (seen.span("order"), seen.span("send_mail"));
    assert_eq!(opened.links, std::slice::from_ref(&sent.span_id));
    assert_ne!(opened.trace_id, sent.trace_id);
    assert_eq!(seen.line("mailed")["tenant_id"], 42);
}

#[test]
fn tasks_of_a_set_stay_in_their_trace() {
    let seen = run(scenario("context"));
    let trace = &seen.span("prices").trace_id;
    for message in ["priced", "counted"] {
        for line in lines(&seen, message) {
            assert_eq!(line["trace_id"], **trace);
        }
    }
    assert_eq!(lines(&seen, "priced").len(), 3);
}

#[test]
fn what_is_bound_for_a_while_goes_with_its_guard() {
    let seen = run(scenario("context"));
    let of = |message: &str, key: &str| {
        let lines = lines(&seen, message).into_iter();
        lines
            .map(|line| line.get(key).and_then(Value::as_u64))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("read", "row"), [Some(0), Some(1)]);
    assert_eq!(of("read", "tenant"), [Some(10), Some(11)]);
    assert_eq!(of("inside", "row"), [Some(100), Some(100)]);
    assert_eq!(of("read on", "row"), [Some(0), Some(1)]);
    assert_eq!(of("all read", "row"), [None]);
    assert_eq!(of("all read", "tenant"), [None]);
    assert_eq!(of("the first is gone", "part"), [Some(2)]);
    assert_eq!(of("both are gone", "part"), [None]);
}

#[test]
fn a_child_process_continues_the_trace() {
    let seen = run(scenario("context"));
    let (parent, job) = (seen.span("parent"), seen.span("job"));
    assert_eq!(job.trace_id, parent.trace_id);
    assert_eq!(job.parent_span_id, parent.span_id);
    let request = seen.spans.iter().find(|span| span.name == "GET").unwrap();
    assert_ne!(request.trace_id, parent.trace_id);
    assert_eq!(request.parent_span_id, "");
}
