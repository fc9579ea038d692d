//! Metrics of a function with labels and buckets of its own.

use crate::{same, scenario};
use frosted_tests::scenario::Seen;

fn run() -> Seen {
    let seen = scenario("counting").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

fn calls(seen: &Seen, function: &str, labels: &[(&str, &str)]) -> f64 {
    let mut all = vec![("function", function)];
    all.extend(labels);
    seen.page.sum("function_calls_total", &all)
}

#[test]
fn every_call_is_counted_under_its_labels_and_its_end() {
    let seen = run();
    for (plan, urgent, result, expected) in [
        ("free", "true", "ok", 2.0),
        ("pro", "false", "ok", 1.0),
        ("pro", "true", "error", 3.0),
        ("free", "false", "panicked", 1.0),
        ("free", "true", "error", 0.0),
    ] {
        let labels = [("plan", plan), ("urgent", urgent), ("result", result)];
        let found = calls(&seen, "closed", &labels);
        assert!(same(found, expected), "{labels:?}: {found}");
    }
    let all = calls(&seen, "closed", &[]);
    assert!(same(all, 7.0), "{all} of 7 calls");
    for (plan, result, expected) in [
        ("pro", "ok", 1.0),
        ("free", "error", 1.0),
        ("free", "cancelled", 1.0),
        ("pro", "cancelled", 0.0),
    ] {
        let labels = [("plan", plan), ("result", result)];
        let found = calls(&seen, "closed_async", &labels);
        assert!(same(found, expected), "{labels:?}: {found}");
    }
    let timed = [("function", "closed"), ("plan", "pro"), ("urgent", "true")];
    let count = seen
        .page
        .sum("function_calls_duration_seconds_count", &timed);
    assert!(same(count, 3.0), "{count}");
    for function in ["closed", "closed_async", "open_ended", "many_names"] {
        let gauge = seen
            .page
            .sum("function_calls_concurrent", &[("function", function)]);
        assert!(same(gauge, 0.0), "{function}: {gauge} in flight");
    }
}

#[test]
fn an_error_says_whose_it_is() {
    let seen = run();
    for (kind, class) in [
        ("empty", "client"),
        ("away", "dependency"),
        ("broken", "server"),
    ] {
        let labels = [("error_kind", kind), ("error_class", class)];
        assert!(same(calls(&seen, "closed", &labels), 1.0), "{labels:?}");
    }
}

#[test]
fn series_of_closed_labels_are_there_before_the_first_call() {
    let seen = run();
    for plan in ["free", "pro"] {
        for result in ["ok", "error", "cancelled", "panicked"] {
            let labels = [
                ("function", "not_called_yet"),
                ("plan", plan),
                ("result", result),
            ];
            let found = seen.page.matching("function_calls_total", &labels).count();
            assert_eq!(found, 1, "{labels:?}");
        }
        let labels = [("function", "not_called_yet"), ("plan", plan)];
        let counted = "function_calls_duration_seconds_count";
        assert_eq!(seen.page.matching(counted, &labels).count(), 1);
    }
}

#[test]
fn labels_whose_values_come_as_they_come_have_a_limit_and_nothing_is_lost() {
    let seen = run();
    for (kind, size, expected) in [
        ("pro", "", 1.0),
        ("pro", "true", 1.0),
        ("true", "true", 1.0),
    ] {
        let labels = [("kind", kind), ("size", size)];
        let found = calls(&seen, "open_ended", &labels);
        assert!(same(found, expected), "{labels:?}: {found}");
    }
    let (all, rest) = (
        calls(&seen, "many_names", &[]),
        calls(&seen, "many_names", &[("name", "_other")]),
    );
    assert!(same(all, 300.0) && same(rest, 100.0), "{all} {rest}");
    let series = seen
        .page
        .matching("function_calls_concurrent", &[("function", "many_names")]);
    assert_eq!(series.count(), 101);
}

#[test]
fn a_label_that_panics_takes_no_call_with_it() {
    let seen = run();
    let panicked = [("plan", "_other"), ("result", "panicked")];
    assert!(same(calls(&seen, "label_panics", &panicked), 1.0));
    assert!(same(calls(&seen, "label_panics", &[("plan", "pro")]), 1.0));
    let span = seen.spans.iter().find(|span| {
        span.text("code.function.name").ends_with("label_panics")
            && span.text("frosted.outcome") == "panicked"
    });
    assert!(span.is_some(), "the call is a span");
}

#[test]
fn a_function_has_the_buckets_that_it_says() {
    let seen = run();
    let bucket = |le| {
        let labels = [("function", "bucketed"), ("le", le)];
        let name = "function_calls_duration_seconds_bucket";
        assert_eq!(seen.page.matching(name, &labels).count(), 1, "{le}");
        seen.page.sum(name, &labels)
    };
    let counts = ["1e-6", "0.02", "120.0", "+Inf"].map(bucket);
    let expected = [0.0, 1.0, 2.0, 2.0];
    assert!(
        counts
            .iter()
            .zip(expected)
            .all(|(one, two)| same(*one, two)),
        "{counts:?}"
    );
    let labels = [("function", "bucketed")];
    let all = seen
        .page
        .matching("function_calls_duration_seconds_bucket", &labels);
    assert_eq!(all.count(), 4);
}
