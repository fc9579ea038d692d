//! What became of traces and spans.

use crate::engine::{Decision, Loss, Tally};
use crate::names;
use metrics::Counter;
use std::sync::OnceLock;

/// Counters for every decision and every loss, at zero from the start.
#[derive(Debug)]
pub(crate) struct SpanCounts {
    decided: [Counter; Decision::ALL.len()],
    lost: [Counter; Loss::ALL.len()],
}

static COUNTS: OnceLock<SpanCounts> = OnceLock::new();

/// The counters. The recorder must be there.
pub(crate) fn span_counts() -> &'static SpanCounts {
    COUNTS.get_or_init(SpanCounts::new)
}

/// Counts spans that were lost on their way to the collector.
pub(crate) fn count_lost_spans(loss: Loss, spans: u64) {
    if let Some(counts) = COUNTS.get() {
        counts.lost(loss, spans);
    }
}

impl SpanCounts {
    fn new() -> Self {
        let decided = |decision: Decision| {
            let label = (names::LABEL_DECISION, decision.as_str());
            zero(metrics::counter!(names::TRACES, &[label]))
        };
        let lost = |loss: Loss| {
            let label = (names::LABEL_REASON, loss.as_str());
            zero(metrics::counter!(names::SPANS_DROPPED, &[label]))
        };
        Self {
            decided: Decision::ALL.map(decided),
            lost: Loss::ALL.map(lost),
        }
    }
}

fn zero(counter: Counter) -> Counter {
    counter.increment(0);
    counter
}

impl Tally for SpanCounts {
    fn decided(&self, decision: Decision) {
        self.decided[decision as usize].increment(1);
    }

    fn lost(&self, loss: Loss, spans: u64) {
        self.lost[loss as usize].increment(spans);
    }
}
