//! Ended spans on their way to the exporting thread, bounded in number.

use crate::engine::Ended;
use crate::metrics::{OfQueue, Passed, Watched};
use crate::names;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The shortest pause between two rounds that nobody asked for.
const LEAST_DELAY: Duration = Duration::from_millis(10);

#[derive(Debug)]
pub(super) struct Queue {
    state: Mutex<State>,
    /// Signalled when a batch is full or a flush is asked for.
    wanted: Condvar,
    /// Signalled when a round of exports is over.
    done: Condvar,
    max: usize,
    passed: Arc<Passed>,
}

#[derive(Debug, Default)]
struct State {
    spans: Vec<Ended>,
    dropped: u64,
    flushes_wanted: u64,
    flushes_done: u64,
}

/// What one round of exports has to do.
pub(super) struct Round {
    pub(super) spans: Vec<Ended>,
    /// Spans that found no place since the last round.
    pub(super) dropped: u64,
    flush: u64,
}

impl Queue {
    pub(super) fn new(max: usize) -> Self {
        Self {
            state: Mutex::default(),
            wanted: Condvar::new(),
            done: Condvar::new(),
            max,
            passed: Arc::default(),
        }
    }

    /// Counts spans that were sent, or not.
    pub(super) fn sent(&self, spans: usize, taken: bool) {
        self.passed.left(spans as u64, taken);
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
        passed.show(of, max, move || self.lock().spans.len());
    }

    /// Queues a span if there is room for it. Wakes the thread when half of the queue is full, so
    /// that it rarely overflows; otherwise it comes by itself.
    pub(super) fn push(&self, span: Ended) {
        let mut state = self.lock();
        if state.spans.len() >= self.max {
            state.dropped += 1;
            self.passed.refused();
            return;
        }
        state.spans.push(span);
        let half_full = state.spans.len() * 2 >= self.max;
        drop(state);
        if half_full {
            self.wanted.notify_one();
        }
    }

    /// Waits for the next round: when `delay` is over, the queue half full, or a flush wanted. A
    /// delay of nothing would keep a processor busy with waiting.
    pub(super) fn next(&self, delay: Duration) -> Round {
        let deadline = Instant::now() + delay.max(LEAST_DELAY);
        let mut state = self.lock();
        while state.flushes_wanted == state.flushes_done && state.spans.len() * 2 < self.max {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            state = self
                .wanted
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        Round {
            spans: std::mem::take(&mut state.spans),
            dropped: std::mem::take(&mut state.dropped),
            flush: state.flushes_wanted,
        }
    }

    /// Tells those who wait for a flush that the round is over.
    pub(super) fn finish(&self, round: &Round) {
        self.lock().flushes_done = round.flush;
        self.done.notify_all();
    }

    /// Asks for a round now and waits for its end, at most for `limit`; whether it ended.
    pub(super) fn flush(&self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        let mut state = self.lock();
        state.flushes_wanted += 1;
        let mine = state.flushes_wanted;
        self.wanted.notify_one();
        while state.flushes_done < mine {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self
                .done
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
