//! Rate, errors and duration of one annotated function, in a recorder of the application's.

use super::{MAX_KINDS, OTHER_KIND, of_calls, of_function};
use crate::engine::Ending;
use crate::error_kind::ErrorClass;
use crate::names;
use crate::outcome::Outcome;
use crate::site::{Cells, Counted, ErrorKinds};
use metrics::Counter;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

/// The handles of one function, resolved once.
pub(super) fn cells(counted: Counted) -> &'static Cells {
    let cells = counted.cells();
    cells.get_or_init(|| Box::new(Cells::resolve(counted)))
}

impl Cells {
    fn resolve(counted: Counted) -> Self {
        let labels = of_function(counted);
        let calls = |outcome| counter(counted, outcome, "", None);
        Self {
            ok: calls(Outcome::Ok),
            cancelled: calls(Outcome::Cancelled),
            panicked: calls(Outcome::Panicked),
            errors: RwLock::new(vec![(("", None), calls(Outcome::Error))]),
            duration: metrics::histogram!(names::FUNCTION_DURATION, &labels),
            concurrent: metrics::gauge!(names::FUNCTION_CONCURRENT, &labels),
        }
    }

    /// Makes the series exist before the first call.
    pub(crate) fn start_at_zero(&self) {
        for counter in [&self.ok, &self.cancelled, &self.panicked] {
            counter.increment(0);
        }
        let errors = self.errors.read().unwrap_or_else(PoisonError::into_inner);
        errors.iter().for_each(|(_, errors)| errors.increment(0));
        self.concurrent.increment(0.0);
    }

    pub(crate) fn entered(&self) {
        self.concurrent.increment(1.0);
    }
}

/// Counts one finished call: the only place where its outcome reaches the metrics.
pub(super) fn finished(counted: Counted, ending: &Ending, took: Duration) {
    let cells = cells(counted);
    match ending.outcome {
        Outcome::Ok => cells.ok.increment(1),
        Outcome::Cancelled => cells.cancelled.increment(1),
        Outcome::Panicked => cells.panicked.increment(1),
        Outcome::Error => {
            error(counted, cells, (ending.error_kind, ending.class)).increment(1);
        }
    }
    cells.duration.record(took.as_secs_f64());
    cells.concurrent.decrement(1.0);
}

fn error(counted: Counted, cells: &Cells, kind: ErrorKinds) -> Counter {
    let known = cells.errors.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(counter) = find(&known, kind) {
        return counter;
    }
    let kind = if known.len() < MAX_KINDS {
        kind
    } else {
        (OTHER_KIND, None)
    };
    if let Some(counter) = find(&known, kind) {
        return counter;
    }
    drop(known);
    // Without the lock: a recorder of the application's may come back here.
    let counter = counter(counted, Outcome::Error, kind.0, kind.1);
    let mut known = cells.errors.write().unwrap_or_else(PoisonError::into_inner);
    if find(&known, kind).is_none() {
        known.push((kind, counter.clone()));
    }
    counter
}

fn find(known: &[(ErrorKinds, Counter)], kind: ErrorKinds) -> Option<Counter> {
    let found = known.iter().find(|(known, _)| *known == kind);
    found.map(|(_, counter)| counter.clone())
}

fn counter(
    counted: Counted,
    outcome: Outcome,
    kind: &'static str,
    class: Option<ErrorClass>,
) -> Counter {
    let labels = of_calls(counted, outcome, kind, class);
    metrics::counter!(names::FUNCTION_CALLS, &labels)
}
