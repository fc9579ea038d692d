//! A number that only grows.

use super::stripes::Stripes;
use crate::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// A counter. It wraps after 2^64, as Prometheus expects of a counter that starts anew.
#[derive(Debug)]
pub(crate) struct Adder(Stripes<AtomicU64>);

impl Adder {
    pub(crate) fn new() -> Self {
        Self(Stripes::new(AtomicU64::new(0)))
    }

    #[inline]
    pub(crate) fn add(&self, amount: u64) {
        let (cell, alone) = self.0.mine();
        if !alone {
            cell.fetch_add(amount, Ordering::Relaxed);
            return;
        }
        let before = cell.load(Ordering::Relaxed);
        let after = before.wrapping_add(amount);
        let added = cell.compare_exchange(before, after, Ordering::Relaxed, Ordering::Relaxed);
        if added.is_err() {
            self.0.grow(AtomicU64::default);
            cell.fetch_add(amount, Ordering::Relaxed);
        }
    }

    /// Raises the number to this one; it never falls. One thread at a time does so: of two that
    /// raise to the same number, the second finds nothing left to add.
    pub(crate) fn raise(&self, to: u64) {
        static RAISING: Mutex<()> = Mutex::new(());
        let _alone = RAISING.lock().unwrap_or_else(PoisonError::into_inner);
        let missing = to.saturating_sub(self.get());
        if missing > 0 {
            self.0.mine().0.fetch_add(missing, Ordering::Relaxed);
        }
    }

    pub(crate) fn get(&self) -> u64 {
        let parts = self.0.parts().map(|part| part.load(Ordering::Relaxed));
        parts.fold(0, u64::wrapping_add)
    }
}
