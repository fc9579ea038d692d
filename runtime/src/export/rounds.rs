//! A thread that works in rounds: every so often, when there is enough to do, or when somebody
//! waits for it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The shortest pause between two rounds that nobody asked for: none would keep a processor busy
/// with waiting.
const LEAST_DELAY: Duration = Duration::from_millis(10);

/// What is to be done, and who waits for it.
#[derive(Debug)]
pub(crate) struct Rounds<T> {
    state: Mutex<State<T>>,
    /// Signalled when a round is wanted.
    wanted: Condvar,
    /// Signalled when a round is over.
    done: Condvar,
}

#[derive(Debug)]
struct State<T> {
    work: T,
    flushes_wanted: u64,
    flushes_done: u64,
}

/// One round.
pub(crate) struct Round<T> {
    pub(crate) work: T,
    /// Whether somebody waits for it.
    pub(crate) is_flush: bool,
    flush: u64,
}

impl<T: Default> Rounds<T> {
    pub(crate) fn new() -> Self {
        let state = State {
            work: T::default(),
            flushes_wanted: 0,
            flushes_done: 0,
        };
        Self {
            state: Mutex::new(state),
            wanted: Condvar::new(),
            done: Condvar::new(),
        }
    }

    /// Looks at the work or adds to it; begins a round if that says so.
    pub(crate) fn change<R>(&self, with: impl FnOnce(&mut T) -> (R, bool)) -> R {
        let (result, enough) = with(&mut self.lock().work);
        if enough {
            self.wanted.notify_one();
        }
        result
    }

    /// Waits for the next round: when `delay` is over, there is `enough` to do, or a flush wanted.
    pub(crate) fn next(&self, delay: Duration, enough: impl Fn(&T) -> bool) -> Round<T> {
        let deadline = Instant::now() + delay.max(LEAST_DELAY);
        let mut state = self.lock();
        while state.flushes_wanted == state.flushes_done && !enough(&state.work) {
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
            work: std::mem::take(&mut state.work),
            is_flush: state.flushes_wanted != state.flushes_done,
            flush: state.flushes_wanted,
        }
    }

    /// Tells those who wait for a flush that the round is over.
    pub(crate) fn finish(&self, round: &Round<T>) {
        self.lock().flushes_done = round.flush;
        self.done.notify_all();
    }

    /// Asks for a round now and waits for its end, at most for `limit`; whether it ended.
    pub(crate) fn flush(&self, limit: Duration) -> bool {
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

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
