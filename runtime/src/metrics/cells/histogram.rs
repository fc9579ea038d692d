//! How values are spread over buckets.

use super::stripes::Stripes;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Upper bounds of buckets, ascending, each inclusive; the last bucket has none.
pub(crate) type Bounds = Arc<[f64]>;

/// The bucket of a value.
#[inline]
pub(crate) fn place(bounds: &[f64], value: f64) -> usize {
    bounds
        .iter()
        .position(|bound| value <= *bound)
        .unwrap_or(bounds.len())
}

/// A histogram. A value is counted in the first bucket that holds it; whoever reads adds them up.
#[derive(Debug)]
pub(crate) struct HistogramCell {
    bounds: Bounds,
    parts: Stripes<Part>,
}

#[derive(Debug)]
struct Part {
    sum: AtomicU64,
    buckets: Box<[AtomicU64]>,
}

impl Part {
    fn new(buckets: usize) -> Self {
        Self {
            sum: AtomicU64::default(),
            buckets: (0..buckets).map(|_| AtomicU64::default()).collect(),
        }
    }

    /// Adds to the sum; whether another thread came in between.
    fn add(&self, value: f64) -> bool {
        let mut met = false;
        let mut before = self.sum.load(Ordering::Relaxed);
        loop {
            let after = (f64::from_bits(before) + value).to_bits();
            match self.sum.compare_exchange_weak(
                before,
                after,
                Ordering::Relaxed,
                Ordering::Relaxed,
            ) {
                Ok(_) => return met,
                Err(now) => (before, met) = (now, true),
            }
        }
    }
}

impl HistogramCell {
    pub(crate) fn new(bounds: Bounds) -> Self {
        let parts = Stripes::new(Part::new(bounds.len() + 1));
        Self { bounds, parts }
    }

    pub(crate) fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Records a value so many times; the bucket it fell into, unless it is no finite number.
    pub(crate) fn record(&self, value: f64, times: u64) -> Option<usize> {
        #[allow(
            clippy::cast_precision_loss,
            reason = "a sum of floats is inexact anyway"
        )]
        let total = value * times as f64;
        if !total.is_finite() {
            return None;
        }
        let (part, alone) = self.parts.mine();
        let place = place(&self.bounds, value);
        part.buckets[place].fetch_add(times, Ordering::Relaxed);
        if part.add(total) && alone {
            self.parts.grow(|| Part::new(self.bounds.len() + 1));
        }
        Some(place)
    }

    /// Adds what is in each bucket to `buckets`, which is as long as there are bounds and one
    /// more; the sum of all values.
    pub(crate) fn read(&self, buckets: &mut Vec<u64>) -> f64 {
        buckets.clear();
        buckets.resize(self.bounds.len() + 1, 0);
        let mut sum = 0.0;
        for part in self.parts.parts() {
            for (into, bucket) in buckets.iter_mut().zip(&part.buckets) {
                *into = into.wrapping_add(bucket.load(Ordering::Relaxed));
            }
            sum += f64::from_bits(part.sum.load(Ordering::Relaxed));
        }
        sum
    }
}
