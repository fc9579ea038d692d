//! A parent in another process, handed to the next root span of this thread.

use super::SpanContext;
use std::cell::RefCell;

/// A parent that a caller in another process sent.
#[derive(Clone, Debug)]
pub(crate) struct RemoteParent {
    pub(crate) context: SpanContext,
    /// The caller's `tracestate`, checked, as it will be sent on; empty when there is none.
    pub(crate) state: String,
}

thread_local! {
    static PENDING: RefCell<Option<RemoteParent>> = const { RefCell::new(None) };
}

struct Restore(Option<RemoteParent>);

impl Drop for Restore {
    fn drop(&mut self) {
        let before = self.0.take();
        let _ = PENDING.try_with(|pending| pending.replace(before));
    }
}

/// Runs `create`; a root span that it makes becomes a child of `parent`.
pub(crate) fn adopt<T>(parent: Option<RemoteParent>, create: impl FnOnce() -> T) -> T {
    let _restore = Restore(PENDING.with(|pending| pending.replace(parent)));
    create()
}

/// Whether a caller sent a parent for the root span that is being made.
#[inline]
pub(crate) fn is_adopting() -> bool {
    PENDING
        .try_with(|pending| pending.borrow().is_some())
        .unwrap_or_default()
}

/// The parent for the root span that is being made, if a caller sent one.
pub(crate) fn adopted() -> Option<RemoteParent> {
    PENDING
        .try_with(|pending| pending.borrow().clone())
        .ok()
        .flatten()
}
