//! Rate, errors and duration of one annotated function, in a recorder of the application's.

use super::{MAX_KINDS, OTHER_KIND};
use crate::names;
use crate::outcome::Outcome;
use crate::site::{Cells, Site, Spec};
use metrics::{Counter, Unit};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

/// The handles of one function, resolved once.
pub(super) fn cells(site: &'static Site) -> &'static Cells {
    site.cells()
        .get_or_init(|| Box::new(Cells::resolve(site.spec())))
}

impl Cells {
    fn resolve(spec: &'static Spec) -> Self {
        let labels = [
            (names::LABEL_FUNCTION, spec.function),
            (names::LABEL_MODULE, spec.module),
        ];
        let calls = |outcome| counter(labels, outcome, "");
        Self {
            labels,
            ok: calls(Outcome::Ok),
            cancelled: calls(Outcome::Cancelled),
            panicked: calls(Outcome::Panicked),
            errors: RwLock::new(vec![("", calls(Outcome::Error))]),
            duration: metrics::histogram!(names::FUNCTION_DURATION, &labels),
            concurrent: metrics::gauge!(names::FUNCTION_CONCURRENT, &labels),
        }
    }

    /// Makes the series exist before the first call.
    pub(crate) fn start_at_zero(&self) {
        for counter in [&self.ok, &self.cancelled, &self.panicked] {
            counter.increment(0);
        }
        self.error("").increment(0);
        self.concurrent.increment(0.0);
    }

    pub(crate) fn entered(&self) {
        self.concurrent.increment(1.0);
    }

    /// Counts one finished call: the only place where its outcome reaches the metrics.
    pub(crate) fn finished(&self, outcome: Outcome, error_kind: &'static str, took: Duration) {
        match outcome {
            Outcome::Ok => self.ok.increment(1),
            Outcome::Cancelled => self.cancelled.increment(1),
            Outcome::Panicked => self.panicked.increment(1),
            Outcome::Error => self.error(error_kind).increment(1),
        }
        self.duration.record(took.as_secs_f64());
        self.concurrent.decrement(1.0);
    }

    fn error(&self, kind: &'static str) -> Counter {
        let known = self.errors.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(counter) = find(&known, kind) {
            return counter;
        }
        let kind = if known.len() < MAX_KINDS {
            kind
        } else {
            OTHER_KIND
        };
        if let Some(counter) = find(&known, kind) {
            return counter;
        }
        drop(known);
        // Without the lock: a recorder of the application's may come back here.
        let counter = counter(self.labels, Outcome::Error, kind);
        let mut known = self.errors.write().unwrap_or_else(PoisonError::into_inner);
        if find(&known, kind).is_none() {
            known.push((kind, counter.clone()));
        }
        counter
    }
}

fn find(known: &[(&'static str, Counter)], kind: &str) -> Option<Counter> {
    known
        .iter()
        .find(|(name, _)| *name == kind)
        .map(|(_, counter)| counter.clone())
}

fn counter(
    labels: [(&'static str, &'static str); 2],
    outcome: Outcome,
    kind: &'static str,
) -> Counter {
    let [function, module] = labels;
    let labels = [
        function,
        module,
        (names::LABEL_RESULT, outcome.as_str()),
        (names::LABEL_ERROR_KIND, kind),
    ];
    metrics::counter!(names::FUNCTION_CALLS, &labels)
}

/// Help texts and units.
pub(in crate::metrics) fn describe() {
    metrics::describe_counter!(
        names::FUNCTION_CALLS,
        Unit::Count,
        "Calls of annotated functions by outcome."
    );
    metrics::describe_histogram!(
        names::FUNCTION_DURATION,
        Unit::Seconds,
        "Duration of calls of annotated functions, whatever their outcome."
    );
    metrics::describe_gauge!(
        names::FUNCTION_CONCURRENT,
        Unit::Count,
        "Calls of annotated functions in flight."
    );
}
