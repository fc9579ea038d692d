//! What cannot be exported, said at most once a minute.

use crate::names;
use std::time::{Duration, Instant};

/// How often trouble may be reported.
const REPORT_EVERY: Duration = Duration::from_mins(1);

/// What was lost of one signal, and when it was last spoken of.
pub(crate) struct Trouble {
    signal: Signal,
    lost: u64,
    reason: &'static str,
    reported: Option<Instant>,
    announced: bool,
}

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    Traces,
    Metrics,
    Logs,
    /// What is sent to an error tracker.
    Errors,
}

impl Trouble {
    pub(crate) fn of(signal: Signal) -> Self {
        Self {
            signal,
            lost: 0,
            reason: "",
            reported: None,
            announced: false,
        }
    }

    /// So many spans, or values, did not arrive.
    pub(crate) fn lost(&mut self, items: u64, reason: &'static str) {
        self.lost += items;
        self.reason = reason;
        self.report();
    }

    pub(crate) fn over(&mut self) {
        if !std::mem::take(&mut self.announced) {
            return;
        }
        // What was lost since the last report, which nobody spoke of yet.
        let lost = std::mem::take(&mut self.lost);
        self.reason = "";
        match self.signal {
            Signal::Traces => tracing::info!(
                target: names::TARGET,
                lost_spans = lost,
                "traces are exported again"
            ),
            Signal::Metrics => tracing::info!(target: names::TARGET, "metrics are exported again"),
            Signal::Logs => tracing::info!(
                target: names::TARGET,
                lost_records = lost,
                "log records are exported again"
            ),
            Signal::Errors => tracing::info!(
                target: names::TARGET,
                lost_reports = lost,
                "errors are reported again"
            ),
        }
    }

    /// Speaks of the trouble unless it did so within the last minute.
    pub(crate) fn report(&mut self) {
        let due = self.reported.is_none_or(|at| at.elapsed() >= REPORT_EVERY);
        if self.reason.is_empty() || !due {
            return;
        }
        let reason = self.reason;
        let lost = self.lost;
        match self.signal {
            Signal::Traces => tracing::warn!(
                target: names::TARGET,
                lost_spans = lost,
                reason,
                "traces are not exported"
            ),
            Signal::Metrics => tracing::warn!(
                target: names::TARGET,
                reason,
                "metrics are not exported"
            ),
            Signal::Logs => tracing::warn!(
                target: names::TARGET,
                lost_records = lost,
                reason,
                "log records are not exported"
            ),
            Signal::Errors => tracing::warn!(
                target: names::TARGET,
                lost_reports = lost,
                reason,
                "errors are not reported"
            ),
        }
        self.announced = true;
        self.reported = Some(Instant::now());
        self.lost = 0;
        self.reason = "";
    }
}
