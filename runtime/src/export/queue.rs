//! Items on their way to the exporting thread, bounded in number.

use super::rounds::{Round, Rounds};
use crate::metrics::{OfQueue, Passed};
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct Queue<T> {
    rounds: Rounds<Waiting<T>>,
    max: usize,
    passed: Arc<Passed>,
}

/// What one round of exports has to do.
#[derive(Debug)]
pub(super) struct Waiting<T> {
    pub(super) items: Vec<T>,
    /// Items that found no place since the last round.
    pub(super) dropped: u64,
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            dropped: 0,
        }
    }
}

impl<T: Send + 'static> Queue<T> {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            rounds: Rounds::new(),
            max,
            passed: Arc::default(),
        }
    }

    /// Counts items that were taken, and those that were not.
    pub(super) fn sent(&self, taken: u64, lost: u64) {
        self.passed.left(taken, true);
        self.passed.left(lost, false);
    }

    /// Shows on the metrics page how many items wait, were exported, and were lost.
    pub(crate) fn show(self: Arc<Self>, of: OfQueue) {
        let (passed, max) = (Arc::clone(&self.passed), self.max);
        let waiting = move || self.rounds.change(|waiting| (waiting.items.len(), false));
        passed.show(of, max, waiting);
    }

    /// Queues an item if there is room for it; whether there was. Wakes the thread when half of the
    /// queue is full, so that it rarely overflows; otherwise it comes by itself.
    pub(crate) fn push(&self, item: T) -> bool {
        let refused = self.rounds.change(|waiting| {
            if waiting.items.len() >= self.max {
                waiting.dropped += 1;
                return (Some(item), false);
            }
            waiting.items.push(item);
            (None, self.is_half_full(waiting))
        });
        if refused.is_some() {
            self.passed.refused();
        }
        refused.is_none()
    }

    fn is_half_full(&self, waiting: &Waiting<T>) -> bool {
        waiting.items.len() * 2 >= self.max
    }

    /// Waits for the next round: when `delay` is over, the queue half full, or a flush wanted.
    pub(super) fn next(&self, delay: Duration) -> Round<Waiting<T>> {
        self.rounds
            .next(delay, |waiting| self.is_half_full(waiting))
    }

    /// Tells those who wait for a flush that the round is over.
    pub(super) fn finish(&self, round: &Round<Waiting<T>>) {
        self.rounds.finish(round);
    }

    /// Asks for a round now and waits for its end, at most for `limit`; whether it ended.
    pub(crate) fn flush(&self, limit: Duration) -> bool {
        self.rounds.flush(limit)
    }
}
