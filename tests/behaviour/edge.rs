//! Clients that leave, that come all at once, and that mean harm.

use crate::{same, scenario};
use frosted_tests::json;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;

#[test]
fn ten_thousand_clients_that_leave_are_each_counted_once() {
    let seen = scenario("disconnects")
        .env("OTEL_TRACES_SAMPLER", "always_off")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let entered = seen.line("all have left")["entered"].as_u64().unwrap();
    assert!(entered >= 10_000, "{entered}");
    let count = |labels: &[(&str, &str)]| {
        seen.page
            .sum("http_server_request_duration_seconds_count", labels)
    };
    let all = count(&[]);
    #[allow(clippy::cast_precision_loss, reason = "a small number")]
    let expected = entered as f64;
    assert!(same(all, expected), "{all} of {entered}");
    let cancelled = count(&[("error_type", "cancelled")]);
    let quick = count(&[("http_route", "/quick"), ("error_type", "")]);
    assert!(
        same(cancelled + quick, expected),
        "{cancelled} and {quick} of {entered}"
    );
    for route in ["/waits", "/body"] {
        let left = count(&[("http_route", route), ("error_type", "cancelled")]);
        assert!(left > 2000.0, "{route}: {left}");
    }
    for gauge in seen.page.matching("http_server_active_requests", &[]) {
        assert!(same(gauge.value, 0.0), "{gauge:?}");
    }
    let ended = |line: &&serde_json::Value| line["target"] == "frosted::http";
    assert_eq!(seen.lines.iter().filter(ended).count() as u64, entered);
}

#[test]
fn a_thousand_requests_at_once_keep_their_context_apart() {
    let seen = scenario("interleaved").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let mut traces: BTreeMap<u64, (String, String, u32)> = BTreeMap::new();
    for line in &seen.lines {
        let Some(number) = line["number"].as_u64() else {
            continue;
        };
        assert_eq!(line["tenant"], number, "{line}");
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        let now = (text("trace_id"), text("request_id"));
        let entry = traces.entry(number);
        let known = entry.or_insert_with(|| (now.0.clone(), now.1.clone(), 0));
        assert_eq!((&known.0, &known.1), (&now.0, &now.1), "{line}");
        known.2 += 1;
    }
    assert_eq!(traces.len(), 1000);
    assert!(traces.values().all(|(_, _, lines)| *lines == 5));
}

#[test]
fn whatever_a_client_sends_nothing_fails_leaks_or_is_forged() {
    let inputs = vec(vec(any::<u8>(), 0..400), 500);
    let mut runner = TestRunner::new(Config {
        cases: 8,
        max_shrink_iters: 64,
        // What was found stays found by the tests of what reads the headers.
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&inputs, |inputs| {
        ask_all(&inputs);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    // The reader of lines refuses a key that occurs twice.
    assert!(std::panic::catch_unwind(|| json::lines("{\"a\":1,\"a\":2}")).is_err());
}

/// Sends requests made of these bytes, and looks at everything that leaves the service.
fn ask_all(inputs: &[Vec<u8>]) {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("input");
    let length = |input: &Vec<u8>| u32::try_from(input.len()).unwrap().to_be_bytes();
    let bytes: Vec<u8> = inputs
        .iter()
        .flat_map(|input| [&length(input)[..], &input[..]].concat())
        .collect();
    std::fs::write(&file, bytes).unwrap();
    let seen = scenario("hostile")
        .env("FIXTURE_INPUT", file.to_str().unwrap())
        .env("FROSTED_TRUSTED_PROXIES", "10.0.0.0/8")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let mut ended = 0;
    for line in &seen.lines {
        assert_ne!(line["level"], "critical", "{line}");
        let trace = line["trace_id"].as_str();
        assert!(
            trace.is_none_or(|id| id.len() == 32 && id != "0".repeat(32)),
            "{line}"
        );
        let known = frosted::names::RESERVED_KEYS;
        let of_request = ["request_id", "method", "route", "status_code", "plan"];
        let of_answer = ["duration_ms", "ttfb_ms", "bytes_in", "bytes_out"];
        let ours = ["traces_exported", "metrics_pushed"];
        for key in line.as_object().unwrap().keys() {
            let is_known = [&known[..], &of_request, &of_answer, &ours]
                .iter()
                .any(|all| all.contains(&&**key));
            assert!(is_known, "{key} in {line}");
        }
        ended += usize::from(line["message"] == "request_completed");
    }
    assert_eq!(ended, inputs.len());
    let page = format!("{:?}", seen.page);
    let mut spans = seen.spans;
    // What callers want to keep is sent on as it is, to whoever collects traces as well.
    for span in &mut spans {
        span.trace_state.clear();
    }
    let all = format!("{:?} {spans:?} {page}", seen.lines);
    assert!(!all.contains("canary-leak"), "{all}");
    let methods = ["GET", "HEAD", "_OTHER"].len();
    let schemes = ["http", "https"].len();
    let routes = ["/any/{what}", ""].len();
    let series = seen
        .page
        .matching("http_server_request_duration_seconds_count", &[]);
    assert!(series.count() <= methods * schemes * routes);
}
