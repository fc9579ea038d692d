//! Ended spans on their way to the exporting thread, bounded in number.

use crate::engine::Ended;
use crate::metrics::{OfQueue, Passed, Watched};
use crate::names;
use crate::otlp::rounds::{Round, Rounds};
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug)]
pub(super) struct Queue {
    rounds: Rounds<Waiting>,
    max: usize,
    passed: Arc<Passed>,
}

/// What one round of exports has to do.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub(super) spans: Vec<Ended>,
    /// Spans that found no place since the last round.
    pub(super) dropped: u64,
}

impl Queue {
    pub(super) fn new(max: usize) -> Self {
        Self {
            rounds: Rounds::new(),
            max,
            passed: Arc::default(),
        }
    }

    /// Counts spans that were taken, and those that were not.
    pub(super) fn sent(&self, taken: u64, lost: u64) {
        self.passed.left(taken, true);
        self.passed.left(lost, false);
    }

    /// Shows on the metrics page how many spans wait, were exported, and were lost.
    pub(super) fn show(self: Arc<Self>) {
        let of = OfQueue {
            size: Watched {
                name: names::SPAN_QUEUE,
                help: "Ended spans that wait to be exported.",
            },
            capacity: Watched {
                name: names::SPAN_CAPACITY,
                help: "How many ended spans may wait.",
            },
            passed: Watched {
                name: names::SPAN_EXPORTED,
                help: "Spans that were exported, or lost for this reason.",
            },
        };
        let (passed, max) = (Arc::clone(&self.passed), self.max);
        let waiting = move || self.rounds.change(|waiting| (waiting.spans.len(), false));
        passed.show(of, max, waiting);
    }

    /// Queues a span if there is room for it. Wakes the thread when half of the queue is full, so
    /// that it rarely overflows; otherwise it comes by itself.
    pub(super) fn push(&self, span: Ended) {
        let refused = self.rounds.change(|waiting| {
            if waiting.spans.len() >= self.max {
                waiting.dropped += 1;
                return (Some(span), false);
            }
            waiting.spans.push(span);
            (None, self.is_half_full(waiting))
        });
        if refused.is_some() {
            self.passed.refused();
        }
    }

    fn is_half_full(&self, waiting: &Waiting) -> bool {
        waiting.spans.len() * 2 >= self.max
    }

    /// Waits for the next round: when `delay` is over, the queue half full, or a flush wanted.
    pub(super) fn next(&self, delay: Duration) -> Round<Waiting> {
        self.rounds
            .next(delay, |waiting| self.is_half_full(waiting))
    }

    /// Tells those who wait for a flush that the round is over.
    pub(super) fn finish(&self, round: &Round<Waiting>) {
        self.rounds.finish(round);
    }

    /// Asks for a round now and waits for its end, at most for `limit`; whether it ended.
    pub(super) fn flush(&self, limit: Duration) -> bool {
        self.rounds.flush(limit)
    }
}
