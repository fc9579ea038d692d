//! What one thread counted of one function. Only that thread writes, so that plain loads and
//! stores are enough; whoever reads adds up the blocks of all threads.

use crate::outcome::Outcome;
use crate::sync::atomic::{AtomicU64, Ordering};

/// Bucket bounds in nanoseconds, where a function does not say its own: as many at most.
pub(super) const BOUNDS: [u64; 16] = [
    5_000_000,
    10_000_000,
    25_000_000,
    50_000_000,
    75_000_000,
    100_000_000,
    250_000_000,
    500_000_000,
    750_000_000,
    1_000_000_000,
    2_500_000_000,
    5_000_000_000,
    7_500_000_000,
    10_000_000_000,
    30_000_000_000,
    60_000_000_000,
];
/// One bucket for each bound, and one for what is above.
pub(super) const BUCKETS: usize = BOUNDS.len() + 1;

/// The counts.
#[derive(Debug, Default)]
pub(super) struct Block {
    begun: AtomicU64,
    ok: AtomicU64,
    cancelled: AtomicU64,
    panicked: AtomicU64,
    /// Nanoseconds.
    sum: AtomicU64,
    buckets: [AtomicU64; BUCKETS],
}

/// How a count is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writer {
    /// By the one thread that writes it.
    Owner,
    /// By any thread.
    Anybody,
}

impl Writer {
    #[inline]
    fn add(self, cell: &AtomicU64, amount: u64) {
        match self {
            Self::Owner => {
                let sum = cell.load(Ordering::Relaxed).wrapping_add(amount);
                // Releases what was counted before: whoever sees an end sees the beginning.
                cell.store(sum, Ordering::Release);
            }
            Self::Anybody => {
                cell.fetch_add(amount, Ordering::Release);
            }
        }
    }
}

/// The bucket of a duration, among those of these bounds.
#[inline]
pub(super) fn place(bounds: &[u64], nanos: u64) -> usize {
    let above = bounds.iter().position(|bound| nanos <= *bound);
    above.unwrap_or(bounds.len())
}

impl Block {
    /// Counts a call that begins.
    #[inline]
    pub(super) fn begin(&self, writer: Writer) {
        writer.add(&self.begun, 1);
    }

    /// Counts a call that ended, in this bucket; errors are counted by kind, elsewhere.
    #[inline]
    pub(super) fn end(&self, writer: Writer, outcome: Outcome, nanos: u64, place: usize) {
        let of_outcome = match outcome {
            Outcome::Ok => Some(&self.ok),
            Outcome::Cancelled => Some(&self.cancelled),
            Outcome::Panicked => Some(&self.panicked),
            Outcome::Error => None,
        };
        if let Some(cell) = of_outcome {
            writer.add(cell, 1);
        }
        writer.add(&self.sum, nanos);
        writer.add(&self.buckets[place], 1);
    }

    /// Adds everything that another block counted, whose thread is gone.
    pub(super) fn add(&self, other: &Self) {
        for (into, from) in self.cells().zip(other.cells()) {
            Writer::Anybody.add(into, from.load(Ordering::Acquire));
        }
    }

    fn cells(&self) -> impl Iterator<Item = &AtomicU64> {
        let Self {
            begun,
            ok,
            cancelled,
            panicked,
            sum,
            buckets,
        } = self;
        [begun, ok, cancelled, panicked, sum]
            .into_iter()
            .chain(buckets)
    }

    /// How many calls began.
    pub(super) fn begun(&self) -> u64 {
        self.begun.load(Ordering::Acquire)
    }

    /// How many calls ended.
    pub(super) fn ended(&self) -> u64 {
        let buckets = self.buckets.iter();
        buckets.map(|bucket| bucket.load(Ordering::Acquire)).sum()
    }

    /// How many calls ended in this way; errors are counted elsewhere.
    pub(super) fn of(&self, outcome: Outcome) -> u64 {
        match outcome {
            Outcome::Ok => self.ok.load(Ordering::Acquire),
            Outcome::Cancelled => self.cancelled.load(Ordering::Acquire),
            Outcome::Panicked => self.panicked.load(Ordering::Acquire),
            Outcome::Error => 0,
        }
    }

    /// Adds to the buckets; the sum of nanoseconds.
    pub(super) fn durations(&self, buckets: &mut [u64]) -> u64 {
        for (into, bucket) in buckets.iter_mut().zip(&self.buckets) {
            *into = into.wrapping_add(bucket.load(Ordering::Acquire));
        }
        self.sum.load(Ordering::Acquire)
    }
}
