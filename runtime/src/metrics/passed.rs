//! What passes through the queue in front of an output.

use super::store::Number;
use super::watched::watch;
use crate::names;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many items went where, in a queue of lines or spans.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    /// By the places of [`ERROR_TYPES`].
    counts: [AtomicU64; 3],
}

/// Why items were lost; the first is for those that were not.
const ERROR_TYPES: [&str; 3] = ["", "queue_full", "export_failed"];

/// The names of one queue's metrics.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfQueue {
    pub(crate) size: &'static str,
    pub(crate) capacity: &'static str,
    pub(crate) passed: &'static str,
}

impl Passed {
    /// Items left the process, or could not.
    pub(crate) fn left(&self, items: u64, taken: bool) {
        self.counts[if taken { 0 } else { 2 }].fetch_add(items, Ordering::Relaxed);
    }

    /// An item found no place in the queue.
    pub(crate) fn refused(&self) {
        self.counts[1].fetch_add(1, Ordering::Relaxed);
    }

    /// Shows on the metrics page how many wait, how many may, and how many went where.
    pub(crate) fn show(
        self: &Arc<Self>,
        of: OfQueue,
        max: usize,
        waiting: impl Fn() -> usize + Send + Sync + 'static,
    ) {
        watch(of.size, &[], move || Number::Whole(waiting() as u64));
        watch(of.capacity, &[], move || Number::Whole(max as u64));
        for (place, error_type) in ERROR_TYPES.into_iter().enumerate() {
            let passed = Arc::clone(self);
            watch(
                of.passed,
                &[(names::LABEL_ERROR_TYPE, error_type)],
                move || Number::Whole(passed.counts[place].load(Ordering::Relaxed)),
            );
        }
    }
}
