//! How often a value was kept from an output.

use crate::names;
use metrics::Counter;
use std::cell::Cell;
use std::sync::{PoisonError, RwLock};

/// A counter for each rule and output that occurred: both come from closed sets.
type Known = Vec<((&'static str, &'static str), Counter)>;

static KNOWN: RwLock<Known> = RwLock::new(Vec::new());

thread_local! {
    /// Whether this thread makes a counter: a recorder of the application's may write a line about
    /// that, in which something is redacted again.
    static MAKING: Cell<bool> = const { Cell::new(false) };
}

/// Counts one.
pub(crate) fn count_redaction(rule: &'static str, sink: &'static str) {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(counter) = find(&known, rule, sink) {
        return counter.increment(1);
    }
    drop(known);
    if MAKING.try_with(|making| making.replace(true)) != Ok(false) {
        return;
    }
    let labels = [(names::LABEL_RULE, rule), (names::LABEL_SINK, sink)];
    let counter = metrics::counter!(names::REDACTIONS, &labels);
    counter.increment(1);
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    if find(&known, rule, sink).is_none() {
        known.push(((rule, sink), counter));
    }
    drop(known);
    let _ = MAKING.try_with(|making| making.set(false));
}

fn find<'k>(known: &'k Known, rule: &str, sink: &str) -> Option<&'k Counter> {
    let mut known = known.iter();
    let found = known.find(|((of_rule, of_sink), _)| *of_rule == rule && *of_sink == sink);
    found.map(|(_, counter)| counter)
}
