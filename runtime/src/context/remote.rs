//! A parent in another process, handed to the next root span of this thread.

use super::SpanContext;
use std::cell::RefCell;
use std::sync::OnceLock;

/// A parent that a caller in another process sent.
#[derive(Clone, Debug)]
pub(crate) struct RemoteParent {
    pub(crate) context: SpanContext,
    /// The caller's `tracestate`, checked, as it will be sent on; empty when there is none.
    pub(crate) state: String,
}

/// What the next root span of a thread is below.
#[derive(Clone, Debug)]
enum Pending {
    /// Nobody said.
    Unsaid,
    /// This, or nothing.
    Said(Option<RemoteParent>),
}

thread_local! {
    static PENDING: RefCell<Pending> = const { RefCell::new(Pending::Unsaid) };
}

/// What started this process.
static OF_PROCESS: OnceLock<RemoteParent> = OnceLock::new();

struct Restore(Pending);

impl Drop for Restore {
    fn drop(&mut self) {
        let before = std::mem::replace(&mut self.0, Pending::Unsaid);
        let _ = PENDING.try_with(|pending| pending.replace(before));
    }
}

/// Runs `create`; a root span that it makes becomes a child of `parent`, or begins a trace.
pub(crate) fn adopt<T>(parent: Option<RemoteParent>, create: impl FnOnce() -> T) -> T {
    let said = Pending::Said(parent);
    let _restore = Restore(PENDING.with(|pending| pending.replace(said)));
    create()
}

/// Says what started this process; the first to say it is heard.
pub(crate) fn come_from(parent: RemoteParent) {
    let _ = OF_PROCESS.set(parent);
}

/// Whether a caller sent a parent for the root span that is being made.
#[inline]
pub(crate) fn is_adopting() -> bool {
    PENDING
        .try_with(|pending| matches!(*pending.borrow(), Pending::Said(Some(_))))
        .unwrap_or_default()
}

/// The parent for the root span that is being made: what a caller sent, or else what started the
/// process.
pub(crate) fn adopted() -> Option<RemoteParent> {
    let pending = PENDING.try_with(|pending| pending.borrow().clone());
    match pending.unwrap_or(Pending::Unsaid) {
        Pending::Said(parent) => parent,
        Pending::Unsaid => OF_PROCESS.get().cloned(),
    }
}
