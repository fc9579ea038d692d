//! One call of an annotated function: begun once, ended once, in every signal at once.

mod event;
mod future;
mod handed;
mod note;
mod polls;
mod said;
mod tracked;

pub(crate) use polls::report_polls_above;

pub use future::{Observed, drive, run_future, run_stream};
pub use handed::{ByHanded, ByKept, Hand, Handed, Kept, Rewrap, seen_by};
pub use note::{Noting, NotingKnown, On, noting, noting_known};
pub use said::{bind, emit};
pub use tracked::Tracked;

use crate::clock::Ticks;
use crate::engine::{self, Ending};
use crate::metrics::{self, End};
use crate::outcome::Outcome;
use crate::redact::Captured;
use crate::returned::{Failure, Judge, Type, Verdict};
use crate::site::Site;
use polls::Polls;
use std::thread;
use std::time::Duration;
use tracing::span::{Entered, Span};
use tracing_core::field::Value;
use tracing_core::span::Id;

/// A call in flight. Dropping it before it was judged means that the call did not
/// return: it unwound, or its future was dropped.
#[derive(Debug)]
pub struct Call {
    span: Span,
    state: State,
}

/// What is known of the call but its span, which is borrowed while it is entered.
#[derive(Debug)]
struct State {
    site: &'static Site,
    begun: Ticks,
    polls: Polls,
    stage: Stage,
    /// How a stream that yielded an error will end.
    failure: Option<Box<Ending>>,
    counted: bool,
}

/// What an unfinished end of the call would mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The body is running on this thread: it can only end early by unwinding.
    Running,
    /// The future or stream waits to be polled: it can only end early by being dropped.
    Waiting,
    /// The stream yielded an error, and waits: however it goes on, it failed.
    Failed,
    /// The body runs in the caller's own frame: an end is a return unless a panic began meanwhile.
    Scoped {
        /// Whether the thread was unwinding when the call began.
        unwinding: bool,
    },
    /// Everything was recorded.
    Finished,
}

/// What a new span hangs on, where an attribute says so.
#[derive(Debug)]
pub enum Parent {
    /// The span around it.
    Current,
    /// This one, or none.
    Given(Option<Id>),
}

/// The explicit parent that an expression gives.
pub fn parent(parent: impl Into<Option<Id>>) -> Parent {
    Parent::Given(parent.into())
}

impl Call {
    /// Begins a call: makes its span, counts it as in flight, starts its clock.
    pub fn start(site: &'static Site, values: &[Captured<'_>]) -> Self {
        Self::below(site, values, Parent::Current)
    }

    /// The same below a parent that the attribute gives.
    pub fn below(site: &'static Site, values: &[Captured<'_>], parent: Parent) -> Self {
        if values.is_empty() {
            return Self::with(site, &[], parent);
        }
        site.learned().learn(values);
        let slots: Vec<Option<&dyn Value>> = values.iter().map(event::as_value).collect();
        Self::with(site, &slots, parent)
    }

    /// The same with values as `tracing` takes them.
    pub fn with(site: &'static Site, values: &[Option<&dyn Value>], parent: Parent) -> Self {
        let counted = site.spec().metrics && metrics::recording();
        if counted {
            metrics::begun(site);
        }
        let state = State {
            site,
            begun: Ticks::now(),
            polls: Polls::default(),
            stage: Stage::Running,
            failure: None,
            counted,
        };
        // First the call: it ends, should somebody's `Debug` panic below.
        let mut call = Self {
            span: Span::none(),
            state,
        };
        call.span = open(site, values, parent);
        call
    }

    /// A call that leaves no trace of its own: it ends with a judge who looks at what it returned,
    /// and that is all.
    #[must_use]
    pub fn silent() -> Self {
        let state = State {
            site: Site::silent(),
            begun: Ticks::ZERO,
            polls: Polls::default(),
            stage: Stage::Running,
            failure: None,
            counted: false,
        };
        let span = Span::none();
        Self { span, state }
    }

    /// Says that the call follows from these spans.
    #[must_use]
    pub fn following(self, causes: impl IntoIterator<Item = impl Into<Option<Id>>>) -> Self {
        if !self.span.is_disabled() {
            for cause in causes {
                self.span.follows_from(cause);
            }
        }
        self
    }

    /// Makes the call's span current for as long as the answer lives.
    #[inline]
    pub fn enter(&self) -> Entered<'_> {
        self.span.enter()
    }

    /// Makes the call end when it is dropped, for a body whose result cannot be looked at.
    #[must_use]
    pub fn until_dropped(mut self) -> Self {
        let unwinding = thread::panicking();
        self.state.stage = Stage::Scoped { unwinding };
        self
    }
}

/// Runs a body that returns on this thread, and ends the call with what it returned.
#[inline]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a judge has no size, and the others that run a body keep it"
)]
pub fn run<R, J: Judge<R>>(mut call: Call, _: Type<R>, judge: J, body: impl FnOnce() -> R) -> R {
    let entered = call.span.enter();
    let returned = body();
    call.state.judged(&call.span, &returned, &judge);
    drop(entered);
    returned
}

impl State {
    /// Records what a call returned, and how it ended. Once for each type, not for each function.
    #[inline(never)]
    fn judged<R, J: Judge<R>>(&mut self, span: &Span, returned: &R, judge: &J) {
        let verdict = judge.judge(returned);
        let shows = J::SHOWS && (J::SHOWS_ERRORS || matches!(verdict, Verdict::Ok));
        if shows && event::return_is_wanted(self.site) {
            event::announce_return(self.site, &judge.shown(returned));
        }
        match verdict {
            Verdict::Ok => self.end(span, Outcome::Ok, ""),
            Verdict::Error(failure) => self.failed(span, &failure),
        }
    }

    #[cold]
    fn failed(&mut self, span: &Span, failure: &Failure) {
        let ending = self.reported(span, failure);
        self.end_with(span, ending);
    }

    /// Reports an error, unless it was before, and says how it ends the call.
    fn reported(&self, span: &Span, failure: &Failure) -> Ending {
        Ending {
            origin: event::announce_error(self.site, span, failure),
            class: failure.class,
            ..Ending::new(Outcome::Error, failure.kind)
        }
    }

    fn end(&mut self, span: &Span, outcome: Outcome, error_kind: &'static str) {
        self.end_with(span, Ending::new(outcome, error_kind));
    }

    /// The one place where an outcome reaches span status, counter, duration and gauge.
    #[inline(never)]
    fn end_with(&mut self, span: &Span, ending: Ending) {
        self.stage = Stage::Finished;
        if self.site.is_silent() {
            return;
        }
        let nanos = Ticks::now().nanos_since(self.begun);
        let (outcome, error_kind) = (ending.outcome, ending.error_kind);
        let polls = self.polls.seen(nanos);
        if let Some(limit) = self.site.spec().slow {
            let took = Duration::from_nanos(nanos);
            if took > limit {
                event::announce_slow(self.site, span, took, limit);
            }
        }
        let span = engine::conclude(span, Ending { polls, ..ending });
        if self.counted {
            let end = End {
                outcome,
                error_kind,
                nanos,
                span,
            };
            metrics::ended(self.site, end);
        }
    }

    /// A stream ends that yielded an error.
    fn end_failed(&mut self, span: &Span) {
        if let Some(ending) = self.failure.take() {
            self.end_with(span, *ending);
        }
    }

    /// The call ends without a return.
    #[inline(never)]
    fn dropped(&mut self, span: &Span) {
        match self.stage {
            Stage::Running => self.end(span, Outcome::Panicked, ""),
            Stage::Waiting => self.end(span, Outcome::Cancelled, ""),
            Stage::Failed => self.end_failed(span),
            Stage::Scoped { unwinding } if thread::panicking() && !unwinding => {
                self.end(span, Outcome::Panicked, "");
            }
            Stage::Scoped { .. } => self.end(span, Outcome::Ok, ""),
            Stage::Finished => {}
        }
    }
}

impl Drop for Call {
    #[inline]
    fn drop(&mut self) {
        self.state.dropped(&self.span);
    }
}

fn open(site: &'static Site, values: &[Option<&dyn Value>], parent: Parent) -> Span {
    if !site.records() {
        return Span::none();
    }
    let metadata = site.metadata();
    let fields = metadata.fields();
    let mut all;
    let values = if values.len() == fields.len() {
        fields.value_set_all(values)
    } else {
        all = values.to_vec();
        all.resize(fields.len(), None);
        fields.value_set_all(&all)
    };
    let span = match parent {
        Parent::Current => Span::new(metadata, &values),
        Parent::Given(parent) => Span::child_of(parent, metadata, &values),
    };
    engine::describe(&span, site);
    span
}
