//! Where one function keeps its metric handles. Plain data: what is done with it is said in
//! `metrics`, a level above.

use metrics::{Counter, Gauge, Histogram};
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The handles of one function's RED metrics.
pub(crate) struct Cells {
    pub(crate) labels: [(&'static str, &'static str); 2],
    pub(crate) ok: Counter,
    pub(crate) cancelled: Counter,
    pub(crate) panicked: Counter,
    /// One counter for each kind of error seen, and one of no kind.
    pub(crate) errors: RwLock<Vec<(&'static str, Counter)>>,
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
