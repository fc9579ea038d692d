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
pub use said::{Bound, bind, bind_for_a_while, emit};
pub use tracked::Tracked;

use crate::clock::Ticks;
use crate::engine::{self, Above, CallSpan, End, Ending};
use crate::metrics;
use crate::outcome::Outcome;
use crate::redact::Captured;
use crate::returned::{Failure, Judge, Type, Verdict};
use crate::site::{Counted, Labelled, Site};
use polls::Polls;
use std::thread;
use std::time::Duration;
use tracing::span::Span;
use tracing_core::field::Value;
use tracing_core::span::Id;

/// A call in flight. Dropping it before it was judged means that the call did not
/// return: it unwound, or its future was dropped.
#[derive(Debug)]
pub struct Call {
    span: CallSpan,
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
    /// Whether the call was counted as it began, and as what beside its function.
    counted: bool,
    labelled: Option<&'static Labelled>,
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
pub struct Parent(Above);

impl Parent {
    /// The span around it.
    #[allow(non_upper_case_globals, reason = "expansions name it as a variant")]
    pub const Current: Self = Self(Above::Current);
}

/// The explicit parent that an expression gives.
pub fn parent(parent: impl Into<Option<Id>>) -> Parent {
    Parent(Above::Given(parent.into()))
}

impl Call {
    /// Begins a call: makes its span, counts it as in flight, starts its clock.
    #[inline]
    pub fn start(site: &'static Site, values: &[Captured<'_>]) -> Self {
        Self::below(site, values, Parent::Current)
    }

    /// The same below a parent that the attribute gives.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "an expansion makes it for this"
    )]
    pub fn below(site: &'static Site, values: &[Captured<'_>], parent: Parent) -> Self {
        if !site.records() {
            return Self::begun(site);
        }
        let mut call = Self::begun(site);
        if !values.is_empty() {
            site.learned().learn(values);
        }
        call.span = match engine::open(site, values, &parent.0, call.state.begun) {
            Some(span) => span,
            None => {
                let slots: Vec<_> = values.iter().map(event::as_value).collect();
                open(site, &slots, parent.0)
            }
        };
        call
    }

    /// The same with values as `tracing` takes them.
    pub fn with(site: &'static Site, values: &[Option<&dyn Value>], parent: Parent) -> Self {
        let mut call = Self::begun(site);
        if site.records() {
            call.span = open(site, values, parent.0);
        }
        call
    }

    /// A call without a span so far: it ends, should somebody's `Debug` panic.
    #[inline]
    fn begun(site: &'static Site) -> Self {
        let counted = is_counted(site) && site.labels().is_none();
        if counted {
            metrics::begun(site.counted());
        }
        let state = State {
            site,
            begun: Ticks::now(),
            polls: Polls::default(),
            stage: Stage::Running,
            failure: None,
            counted,
            labelled: None,
        };
        let span = CallSpan::None;
        Self { span, state }
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
            labelled: None,
        };
        let span = CallSpan::None;
        Self { span, state }
    }

    /// Counts the call as one with these labels.
    #[must_use]
    pub fn labelled(mut self, values: &[&'static str]) -> Self {
        let state = &mut self.state;
        if let Some(counting) = state.site.labels() {
            state.count_as(counting.find(values));
        }
        self
    }

    /// Says that the call follows from these spans.
    #[must_use]
    pub fn following(self, causes: impl IntoIterator<Item = impl Into<Option<Id>>>) -> Self {
        if !self.span.is_none() {
            for cause in causes.into_iter().filter_map(Into::into) {
                self.span.follows_from(&cause);
            }
        }
        self
    }

    /// Makes the call current, and end where this is dropped, for a body whose result cannot be
    /// looked at.
    #[must_use]
    pub fn scoped(mut self) -> Scoped {
        let unwinding = thread::panicking();
        self.state.stage = Stage::Scoped { unwinding };
        self.span.go_in();
        Scoped(self)
    }
}

/// A call whose body runs in the caller's own frame.
#[derive(Debug)]
pub struct Scoped(Call);

impl Drop for Scoped {
    #[inline]
    fn drop(&mut self) {
        self.0.span.come_out();
    }
}

/// Runs a body that returns on this thread, and ends the call with what it returned.
#[inline]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a judge has no size, and the others that run a body keep it"
)]
pub fn run<R, J: Judge<R>>(mut call: Call, _: Type<R>, judge: J, body: impl FnOnce() -> R) -> R {
    let Call { span, state } = &mut call;
    let inside = span.enter();
    let returned = body();
    let at = Ticks::now();
    let ending = state.judged(inside.span(), &returned, &judge);
    drop(inside);
    state.end_with(span, &ending, at);
    returned
}

impl State {
    /// Says how a call ended, and reports it, inside of its span. Once for each type, not for each
    /// function.
    #[inline(never)]
    fn judged<R, J: Judge<R>>(&self, span: &CallSpan, returned: &R, judge: &J) -> Ending {
        let verdict = judge.judge(returned);
        let shows = J::SHOWS && (J::SHOWS_ERRORS || matches!(verdict, Verdict::Ok));
        if shows && event::return_is_wanted(self.site) {
            event::announce_return(self.site, &judge.shown(returned));
        }
        match verdict {
            Verdict::Ok => Ending::new(Outcome::Ok, ""),
            Verdict::Error(failure) => self.reported(span, &failure),
        }
    }

    /// Reports an error, unless it was before, and says how it ends the call.
    #[cold]
    fn reported(&self, span: &CallSpan, failure: &Failure) -> Ending {
        Ending {
            origin: event::announce_error(self.site, span, failure),
            class: failure.class,
            ..Ending::new(Outcome::Error, failure.kind)
        }
    }

    fn end(&mut self, span: &mut CallSpan, outcome: Outcome, error_kind: &'static str) {
        self.end_with(span, &Ending::new(outcome, error_kind), Ticks::now());
    }

    /// The one place where an outcome reaches span status, counter, duration and gauge.
    #[inline(never)]
    fn end_with(&mut self, span: &mut CallSpan, ending: &Ending, at: Ticks) {
        self.stage = Stage::Finished;
        if self.site.is_silent() {
            return;
        }
        let nanos = at.nanos_since(self.begun);
        if self.site.spec().slow.is_some() {
            self.slow(span, nanos);
        }
        if span.is_none() {
            engine::unseen_call_ended();
        } else {
            self.end_span(span, ending, nanos, at);
        }
        self.never_labelled();
        if self.counted {
            metrics::ended(self.as_counted(), ending, nanos);
        }
    }

    /// Counts the call, which has labels, as begun.
    fn count_as(&mut self, labelled: &'static Labelled) {
        self.counted = is_counted(self.site);
        self.labelled = Some(labelled);
        if self.counted {
            metrics::begun(self.as_counted());
        }
    }

    /// The expression of a label panicked: the call is counted all the same.
    #[inline]
    fn never_labelled(&mut self) {
        if let Some(counting) = self.site.labels()
            && self.labelled.is_none()
        {
            self.count_as(counting.rest());
        }
    }

    #[inline]
    fn as_counted(&self) -> Counted {
        Counted::new(self.site, self.labelled)
    }

    #[inline(never)]
    fn end_span(&self, span: &mut CallSpan, ending: &Ending, nanos: u64, at: Ticks) {
        let polls = self.polls.seen();
        let end = End {
            ending: *ending,
            polls,
            at,
        };
        let span = span.end(&end);
        if let Some(span) = span
            && self.counted
        {
            metrics::offer_exemplar(self.as_counted(), nanos, span);
        }
    }

    #[cold]
    fn slow(&self, span: &mut CallSpan, nanos: u64) {
        let (limit, took) = (self.site.spec().slow, Duration::from_nanos(nanos));
        if let Some(limit) = limit.filter(|limit| took > *limit) {
            event::announce_slow(self.site, span, took, limit);
        }
    }

    /// A stream ends that yielded an error.
    fn end_failed(&mut self, span: &mut CallSpan) {
        if let Some(ending) = self.failure.take() {
            self.end_with(span, &ending, Ticks::now());
        }
    }

    /// The call ends without a return.
    #[inline(never)]
    fn dropped(&mut self, span: &mut CallSpan) {
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
        if self.state.stage != Stage::Finished {
            self.state.dropped(&mut self.span);
        }
    }
}

/// Whether anybody counts the calls of a function.
#[inline]
fn is_counted(site: &Site) -> bool {
    site.spec().metrics && metrics::recording()
}

/// A span through the facade.
fn open(site: &'static Site, values: &[Option<&dyn Value>], above: Above) -> CallSpan {
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
    let span = match above {
        Above::Current => Span::new(metadata, &values),
        Above::Given(parent) => Span::child_of(parent, metadata, &values),
    };
    engine::describe(&span, site);
    CallSpan::Facade(Box::new(span))
}
