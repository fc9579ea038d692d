//! How a future spent its time: busy in its polls, or waiting between them.

use super::State;
use super::event;
use crate::engine::PollTimes;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

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
}

impl Polls {
    fn add(&mut self, took: Duration) {
        let took = nanos(took);
        self.count = self.count.saturating_add(1);
        self.busy = self.busy.saturating_add(took);
        self.longest = self.longest.max(took);
    }

    /// What the span shows of a call that took this long.
    pub(super) fn seen(&self, took: Duration) -> Option<PollTimes> {
        (self.count > 0).then(|| PollTimes {
            count: self.count,
            busy: self.busy,
            idle: nanos(took).saturating_sub(self.busy),
            longest: self.longest,
        })
    }
}

impl State {
    /// Counts one poll, and reports it if it blocked its thread.
    #[inline(never)]
    pub(super) fn polled(&mut self, since: Instant) {
        let took = since.elapsed();
        self.polls.add(took);
        let limit = LONGEST.load(Ordering::Relaxed);
        if limit > 0 && nanos(took) > limit && self.site.may_warn() {
            event::announce_blocking(self.site, took);
        }
    }
}

/// Nanoseconds, as many as fit: that is 584 years.
fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
