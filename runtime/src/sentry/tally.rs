//! What became of each error.

use crate::metrics::{Number, watch};
use crate::names;
use sentry_types::protocol::v7::Level;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The server took it.
    Sent,
    /// There were enough of the same kind.
    Limited,
    /// The error was reported already.
    Duplicate,
    /// The queue was full, or the server did not take it.
    Lost,
}

impl Fate {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Sent, "sent"),
        (Self::Limited, "dropped_ratelimit"),
        (Self::Duplicate, "dropped_dedup"),
        (Self::Lost, "lost"),
    ];
}

/// Counts of reports, those of a `critical!` first.
#[derive(Debug, Default)]
pub(super) struct Tally([[AtomicU64; 4]; 2]);

const LEVELS: [&str; 2] = ["critical", "error"];

impl Tally {
    pub(super) fn count(&self, level: Level, fate: Fate) {
        let level = usize::from(level != Level::Fatal);
        self.0[level][fate as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// Shows on the metrics page how it goes.
    pub(super) fn show(self: Arc<Self>) {
        let events = names::SENTRY_EVENTS;
        for (row, level) in LEVELS.into_iter().enumerate() {
            for (fate, outcome) in Fate::ALL {
                let tally = Arc::clone(&self);
                let labels = [(names::LABEL_LEVEL, level), (names::LABEL_OUTCOME, outcome)];
                watch(events, &labels, move || {
                    Number::Whole(tally.0[row][fate as usize].load(Ordering::Relaxed))
                });
            }
        }
    }
}
