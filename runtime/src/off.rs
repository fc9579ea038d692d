//! What expansions call when no output is built in: the same names, doing nothing.

use crate::redact::Captured;
use std::marker::PhantomData;
use tracing_core::Level;

/// What an expansion knows of a function; nobody reads it here.
#[derive(Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub struct Spec {
    pub name: &'static str,
    pub function: &'static str,
    pub module: &'static str,
    pub target: &'static str,
    pub level: Level,
    pub file: &'static str,
    pub line: u32,
    pub kind: &'static str,
    pub fields: &'static [&'static str],
}

/// One annotated function.
#[derive(Debug)]
pub struct Site;

impl Site {
    /// Forgets the description.
    pub const fn new(_: Spec, _: &'static Self) -> Self {
        Self
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

impl Call {
    /// Does nothing.
    #[inline]
    pub fn start(_: &'static Site, _: &[Captured<'_>]) -> Self {
        Self(())
    }

    /// Does nothing.
    #[inline]
    pub fn enter(&self) -> PhantomData<&Self> {
        PhantomData
    }

    /// Does nothing.
    #[inline]
    #[must_use]
    pub fn until_dropped(self) -> Self {
        self
    }

    /// The body, and the call.
    #[inline]
    pub async fn drive<F: Future>(self, body: F) -> (F::Output, Self) {
        (body.await, self)
    }

    /// Does nothing.
    #[inline]
    pub fn finish(self, _: &crate::returned::Verdict) {}
}

/// Does nothing.
#[inline]
pub fn announce_return(_: &'static Site, _: Level, _: &Captured<'_>) {}
