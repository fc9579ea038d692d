//! How often a value was kept from an output.

use crate::names;
use metrics::{Counter, Unit};
use std::sync::{PoisonError, RwLock};

/// A counter for each rule and output that occurred: both come from closed sets.
type Known = Vec<((&'static str, &'static str), Counter)>;

static KNOWN: RwLock<Known> = RwLock::new(Vec::new());

/// Counts one.
pub(crate) fn count_redaction(rule: &'static str, sink: &'static str) {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(counter) = find(&known, rule, sink) {
        return counter.increment(1);
    }
    drop(known);
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(counter) = find(&known, rule, sink) {
        return counter.increment(1);
    }
    let labels = [(names::LABEL_RULE, rule), (names::LABEL_SINK, sink)];
    let counter = metrics::counter!(names::REDACTIONS, &labels);
    counter.increment(1);
    known.push(((rule, sink), counter));
}

fn find<'k>(known: &'k Known, rule: &str, sink: &str) -> Option<&'k Counter> {
    let mut known = known.iter();
    let found = known.find(|((of_rule, of_sink), _)| *of_rule == rule && *of_sink == sink);
    found.map(|(_, counter)| counter)
}

pub(super) fn describe() {
    metrics::describe_counter!(
        names::REDACTIONS,
        Unit::Count,
        "Values that were kept from an output, by rule or class."
    );
}
