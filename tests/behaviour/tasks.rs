//! Tasks stay in the trace of whoever spawned them, which does not wait for them.

use crate::{same, scenario};
use std::time::Duration;

#[test]
fn a_task_belongs_to_the_trace_and_its_parent_does_not_wait_for_it() {
    let seen = scenario("tasks").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let start = seen.span("start");
    for name in ["outlive", "compute", "fail"] {
        let span = seen.span(name);
        assert_eq!(
            (&span.trace_id, &span.parent_span_id),
            (&start.trace_id, &start.span_id)
        );
    }
    assert!(start.took < Duration::from_millis(900), "{:?}", start.took);
    assert!(seen.span("outlive").took >= Duration::from_millis(1000));
    assert_eq!(seen.line("the last word")["trace_id"], *start.trace_id);
    assert!(same(seen.calls("fail", "panicked"), 1.0));
}

#[test]
fn a_long_chain_of_successors_keeps_its_parents_right() {
    let seen = scenario("tasks").run();
    let spans: Vec<_> = seen
        .spans
        .iter()
        .filter(|span| span.name == "successor")
        .collect();
    assert_eq!(spans.len(), 201);
    let left = |number: i64| {
        spans
            .iter()
            .find(|span| span.int("left") == number)
            .unwrap()
    };
    for number in 0..200 {
        assert_eq!(
            left(number).parent_span_id,
            left(number + 1).span_id,
            "{number}"
        );
    }
    assert!(spans.iter().all(|span| span.trace_id == spans[0].trace_id));
}
