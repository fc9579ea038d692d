//! Every call ends in exactly one outcome, the same in every signal.

use crate::{same, scenario, scenario_with};
use frosted_tests::scenario::Seen;

/// Function, and how many of its calls end ok, in error, cancelled, panicked.
const CALLS: [(&str, [f64; 4]); 7] = [
    ("sync_call", [1.0, 1.0, 0.0, 1.0]),
    ("async_call", [1.0, 1.0, 1.0, 1.0]),
    ("early_return", [1.0, 1.0, 0.0, 0.0]),
    ("lookalike", [1.0, 0.0, 0.0, 0.0]),
    ("nothing", [1.0, 0.0, 0.0, 0.0]),
    ("withdraw", [1.0, 1.0, 0.0, 0.0]),
    ("never_called", [0.0; 4]),
];
const RESULTS: [&str; 4] = ["ok", "error", "cancelled", "panicked"];

fn run() -> Seen {
    let seen = scenario("outcomes").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

#[test]
fn each_call_gives_one_count_one_duration_and_leaves_the_gauge_at_zero() {
    let seen = run();
    for (function, counts) in CALLS {
        for (result, count) in RESULTS.into_iter().zip(counts) {
            assert!(
                same(seen.calls(function, result), count),
                "{function} {result}"
            );
        }
        let labels = [("function", function)];
        let samples = seen
            .page
            .sum("function_calls_duration_seconds_count", &labels);
        assert!(
            same(samples, counts.iter().sum()),
            "{function}: {samples} samples"
        );
        let gauge = seen.page.sum("function_calls_concurrent", &labels);
        assert!(same(gauge, 0.0), "{function}: {gauge} in flight");
    }
}

#[test]
fn each_call_gives_one_span_with_its_outcome_and_status() {
    let seen = run();
    for (function, counts) in CALLS {
        for (result, count) in RESULTS.into_iter().zip(counts) {
            let spans: Vec<_> = seen
                .spans
                .iter()
                .filter(|span| span.name == function && span.text("frosted.outcome") == result)
                .collect();
            assert!(
                same(f64::from(u32::try_from(spans.len()).unwrap()), count),
                "{function} {result}"
            );
            let failed = ["error", "panicked"].contains(&result);
            assert!(
                spans
                    .iter()
                    .all(|span| span.status == if failed { 2 } else { 0 })
            );
        }
    }
}

#[test]
fn every_series_with_closed_labels_is_there_from_the_start() {
    let seen = scenario("second-init").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let seen = run();
    for result in RESULTS {
        let labels = [("function", "never_called"), ("result", result)];
        let found = seen.page.matching("function_calls_total", &labels).count();
        assert_eq!(found, 1, "{result}");
    }
}

#[test]
fn an_error_is_named_by_its_kind_or_by_its_type() {
    let seen = run();
    let kinds = |function| {
        let labels = [("function", function), ("result", "error")];
        let samples = seen.page.matching("function_calls_total", &labels);
        let counted = samples.filter(|sample| sample.value > 0.0);
        counted
            .map(|sample| sample.labels["error_kind"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds("sync_call"), ["refused"]);
    assert_eq!(kinds("early_return"), ["fixture::outcomes::Unnamed"]);
    let span = |kind| {
        let mut spans = seen.spans.iter();
        spans.any(|span| {
            span.attributes.contains_key("error.type") && span.text("error.type") == kind
        })
    };
    assert!(span("refused") && span("fixture::outcomes::Unnamed") && span("panic"));
}

#[test]
fn an_error_is_one_line_inside_its_span() {
    let seen = run();
    let lines = seen.lines.iter();
    let errors: Vec<_> = lines.filter(|line| line["level"] == "error").collect();
    assert_eq!(errors.len(), 4, "{errors:#?}");
    for line in errors {
        let span = seen
            .spans
            .iter()
            .find(|span| line["span_id"] == *span.span_id)
            .unwrap();
        assert_eq!(line["trace_id"], *span.trace_id);
        assert_eq!(line["exception.type"], span.text("error.type"));
    }
}

#[test]
fn without_init_the_attributes_do_nothing() {
    let seen = scenario_with("no-init", None).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    assert!(seen.lines.is_empty() && seen.spans.is_empty());
}
