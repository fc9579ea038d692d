//! A number that goes up and down.

use std::sync::atomic::{AtomicU64, Ordering};

/// A gauge. A step that gives no finite number is left out.
#[derive(Debug, Default)]
pub(crate) struct GaugeCell(AtomicU64);

impl GaugeCell {
    pub(crate) fn of(value: f64) -> Self {
        Self(AtomicU64::new(value.to_bits()))
    }

    /// Sets the value; whether it was one.
    pub(crate) fn set(&self, value: f64) -> bool {
        if value.is_finite() {
            self.0.store(value.to_bits(), Ordering::Relaxed);
        }
        value.is_finite()
    }

    /// Moves the value by a step; whether that gave one.
    pub(crate) fn step(&self, by: f64) -> bool {
        let moved = |bits| {
            let value = f64::from_bits(bits) + by;
            value.is_finite().then(|| value.to_bits())
        };
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, moved)
            .is_ok()
    }

    pub(crate) fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Relaxed))
    }
}
