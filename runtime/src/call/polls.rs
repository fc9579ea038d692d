//! How a future spent its time: busy in its polls, or waiting between them.

use super::State;
use super::event;
use crate::clock::Ticks;
use crate::engine::PollTimes;
use std::cell::Cell;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long one poll may take before it is reported; zero reports none.
static LONGEST: AtomicU64 = AtomicU64::new(0);

/// Sets how long one poll may take before it is reported as blocking its thread; zero reports none.
pub(crate) fn report_polls_above(limit: Duration) {
    LONGEST.store(nanos(limit), Ordering::Relaxed);
}

/// The polls of one call so far. A call that is no future has none.
#[derive(Debug, Default)]
pub(super) struct Polls {
    count: u32,
    busy: u64,
    longest: u64,
    /// The call begins with its first poll, so that one reading of the clock does for both.
    at_once: bool,
}

impl Polls {
    /// Says that the first poll follows right away: the call was begun inside of a poll.
    pub(super) fn begin_at_once(&mut self) {
        self.at_once = true;
    }

    /// A poll begins, of a call that began then.
    #[inline]
    pub(super) fn start(&mut self, begun: Ticks) -> PollTimer {
        let first = std::mem::take(&mut self.at_once);
        PollTimer {
            since: if first { begun } else { Ticks::now() },
            reported: reported(),
        }
    }

    fn add(&mut self, took: u64) {
        self.count = self.count.saturating_add(1);
        self.busy = self.busy.saturating_add(took);
        self.longest = self.longest.max(took);
    }

    /// What the span shows.
    #[inline]
    pub(super) fn seen(&self) -> Option<PollTimes> {
        Some(PollTimes {
            count: NonZeroU32::new(self.count)?,
            busy: self.busy,
            longest: self.longest,
        })
    }
}

thread_local! {
    /// How many polls of this thread were reported.
    static REPORTED: Cell<u64> = const { Cell::new(0) };
}

/// A poll that has begun.
#[derive(Clone, Copy)]
pub(super) struct PollTimer {
    since: Ticks,
    reported: u64,
}

fn reported() -> u64 {
    REPORTED.try_with(Cell::get).unwrap_or_default()
}

impl State {
    /// Counts one poll, and reports it if it blocked its thread. Where a poll inside of it did and
    /// was reported, that one is to blame.
    #[inline(never)]
    pub(super) fn polled(&mut self, timer: PollTimer, at: Ticks) {
        if self.site.is_silent() {
            return;
        }
        let took = at.nanos_since(timer.since);
        self.polls.add(took);
        let limit = LONGEST.load(Ordering::Relaxed);
        if limit == 0 || took <= limit || reported() != timer.reported {
            return;
        }
        let _ = REPORTED.try_with(|count| count.set(count.get().wrapping_add(1)));
        if self.site.may_warn() {
            event::announce_blocking(self.site, Duration::from_nanos(took));
        }
    }
}

/// Nanoseconds, as many as fit: that is 584 years.
fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
