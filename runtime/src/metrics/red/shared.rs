//! One function's counts over all threads.

use super::block::{BOUNDS, BUCKETS};
use super::threads::Threads;
use super::{MAX_KINDS, OTHER_KIND};
use crate::metrics::cells::{Adder, Bounds};
use crate::metrics::exemplars::Exemplars;
use crate::metrics::store::{Cell, Kind, Labels, Number, Read, Reading, store};
use crate::names;
use crate::outcome::Outcome;
use crate::site::Spec;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Nanoseconds have so many digits after the point of a second.
const NANOS: u8 = 9;

/// One function. It lives as long as the process.
#[derive(Debug)]
pub(super) struct Function {
    spec: &'static Spec,
    pub(super) threads: Threads,
    errors: RwLock<Vec<(&'static str, Arc<Adder>)>>,
    pub(super) exemplars: Exemplars,
}

impl Function {
    /// A function with its series, all at zero.
    pub(super) fn register(spec: &'static Spec) -> &'static Self {
        let function: &'static Self = Box::leak(Box::new(Self {
            spec,
            threads: Threads::default(),
            errors: RwLock::default(),
            exemplars: Exemplars::new(BUCKETS),
        }));
        for outcome in [Outcome::Ok, Outcome::Cancelled, Outcome::Panicked] {
            let labels = function.of_calls(outcome, "");
            add(
                names::FUNCTION_CALLS,
                Kind::Counter,
                labels,
                Calls(function, outcome),
            );
        }
        add(
            names::FUNCTION_DURATION,
            Kind::Histogram,
            function.labels(),
            Durations(function),
        );
        add(
            names::FUNCTION_CONCURRENT,
            Kind::Gauge,
            function.labels(),
            Concurrent(function),
        );
        let _ = function.errors("");
        function
    }

    fn pairs(&self) -> [(&'static str, &'static str); 2] {
        [
            (names::LABEL_FUNCTION, self.spec.function),
            (names::LABEL_MODULE, self.spec.module),
        ]
    }

    fn labels(&self) -> Labels {
        Labels::known(self.pairs())
    }

    fn of_calls(&self, outcome: Outcome, kind: &str) -> Labels {
        let of_end = [
            (names::LABEL_RESULT, outcome.as_str()),
            (names::LABEL_ERROR_KIND, kind),
        ];
        Labels::known(self.pairs().into_iter().chain(of_end))
    }

    /// How many errors of this kind there were.
    pub(super) fn errors(&self, kind: &'static str) -> Arc<Adder> {
        let known = self.errors.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(adder) = find(&known, kind) {
            return adder;
        }
        drop(known);
        let mut known = self.errors.write().unwrap_or_else(PoisonError::into_inner);
        let kind = if known.len() < MAX_KINDS {
            kind
        } else {
            OTHER_KIND
        };
        if let Some(adder) = find(&known, kind) {
            return adder;
        }
        let adder = Arc::new(Adder::new());
        let labels = self.of_calls(Outcome::Error, kind);
        add(
            names::FUNCTION_CALLS,
            Kind::Counter,
            labels,
            Errors(Arc::clone(&adder)),
        );
        known.push((kind, Arc::clone(&adder)));
        adder
    }
}

fn find(known: &[(&'static str, Arc<Adder>)], kind: &str) -> Option<Arc<Adder>> {
    let found = known.iter().find(|(name, _)| *name == kind);
    found.map(|(_, adder)| Arc::clone(adder))
}

/// Puts a series into the store. Nobody else has the names: they are registered first.
fn add(name: &str, kind: Kind, labels: Labels, value: impl Read + 'static) {
    let stem = name.strip_suffix(names::TOTAL).unwrap_or(name);
    if let Some(family) = store().family_of(stem, kind, usize::MAX) {
        family.series(labels, || Cell::Elsewhere(Box::new(value)));
    }
}

/// Calls that ended in one way.
#[derive(Debug)]
struct Calls(&'static Function, Outcome);

impl Read for Calls {
    fn read(&self, into: &mut Reading) {
        let calls = self.0.threads.ended_as(self.1);
        into.value = Number::Whole(calls);
    }
}

/// Calls that ended with one kind of error.
#[derive(Debug)]
struct Errors(Arc<Adder>);

impl Read for Errors {
    fn read(&self, into: &mut Reading) {
        into.value = Number::Whole(self.0.get());
    }
}

/// How long calls took.
#[derive(Debug)]
struct Durations(&'static Function);

impl Read for Durations {
    fn read(&self, into: &mut Reading) {
        into.buckets.clear();
        into.buckets.resize(BUCKETS, 0);
        let sum = self.0.threads.durations(&mut into.buckets);
        into.sum = Number::scaled(sum, NANOS);
    }

    fn bounds(&self) -> Option<&Bounds> {
        Some(bounds())
    }

    fn exemplars(&self) -> Option<&Exemplars> {
        Some(&self.0.exemplars)
    }
}

/// The bounds in seconds.
fn bounds() -> &'static Bounds {
    static SECONDS: OnceLock<Bounds> = OnceLock::new();
    #[allow(
        clippy::cast_precision_loss,
        reason = "far below the first inexact number"
    )]
    let seconds = |nanos: u64| nanos as f64 / 1e9;
    SECONDS.get_or_init(|| BOUNDS.into_iter().map(seconds).collect())
}

/// Calls in flight.
#[derive(Debug)]
struct Concurrent(&'static Function);

impl Read for Concurrent {
    fn read(&self, into: &mut Reading) {
        into.value = Number::Whole(self.0.threads.in_flight());
    }
}
