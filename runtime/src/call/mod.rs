//! One call of an annotated function: begun once, ended once, in every signal at once.

mod event;
mod future;

pub use event::announce_return;
pub use future::Observed;

use crate::engine;
use crate::metrics;
use crate::outcome::Outcome;
use crate::redact::Captured;
use crate::returned::Verdict;
use crate::site::Site;
use std::thread;
use std::time::Instant;
use tracing::span::{Entered, Span};
use tracing_core::field::Value;

/// A call in flight. Dropping it without [`finish`](Call::finish) means that the call did not
/// return: it unwound, or its future was dropped.
#[derive(Debug)]
pub struct Call {
    site: &'static Site,
    span: Span,
    begun: Instant,
    stage: Stage,
    counted: bool,
}

/// What an unfinished end of the call would mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The body is running on this thread: it can only end early by unwinding.
    Running,
    /// The future waits to be polled: it can only end early by being dropped.
    Waiting,
    /// The body runs in the caller's own frame: an end is a return unless a panic began meanwhile.
    Scoped {
        /// Whether the thread was unwinding when the call began.
        unwinding: bool,
    },
    /// Everything was recorded.
    Finished,
}

impl Call {
    /// Begins a call: makes its span, counts it as in flight, starts its clock.
    pub fn start(site: &'static Site, values: &[Captured<'_>]) -> Self {
        let counted = metrics::recording();
        if counted {
            metrics::cells(site).entered();
        }
        Self {
            site,
            span: open(site, values),
            begun: Instant::now(),
            stage: Stage::Running,
            counted,
        }
    }

    /// Makes the call's span current for as long as the answer lives.
    pub fn enter(&self) -> Entered<'_> {
        self.span.enter()
    }

    /// Makes the call end when it is dropped, for a body whose result cannot be looked at.
    #[must_use]
    pub fn until_dropped(mut self) -> Self {
        let unwinding = thread::panicking();
        self.stage = Stage::Scoped { unwinding };
        self
    }

    /// Runs the body of an `async fn` as this call, and gives the call back with the result.
    pub fn drive<F: Future>(mut self, body: F) -> Observed<F> {
        self.stage = Stage::Waiting;
        Observed::new(self, body)
    }

    /// Ends a call that returned.
    pub fn finish(mut self, verdict: &Verdict) {
        if let Verdict::Error(error) = verdict {
            let entered = self.span.enter();
            event::announce_error(self.site, error);
            drop(entered);
        }
        self.end(verdict.outcome(), verdict.kind());
    }

    /// The one place where an outcome reaches span status, counter, duration and gauge.
    fn end(&mut self, outcome: Outcome, error_kind: &'static str) {
        self.stage = Stage::Finished;
        engine::conclude(&self.span, outcome, error_kind);
        if self.counted {
            metrics::cells(self.site).finished(outcome, error_kind, self.begun.elapsed());
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        match self.stage {
            Stage::Running => self.end(Outcome::Panicked, ""),
            Stage::Waiting => self.end(Outcome::Cancelled, ""),
            Stage::Scoped { unwinding } if thread::panicking() && !unwinding => {
                self.end(Outcome::Panicked, "");
            }
            Stage::Scoped { .. } => self.end(Outcome::Ok, ""),
            Stage::Finished => {}
        }
    }
}

fn open(site: &'static Site, values: &[Captured<'_>]) -> Span {
    if !site.records() {
        return Span::none();
    }
    let metadata = site.metadata();
    let mut slots: Vec<Option<&dyn Value>> = values.iter().map(event::as_value).collect();
    slots.resize(metadata.fields().len(), None);
    let span = Span::new(metadata, &metadata.fields().value_set_all(&slots));
    engine::describe(&span, site);
    span
}
