//! A function that hands out a future is observed until the future ends.

use crate::{same, scenario};

#[test]
fn the_call_is_over_when_the_future_is() {
    let seen = scenario("futures").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    for function in ["opaque", "boxed", "unpinned", "call"] {
        // Two are cancelled: one while it waits, one before its first poll.
        for (result, count) in [
            ("ok", 1.0),
            ("error", 1.0),
            ("panicked", 1.0),
            ("cancelled", 2.0),
        ] {
            let calls = seen.calls(function, result);
            assert!(same(calls, count), "{function} {result}: {calls}");
        }
        let labels = [("function", function)];
        let samples = seen
            .page
            .sum("function_calls_duration_seconds_count", &labels);
        assert!(same(samples, 5.0), "{function}: {samples} samples");
        assert!(
            same(seen.page.sum("function_calls_concurrent", &labels), 0.0),
            "{function}"
        );
    }
}

#[test]
fn what_the_future_does_belongs_to_the_call() {
    let seen = scenario("futures").run();
    let inside = seen.lines.iter().filter(|line| line["message"] == "inside");
    let mut count = 0;
    for line in inside {
        let span = seen
            .spans
            .iter()
            .find(|span| line["span_id"] == *span.span_id);
        let name = &span.unwrap_or_else(|| panic!("no span of {line}")).name;
        assert!(
            ["opaque", "boxed", "unpinned", "Service::call"].contains(&name.as_str()),
            "{name}"
        );
        count += 1;
    }
    assert_eq!(count, 15);
}
