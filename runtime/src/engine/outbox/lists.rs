//! The lists of all threads, and how the sorter is told of them. A model of this file is checked
//! under every order in which its threads may run (`tests/models`).

use crate::engine::fields::{self, Entries, Fields};
use crate::engine::sink::Ended;
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::{Arc, Condvar, Instant, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many spans one outbox holds.
const ROOM: usize = 16_384;
/// How many spans wait before the sorter is woken early.
const MANY: usize = 1024;
/// How many lists of fields are kept for the next spans of a thread.
const SPARE: usize = 4096;
/// How many lists of spans are kept for the next rounds.
const EMPTIED: usize = 8;
/// After how long without spans memory is given back.
const IDLE: Duration = Duration::from_secs(10);
/// How long the sorter lets spans gather once there are some.
const GATHER: Duration = Duration::from_millis(50);

/// Lists of fields that were emptied.
#[derive(Debug, Default)]
pub(in crate::engine) struct Spare(Vec<Entries>);

impl Spare {
    /// What is in this list, in a list of its own; an emptied one takes its place.
    #[inline]
    pub(in crate::engine) fn swap(&mut self, fields: &mut Fields) -> Fields {
        if fields.is_empty() {
            return Fields::default();
        }
        let emptied = self.0.pop().unwrap_or_default();
        std::mem::replace(fields, Fields::within(emptied))
    }
}

/// The outbox of one thread.
#[derive(Debug, Default)]
pub(super) struct Outbox(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    spans: Vec<Ended>,
    spare: Spare,
    dropped: u64,
}

impl Outbox {
    /// Puts a span in. `ended` makes it where it is kept, and may take an emptied list
    /// of fields for what it took.
    #[inline]
    pub(super) fn put(&self, ended: impl FnOnce(&mut Spare) -> Ended) -> Put {
        let mut waiting = self.lock();
        let waiting = &mut *waiting;
        if waiting.spans.len() >= ROOM {
            waiting.dropped += 1;
            return Put::Dropped;
        }
        waiting.spans.push(ended(&mut waiting.spare));
        if waiting.spans.len() == MANY {
            Put::Many
        } else {
            Put::Waits
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The outboxes of all threads.
#[derive(Debug, Default)]
pub(in crate::engine) struct Outboxes {
    all: Mutex<Vec<Arc<Outbox>>>,
    /// Lists of spans that were emptied.
    emptied: Mutex<Vec<Vec<Ended>>>,
    /// Whether any span waits that the sorter has not been told of.
    waiting: AtomicBool,
    signal: Mutex<Signal>,
    /// Signalled when there is something to sort.
    wanted: Condvar,
    /// Signalled when a round is over.
    done: Condvar,
}

#[derive(Debug, Default)]
struct Signal {
    spans: bool,
    many: bool,
    flushes_wanted: u64,
    flushes_done: u64,
}

/// What one round gathered.
#[derive(Debug, Default)]
pub(in crate::engine) struct Round {
    /// The spans of each thread, in the order in which they ended.
    pub(in crate::engine) batches: Vec<Vec<Ended>>,
    /// Spans that found no place.
    pub(in crate::engine) dropped: u64,
    flush: u64,
    asked: bool,
}

impl Round {
    /// Whether somebody waits for everything to be dealt with.
    pub(in crate::engine) fn is_flush(&self) -> bool {
        self.asked
    }
}

/// What became of a span that was put into an outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// It found no place.
    Dropped,
    /// It waits, among so many that the sorter need not be told early.
    Waits,
    /// It waits, and now there are many.
    Many,
}

impl Outboxes {
    /// Lets the sorter know, unless it does.
    #[inline]
    pub(super) fn tell(&self, many: bool) {
        if many || !self.waiting.load(Ordering::Relaxed) {
            self.wake(many);
        }
    }

    /// A new outbox.
    #[cold]
    pub(super) fn register(&self) -> Arc<Outbox> {
        let outbox = Arc::new(Outbox::default());
        self.lock_all().push(Arc::clone(&outbox));
        outbox
    }

    #[cold]
    fn wake(&self, many: bool) {
        self.waiting.store(true, Ordering::Relaxed);
        let mut signal = self.lock_signal();
        signal.spans = true;
        signal.many |= many;
        self.wanted.notify_one();
    }

    /// Waits for spans, lets some gather, and takes them all; `soon` says not to wait for any.
    pub(in crate::engine) fn next(&self, soon: bool) -> Round {
        let mut signal = self.lock_signal();
        while !soon && !signal.spans && signal.flushes_wanted == signal.flushes_done {
            let before = Instant::now();
            signal = wait(&self.wanted, signal, self.has_emptied().then_some(IDLE));
            if before.elapsed() >= IDLE && !signal.spans {
                self.give_back();
            }
        }
        let deadline = Instant::now() + GATHER;
        while !signal.many && signal.flushes_wanted == signal.flushes_done {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            signal = wait(&self.wanted, signal, Some(left));
        }
        let (flush, asked) = (
            signal.flushes_wanted,
            signal.flushes_wanted > signal.flushes_done,
        );
        (signal.spans, signal.many) = (false, false);
        drop(signal);
        // First the flag, then the boxes: who comes in between wakes the sorter again.
        self.waiting.store(false, Ordering::SeqCst);
        let mut round = self.take_all();
        (round.flush, round.asked) = (flush, asked);
        round
    }

    fn take_all(&self) -> Round {
        let mut round = Round::default();
        let mut spare = fields::spare();
        let mut emptied = self.emptied.lock().unwrap_or_else(PoisonError::into_inner);
        self.lock_all().retain(|outbox| {
            // Of a thread that is gone only this list holds the box.
            let gone = Arc::strong_count(outbox) == 1;
            let mut waiting = outbox.lock();
            if !waiting.spans.is_empty() {
                let next = emptied.pop().unwrap_or_default();
                let spans = std::mem::replace(&mut waiting.spans, next);
                // Whoever had spans may have more.
                let wants = SPARE.min(spans.len() * 2);
                let wants = wants.saturating_sub(waiting.spare.0.len()).min(spare.len());
                let from = spare.len() - wants;
                waiting.spare.0.extend(spare.drain(from..));
                round.batches.push(spans);
            }
            round.dropped += std::mem::take(&mut waiting.dropped);
            !gone
        });
        round
    }

    /// Tells those who wait for a flush that the round is over, and keeps its lists, now empty, for
    /// the next.
    pub(in crate::engine) fn finish(&self, round: Round) {
        let mut emptied = self.emptied.lock().unwrap_or_else(PoisonError::into_inner);
        for batch in round.batches {
            if emptied.len() < EMPTIED && batch.is_empty() {
                emptied.push(batch);
            }
        }
        drop(emptied);
        self.lock_signal().flushes_done = round.flush;
        self.done.notify_all();
    }

    fn has_emptied(&self) -> bool {
        let emptied = self.emptied.lock().unwrap_or_else(PoisonError::into_inner);
        !emptied.is_empty()
    }

    /// Gives the memory back that the last rounds needed.
    fn give_back(&self) {
        let mut emptied = self.emptied.lock().unwrap_or_else(PoisonError::into_inner);
        *emptied = Vec::new();
        drop(emptied);
        drop(fields::spare());
        for outbox in self.lock_all().iter() {
            let mut waiting = outbox.lock();
            waiting.spare = Spare::default();
            if waiting.spans.is_empty() {
                waiting.spans = Vec::new();
            }
        }
    }

    /// Asks for a round now and waits for its end, at most for `limit`; whether it ended.
    pub(in crate::engine) fn flush(&self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        let mut signal = self.lock_signal();
        signal.flushes_wanted += 1;
        let mine = signal.flushes_wanted;
        self.wanted.notify_one();
        while signal.flushes_done < mine {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            signal = wait(&self.done, signal, Some(left));
        }
        true
    }

    fn lock_all(&self) -> MutexGuard<'_, Vec<Arc<Outbox>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_signal(&self) -> MutexGuard<'_, Signal> {
        self.signal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn wait<'g, T>(
    condition: &Condvar,
    guard: MutexGuard<'g, T>,
    limit: Option<Duration>,
) -> MutexGuard<'g, T> {
    match limit {
        None => condition
            .wait(guard)
            .unwrap_or_else(PoisonError::into_inner),
        Some(limit) => {
            let waited = condition.wait_timeout(guard, limit);
            waited.unwrap_or_else(PoisonError::into_inner).0
        }
    }
}
