//! Four outcomes for every way to run a function: in the span's status, the counter, the histogram
//! and the gauge alike, and nothing twice.

use crate::{same, scenario};

/// Function, whether it can be cancelled, whether it is a future or stream.
const FORMS: [(&str, bool); 6] = [
    ("table_sync", false),
    ("table_async", true),
    ("table_boxed", true),
    ("table_stream", true),
    ("table_object", true),
    ("table_spawned", true),
];
/// Outcome, and the span's status: 0 unset, 2 error.
const OUTCOMES: [(&str, i32); 4] = [("ok", 0), ("error", 2), ("cancelled", 0), ("panicked", 2)];

#[test]
fn every_outcome_of_every_form_is_in_every_signal_once() {
    let seen = scenario("table").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    for (function, later) in FORMS {
        let mut total = 0.0;
        for (outcome, status) in OUTCOMES {
            let possible = later || outcome != "cancelled";
            let expected = f64::from(u8::from(possible));
            total += expected;
            let calls = seen.calls(function, outcome);
            assert!(same(calls, expected), "{function} {outcome}: {calls} calls");
            let spans: Vec<_> = seen
                .spans
                .iter()
                .filter(|span| span.text("code.function.name").ends_with(function))
                .filter(|span| span.text("frosted.outcome") == outcome)
                .collect();
            assert_eq!(spans.len(), usize::from(possible), "{function} {outcome}");
            for span in spans {
                assert_eq!(span.status, status, "{function} {outcome}");
                assert_eq!(
                    span.attributes.contains_key("frosted.polls"),
                    later,
                    "{function}"
                );
            }
        }
        let labels = [("function", function)];
        let samples = "function_calls_duration_seconds_count";
        assert!(same(seen.page.sum(samples, &labels), total), "{function}");
        let gauge = seen.page.sum("function_calls_concurrent", &labels);
        assert!(same(gauge, 0.0), "{function}: {gauge} in flight");
    }
}

#[test]
fn an_ended_call_stays_ended_and_a_begun_one_ends() {
    let seen = scenario("table").run();
    for (function, outcome) in [
        ("always_ready", "ok"),
        ("always_done", "ok"),
        ("cannot_be_printed", "ok"),
    ] {
        let labels = [("function", function)];
        assert!(same(seen.calls(function, outcome), 1.0), "{function}");
        for (metric, expected) in [
            ("function_calls_total", 1.0),
            ("function_calls_duration_seconds_count", 1.0),
            ("function_calls_concurrent", 0.0),
        ] {
            let found = seen.page.sum(metric, &labels);
            assert!(same(found, expected), "{function} {metric}: {found}");
        }
    }
}

#[test]
fn of_the_errors_of_one_stream_the_first_is_reported() {
    let seen = scenario("table").run();
    let spans = seen.spans.iter().filter(|span| span.name == "table_stream");
    let reports = |id: &str| {
        let lines = seen.lines.iter().filter(|line| line["span_id"] == id);
        lines.count()
    };
    for span in spans {
        let failed = span.text("frosted.outcome") == "error";
        assert_eq!(reports(&span.span_id), usize::from(failed));
    }
}

#[test]
fn what_runs_is_in_flight_once() {
    let seen = scenario("in-flight").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    for function in ["table_async", "table_boxed", "table_stream", "table_object"] {
        let labels = [("function", function)];
        let gauge = seen.page.sum("function_calls_concurrent", &labels);
        assert!(same(gauge, 1.0), "{function}: {gauge} in flight");
    }
}
