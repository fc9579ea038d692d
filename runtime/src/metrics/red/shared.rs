//! One function's counts over all threads.

use super::block::{self, BOUNDS};
use super::threads::Threads;
use super::{MAX_KINDS, OTHER_KIND, of_calls, of_function};
use crate::error_kind::ErrorClass;
use crate::metrics::cells::{Adder, Bounds};
use crate::metrics::exemplars::Exemplars;
use crate::metrics::store::{Cell, Kind, Labels, Number, Read, Reading, store};
use crate::names;
use crate::outcome::Outcome;
use crate::site::{Counted, ErrorKinds};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Nanoseconds have so many digits after the point of a second.
const NANOS: u8 = 9;

/// One function, with one set of labels if it has any of its own. It lives as long as the process.
#[derive(Debug)]
pub(super) struct Function {
    counted: Counted,
    pub(super) threads: Threads,
    errors: RwLock<Vec<(ErrorKinds, Arc<Adder>)>>,
    pub(super) exemplars: Exemplars,
    /// Bounds of buckets in nanoseconds; none means the usual ones.
    buckets: &'static [u64],
    /// The bounds in seconds.
    bounds: Bounds,
}

impl Function {
    /// A function with its series, all at zero.
    pub(super) fn register(counted: Counted) -> &'static Self {
        let buckets = counted.buckets();
        let bounds = bounds(buckets);
        let function: &'static Self = Box::leak(Box::new(Self {
            counted,
            threads: Threads::default(),
            errors: RwLock::default(),
            exemplars: Exemplars::new(bounds.len() + 1),
            buckets,
            bounds,
        }));
        for outcome in [Outcome::Ok, Outcome::Cancelled, Outcome::Panicked] {
            let labels = Labels::known(of_calls(counted, outcome, "", None));
            add(
                names::FUNCTION_CALLS,
                Kind::Counter,
                labels,
                Calls(function, outcome),
            );
        }
        let labels = || Labels::known(of_function(counted));
        add(
            names::FUNCTION_DURATION,
            Kind::Histogram,
            labels(),
            Durations(function),
        );
        add(
            names::FUNCTION_CONCURRENT,
            Kind::Gauge,
            labels(),
            Concurrent(function),
        );
        let _ = function.errors("", None);
        function
    }

    /// The bucket of a duration.
    #[inline]
    pub(super) fn place(&self, nanos: u64) -> usize {
        if self.buckets.is_empty() {
            block::place(&BOUNDS, nanos)
        } else {
            block::place(self.buckets, nanos)
        }
    }

    /// How many errors of this kind there were.
    pub(super) fn errors(&self, kind: &'static str, class: Option<ErrorClass>) -> Arc<Adder> {
        let kind = (kind, class);
        let known = self.errors.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(adder) = find(&known, kind) {
            return adder;
        }
        drop(known);
        let mut known = self.errors.write().unwrap_or_else(PoisonError::into_inner);
        let kind = if known.len() < MAX_KINDS {
            kind
        } else {
            (OTHER_KIND, None)
        };
        if let Some(adder) = find(&known, kind) {
            return adder;
        }
        let adder = Arc::new(Adder::new());
        let labels = of_calls(self.counted, Outcome::Error, kind.0, kind.1);
        add(
            names::FUNCTION_CALLS,
            Kind::Counter,
            Labels::known(labels),
            Errors(Arc::clone(&adder)),
        );
        known.push((kind, Arc::clone(&adder)));
        adder
    }
}

fn find(known: &[(ErrorKinds, Arc<Adder>)], kind: ErrorKinds) -> Option<Arc<Adder>> {
    let found = known.iter().find(|(known, _)| *known == kind);
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
        into.buckets.resize(self.0.bounds.len() + 1, 0);
        let sum = self.0.threads.durations(&mut into.buckets);
        into.sum = Number::scaled(sum, NANOS);
    }

    fn bounds(&self) -> Option<&Bounds> {
        Some(&self.0.bounds)
    }

    fn exemplars(&self) -> Option<&Exemplars> {
        Some(&self.0.exemplars)
    }
}

/// The bounds in seconds: those that a function says, or the usual ones, which are shared.
fn bounds(own: &'static [u64]) -> Bounds {
    static USUAL: OnceLock<Bounds> = OnceLock::new();
    #[allow(
        clippy::cast_precision_loss,
        reason = "far below the first inexact number"
    )]
    let seconds = |nanos: &u64| *nanos as f64 / 1e9;
    if own.is_empty() {
        Arc::clone(USUAL.get_or_init(|| BOUNDS.iter().map(seconds).collect()))
    } else {
        own.iter().map(seconds).collect()
    }
}

/// Calls in flight.
#[derive(Debug)]
struct Concurrent(&'static Function);

impl Read for Concurrent {
    fn read(&self, into: &mut Reading) {
        into.value = Number::Whole(self.0.threads.in_flight());
    }
}
