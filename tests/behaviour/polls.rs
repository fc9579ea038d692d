//! Where the time of a call went, and what is said of a call that takes too much of it.

use crate::scenario;
use frosted_tests::scenario::Seen;

fn run(limit: &str) -> Seen {
    let seen = scenario("polls").env("FROSTED_BLOCKING_POLL", limit).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

#[test]
fn a_span_tells_busy_from_idle() {
    let seen = run("50ms");
    let waits = seen.span("waits");
    assert_eq!(waits.int("frosted.polls"), 4);
    assert!(waits.int("idle_ns") > 55_000_000, "{waits:?}");
    assert!(waits.int("busy_ns") < 20_000_000, "{waits:?}");
    let blocks = seen.spans.iter().filter(|span| span.name == "blocks");
    for blocks in blocks {
        assert_eq!(blocks.int("frosted.polls"), 3);
        assert!(blocks.int("busy_ns") >= 60_000_000, "{blocks:?}");
        assert!(blocks.int("frosted.longest_poll_ns") >= 60_000_000);
        assert!(blocks.int("frosted.longest_poll_ns") <= blocks.int("busy_ns"));
    }
}

#[test]
fn a_poll_that_blocks_is_reported_once_a_minute_with_the_name_of_its_function() {
    let seen = run("50ms");
    let line = seen.line("one poll blocked its thread");
    assert_eq!(line["function"], "blocks");
    assert_eq!(line["level"], "warning");
    assert_eq!(line["trace_id"].as_str().unwrap().len(), 32);
    assert!(line["duration_ms"].as_f64().unwrap() >= 60.0, "{line}");
    let off = run("off");
    let mut lines = off.lines.iter();
    assert!(lines.all(|line| line["message"] != "one poll blocked its thread"));
}

#[test]
fn a_call_above_its_own_limit_is_reported() {
    let seen = run("off");
    let lines = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "slow call");
    let slow: Vec<_> = lines
        .map(|line| {
            (
                line["function"].as_str().unwrap(),
                line["limit_ms"].as_f64().unwrap(),
            )
        })
        .collect();
    assert_eq!(slow, [("takes_long", 30.0), ("takes_long_too", 10.0)]);
}

#[test]
fn what_is_not_to_be_counted_has_a_span_and_no_series() {
    let seen = run("off");
    seen.span("uncounted");
    let labels = [("function", "uncounted")];
    for metric in [
        "function_calls_total",
        "function_calls_concurrent",
        "function_calls_duration_seconds_count",
    ] {
        assert_eq!(seen.page.matching(metric, &labels).count(), 0, "{metric}");
    }
}
