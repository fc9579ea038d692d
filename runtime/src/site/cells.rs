//! Where one function keeps its metric handles. Plain data: what is done with it is said in
//! `metrics`, a level above.

use crate::error_kind::ErrorClass;
use metrics::{Counter, Gauge, Histogram};
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What errors are told apart by: their kind and class.
pub(crate) type ErrorKinds = (&'static str, Option<ErrorClass>);

/// The handles of one function's RED metrics.
pub(crate) struct Cells {
    pub(crate) ok: Counter,
    pub(crate) cancelled: Counter,
    pub(crate) panicked: Counter,
    /// One counter for each kind and class of errors seen, and one of none.
    pub(crate) errors: RwLock<Vec<(ErrorKinds, Counter)>>,
    pub(crate) duration: Histogram,
    pub(crate) concurrent: Gauge,
}

/// The number that the metrics level gives a function.
pub(crate) struct Number(AtomicUsize);

impl Number {
    pub(super) const fn new() -> Self {
        Self(AtomicUsize::new(usize::MAX))
    }

    /// The number, if there is one.
    #[inline]
    pub(crate) fn get(&self) -> Option<usize> {
        let number = self.0.load(Ordering::Relaxed);
        (number != usize::MAX).then_some(number)
    }

    /// Gives the number.
    pub(crate) fn set(&self, number: usize) {
        self.0.store(number, Ordering::Relaxed);
    }
}
