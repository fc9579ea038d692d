//! Spans as other libraries make them.

use crate::scenario;
use frosted_tests::scenario::Seen;

fn run() -> Seen {
    let seen = scenario("engine").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

#[test]
fn a_span_may_live_on_four_threads() {
    let seen = run();
    let wanderer = seen.span("wanderer");
    assert_eq!((wanderer.int("step"), wanderer.text("result")), (0, "done"));
    let inside = seen.span("inside");
    assert_eq!(inside.parent_span_id, wanderer.span_id);
    assert_eq!(inside.trace_id, wanderer.trace_id);
    assert_eq!(
        seen.line("on a second thread")["span_id"],
        *wanderer.span_id
    );
    assert_eq!(wanderer.events, ["on a second thread"]);
}

#[test]
fn an_explicit_parent_wins_over_the_current_span() {
    let seen = run();
    let (outer, other) = (seen.span("outer"), seen.span("other root"));
    assert_eq!(other.parent_span_id, "");
    assert_ne!(other.trace_id, outer.trace_id);
    let child = seen.span("child of other");
    assert_eq!(
        (&child.parent_span_id, &child.trace_id),
        (&other.span_id, &other.trace_id)
    );
    assert_eq!(seen.line("event of other")["span_id"], *other.span_id);
    assert_eq!(seen.line("in child")["span_id"], *child.span_id);
}

#[test]
fn a_span_that_follows_another_links_to_it() {
    let seen = run();
    assert_eq!(
        seen.span("effect").links,
        [seen.span("cause").span_id.clone()]
    );
}

#[test]
fn spans_may_be_left_in_another_order_than_entered() {
    let seen = run();
    assert_eq!(
        seen.line("still in second")["span_id"],
        *seen.span("second").span_id
    );
    assert!(seen.line("in neither").get("span_id").is_none());
}

#[test]
fn an_event_outside_of_spans_has_no_ids() {
    let seen = run();
    let line = seen.line("outside of any span");
    for key in ["trace_id", "span_id", "trace_flags"] {
        assert!(line.get(key).is_none(), "{key}");
    }
}

#[test]
fn the_id_of_a_closed_span_is_no_parent() {
    assert_eq!(run().span("orphan").parent_span_id, "");
}

#[test]
fn a_quiet_log_cuts_no_holes_into_traces() {
    let seen = scenario("engine").env("RUST_LOG", "error").run();
    assert!(seen.lines.is_empty(), "{:?}", seen.lines);
    assert_eq!(
        seen.span("inside").parent_span_id,
        seen.span("wanderer").span_id
    );
}
