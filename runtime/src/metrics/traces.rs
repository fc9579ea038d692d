//! What became of traces and spans.

use crate::engine::{Decision, Loss, Tally};
use crate::names;
use metrics::Counter;

/// Counters for every decision and every loss, at zero from the start.
#[derive(Debug)]
pub(crate) struct SpanCounts {
    decided: [Counter; Decision::ALL.len()],
    lost: [Counter; Loss::ALL.len()],
}

impl SpanCounts {
    /// Makes the series. The recorder must be there.
    pub(crate) fn new() -> Self {
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
    fn decided(&mut self, decision: Decision) {
        self.decided[decision as usize].increment(1);
    }

    fn lost(&mut self, loss: Loss, spans: u64) {
        self.lost[loss as usize].increment(spans);
    }
}

pub(super) fn describe() {
    metrics::describe_counter!(
        names::TRACES,
        "Local roots that ended, by what became of their traces."
    );
    metrics::describe_counter!(
        names::SPANS_DROPPED,
        "Spans that were dropped before it was decided over their traces, by reason."
    );
}
