//! What expansions call when no output is built in: the same names, doing nothing.

mod business;

pub use business::{Change, Metric, MetricKind, MetricSpec, On, noting, noting_known};

use crate::label::LabelSpec;
use crate::objective::Objective;
use crate::redact::{Captured, FieldInfo};
use crate::returned::{Judge, Type};
use futures_core::Stream;
use std::marker::PhantomData;
use std::time::Duration;
use tracing_core::Level;
use tracing_core::field::Value;
use tracing_core::span::Id;

/// What every expansion says of its function; nobody reads it here.
#[derive(Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub struct SpanSpec {
    pub name: &'static str,
    pub module: &'static str,
    pub target: &'static str,
    pub level: Level,
    pub fields: &'static [&'static str],
    pub besides: Option<&'static Spec>,
}

/// What few attributes say; nobody reads it here.
#[derive(Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub struct Spec {
    pub function: &'static str,
    pub kind: &'static str,
    pub said: &'static [FieldInfo],
    pub style: Style,
    pub err: ErrorEvent,
    pub ret: Level,
    pub slow: Option<Duration>,
    pub metrics: bool,
    pub counting: Option<&'static Counting>,
}

/// Whose rules of recording would hold.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub enum Style {
    Observed,
    Instrument,
}

/// What an attribute says of the event of an error.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub struct ErrorEvent {
    pub announced: bool,
    pub level: Option<Level>,
}

impl SpanSpec {
    /// What holds where an attribute says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        module: "",
        target: "",
        level: Level::INFO,
        fields: &[],
        besides: None,
    };
}

impl Spec {
    /// What holds where an attribute says nothing.
    pub const DEFAULT: Self = Self {
        function: "",
        kind: "",
        said: &[],
        style: Style::Observed,
        err: ErrorEvent {
            announced: true,
            level: None,
        },
        ret: Level::INFO,
        slow: None,
        metrics: true,
        counting: None,
    };
}

/// How calls would be counted.
#[derive(Debug)]
pub struct Counting;

impl Counting {
    /// Forgets the description.
    pub const fn new(_: &'static [LabelSpec], _: &'static [u64], _: Option<Objective>) -> Self {
        Self
    }
}

/// One annotated function.
#[derive(Debug)]
pub struct Site;

impl Site {
    /// Forgets the description.
    pub const fn new(_: SpanSpec, _: &'static Self) -> Self {
        Self
    }

    /// Nothing is said any more.
    #[inline]
    pub fn said(&'static self, _: usize) -> &'static FieldInfo {
        static UNSAID: FieldInfo = FieldInfo::NESTED;
        &UNSAID
    }

    /// Nobody wants the span.
    #[inline]
    pub fn records(&'static self) -> bool {
        false
    }
}

/// A call that nobody watches.
#[derive(Debug)]
pub struct Call(());

/// Where a span would hang.
#[derive(Debug)]
pub enum Parent {
    /// Anywhere.
    Current,
}

/// An event that nobody hears.
#[derive(Debug)]
pub struct EventSource;

impl EventSource {
    /// Forgets the description.
    pub const fn new(
        _: &'static str,
        _: &'static str,
        _: &'static str,
        _: Level,
        _: &'static [&'static str],
        _: &'static Self,
    ) -> Self {
        Self
    }

    /// Nobody listens.
    #[inline]
    pub fn is_wanted(&'static self) -> bool {
        false
    }
}

/// Does nothing.
#[inline]
pub fn emit(_: &'static EventSource, _: Parent, _: &[Captured<'_>]) {}

/// Does nothing.
#[inline]
#[allow(clippy::needless_pass_by_value, reason = "as with an output")]
pub fn bind<const N: usize>(_: [(&'static str, Captured<'_>); N]) {}

/// What would be bound until it is dropped.
#[derive(Debug)]
#[must_use = "the values are bound until this is dropped"]
pub struct Bound(());

/// Binds nothing.
pub fn bind_for_a_while<const N: usize>(_: [(&'static str, Captured<'_>); N]) -> Bound {
    Bound(())
}

/// The explicit parent that an expression gives.
#[inline]
pub fn parent(_: impl Into<Option<Id>>) -> Parent {
    Parent::Current
}

impl Call {
    /// Does nothing.
    #[inline]
    #[must_use]
    pub fn silent() -> Self {
        Self(())
    }

    /// Does nothing.
    #[inline]
    pub fn start(_: &'static Site, _: &[Captured<'_>]) -> Self {
        Self(())
    }

    /// Does nothing.
    #[inline]
    pub fn below(_: &'static Site, _: &[Captured<'_>], _: Parent) -> Self {
        Self(())
    }

    /// Does nothing.
    #[inline]
    pub fn with(_: &'static Site, _: &[Option<&dyn Value>], _: Parent) -> Self {
        Self(())
    }

    /// Does nothing.
    #[inline]
    #[must_use]
    pub fn labelled(self, _: &[&'static str]) -> Self {
        self
    }

    /// Does nothing.
    #[inline]
    #[must_use]
    pub fn following(self, _: impl IntoIterator<Item = impl Into<Option<Id>>>) -> Self {
        self
    }

    /// Does nothing.
    #[inline]
    #[must_use]
    pub fn scoped(self) -> Self {
        self
    }
}

/// The body.
#[inline]
pub fn run<R, J: Judge<R>>(_: Call, _: Type<R>, _: J, body: impl FnOnce() -> R) -> R {
    body()
}

/// The body.
#[inline]
pub fn drive<R, F: Future<Output = R>, J: Judge<R>>(_: &mut Call, _: Type<R>, _: J, body: F) -> F {
    body
}

/// The future that the body makes.
#[inline]
pub fn run_future<R, F: Future<Output = R>, J: Judge<R>>(
    _: Call,
    _: Type<R>,
    _: J,
    body: impl FnOnce() -> F,
) -> F {
    body()
}

/// The stream that the body makes.
#[inline]
pub fn run_stream<R, F: Stream<Item = R>, J: Judge<R>>(
    _: Call,
    _: Type<R>,
    _: J,
    body: impl FnOnce() -> F,
) -> F {
    body()
}

/// What a body returns.
pub trait Hand<R>: Sized {
    #[doc(hidden)]
    #[inline]
    fn end<J: Judge<R>>(self, _: Call, _: Type<R>, _: J, body: impl FnOnce() -> R) -> R {
        body()
    }
}

/// Anything.
#[derive(Clone, Copy, Debug)]
pub struct Kept;

impl<R> Hand<R> for Kept {}

/// The type that a judge would look at.
#[inline]
pub fn seen_by<R>(_: Kept, ty: Type<R>) -> Type<R> {
    ty
}

/// The only tier.
pub trait ByKept {
    #[doc(hidden)]
    fn __frosted_hand(&self) -> Kept;
}

impl<R> ByKept for Type<R> {
    fn __frosted_hand(&self) -> Kept {
        Kept
    }
}

/// The call of a function with `#[track_caller]`.
#[derive(Debug)]
pub struct Tracked<R>(PhantomData<fn() -> R>);

impl<R> Tracked<R> {
    /// Does nothing.
    #[inline]
    pub fn new<J: Judge<R>>(_: Call, _: Type<R>, _: J) -> Self {
        Self(PhantomData)
    }

    /// The value.
    #[inline]
    pub fn end(&mut self, returned: R) -> R {
        returned
    }
}
