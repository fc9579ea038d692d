//! An error is reported once, where it arose; the calls that hand it on say so in their spans and
//! counters, and point to it.

use crate::{same, scenario};
use frosted_tests::collector::Span;
use frosted_tests::scenario::Seen;
use serde_json::Value;

fn run(name: &str) -> Seen {
    let seen = scenario(name).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

/// The lines that report an error, within the trace of this span.
fn reports<'s>(seen: &'s Seen, within: &Span) -> Vec<&'s Value> {
    let lines = seen.lines.iter();
    lines
        .filter(|line| line["message"] == "function returned an error")
        .filter(|line| line["trace_id"] == *within.trace_id)
        .collect()
}

/// The functions that reported an error within the trace of this root, in order.
fn reporters<'s>(seen: &'s Seen, root: &Span) -> Vec<&'s str> {
    let reports = reports(seen, root);
    let span = |line: &Value| {
        let mut spans = seen.spans.iter();
        spans.find(|span| line["span_id"] == *span.span_id).unwrap()
    };
    reports
        .iter()
        .map(|line| span(line).name.as_str())
        .collect()
}

fn roots<'s>(seen: &'s Seen, name: &str) -> Vec<&'s Span> {
    let mut roots: Vec<_> = seen.spans.iter().filter(|span| span.name == name).collect();
    roots.sort_by_key(|span| span.start);
    roots
}

/// The function in which this span says that its error arose.
fn origin<'s>(seen: &'s Seen, span: &Span) -> Option<&'s str> {
    let id = span
        .attributes
        .contains_key("error.span_id")
        .then(|| span.text("error.span_id"))?;
    let origin = seen.spans.iter().find(|span| span.span_id == id).unwrap();
    Some(&origin.name)
}

#[test]
fn one_error_through_five_layers_is_one_line_one_event_five_spans_and_five_counts() {
    let seen = run("five-layers");
    let layers = ["layer_1", "layer_2", "layer_3", "layer_4", "layer_5"];
    let arose = seen.span("layer_1");
    let lines = reports(&seen, arose);
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert_eq!(lines[0]["span_id"], *arose.span_id);
    assert_eq!(lines[0]["exception.type"], "database");
    assert_eq!(lines[0]["error.class"], "dependency");
    assert_eq!(lines[0]["exception.message"], "the database did not answer");
    let mut events = 0;
    for layer in layers {
        let span = seen.span(layer);
        assert_eq!(span.status, 2, "{layer}");
        assert_eq!(span.text("frosted.outcome"), "error", "{layer}");
        let expected = (layer != "layer_1").then_some("layer_1");
        assert_eq!(origin(&seen, span), expected, "{layer}");
        assert!(same(seen.calls(layer, "error"), 1.0), "{layer}");
        events += span.events.len();
    }
    assert_eq!(events, 1);
    assert!(
        seen.spans
            .iter()
            .all(|span| span.trace_id == arose.trace_id)
    );
}

#[test]
fn each_attempt_is_an_error_of_its_own_and_a_later_success_none() {
    let seen = run("layers");
    let [succeeded, failed] = roots(&seen, "retried")[..] else {
        panic!("two calls");
    };
    assert_eq!(succeeded.status, 0);
    assert_eq!(reporters(&seen, succeeded), ["attempt", "attempt"]);
    assert_eq!(failed.status, 2);
    assert_eq!(reporters(&seen, failed), ["attempt", "attempt"]);
    let last = reports(&seen, failed)[1];
    assert_eq!(last["span_id"], failed.text("error.span_id"));
}

#[test]
fn two_errors_in_one_trace_are_two() {
    let seen = run("layers");
    let both = seen.span("both_steps");
    assert_eq!(reporters(&seen, both), ["first_step", "second_step"]);
    assert_eq!(origin(&seen, both), Some("second_step"));
    let unrelated = seen.span("unrelated");
    assert_eq!(reporters(&seen, unrelated), ["cache", "unrelated"]);
    assert_eq!(origin(&seen, unrelated), None);
    let same_words = seen.span("same_words");
    assert_eq!(reporters(&seen, same_words), ["not_found", "same_words"]);
}

#[test]
fn an_error_is_known_again_after_other_calls_and_across_tasks() {
    let seen = run("layers");
    let rolled_back = seen.span("rolled_back");
    assert_eq!(reporters(&seen, rolled_back), ["first_step"]);
    assert_eq!(origin(&seen, rolled_back), Some("first_step"));
    let in_a_task = seen.span("in_a_task");
    assert_eq!(reporters(&seen, in_a_task), ["layer_1"]);
    assert_eq!(origin(&seen, in_a_task), Some("layer_1"));
}

#[test]
fn an_error_without_words_is_known_by_its_type() {
    let seen = run("layers");
    let around = seen.span("around_bare");
    assert_eq!(reporters(&seen, around), ["bare"]);
    let another = seen.span("another_bare");
    assert_eq!(reporters(&seen, another), ["bare", "another_bare"]);
    let unprintable = seen.span("unprintable");
    assert_eq!(reporters(&seen, unprintable), ["unprintable"]);
}

#[test]
fn what_a_function_keeps_quiet_is_said_by_its_caller() {
    let seen = run("layers");
    let around = seen.span("around_quiet");
    assert_eq!(reporters(&seen, around), ["around_quiet"]);
}

#[test]
fn the_level_comes_from_the_class_and_the_chain_is_shown_where_it_was_asked_for() {
    let seen = run("layers");
    let not_found = seen.span("same_words");
    assert!(
        reports(&seen, not_found)
            .iter()
            .all(|line| line["level"] == "warning")
    );
    let line = reports(&seen, seen.span("with_chain"))[0];
    assert_eq!(line["level"], "error");
    assert_eq!(line["exception.message"], "the order was not found");
    assert_eq!(line["error.chain"], "no answer for chain");
    let quoted = seen
        .lines
        .iter()
        .filter(|line| line.to_string().contains("no answer for"));
    assert_eq!(quoted.count(), 1);
}

#[test]
fn what_nobody_heard_is_said_by_the_caller() {
    let seen = run("layers");
    let around = seen.span("around_unheard");
    assert_eq!(reporters(&seen, around), ["around_unheard"]);
}

#[test]
fn calls_without_a_span_fail_one_by_one() {
    let seen = run("layers");
    let around = seen.span("around_unrecorded");
    assert_eq!(reports(&seen, around).len(), 3);
    assert_eq!(origin(&seen, around), None);
    assert!(same(seen.calls("unrecorded", "error"), 3.0));
}

#[test]
fn a_word_in_common_does_not_make_two_errors_one() {
    let seen = run("layers");
    let another = seen.span("another_timeout");
    assert_eq!(reporters(&seen, another), ["slow", "another_timeout"]);
}

#[test]
fn an_error_is_known_through_calls_that_do_not_return_it_as_one() {
    let seen = run("layers");
    let around = seen.span("around_others");
    assert_eq!(reporters(&seen, around), ["first_step"]);
    assert_eq!(origin(&seen, around), Some("first_step"));
}
