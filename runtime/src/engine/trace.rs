//! What all spans below one local root share.

use std::sync::Arc;

/// The part of a trace that runs in this process under one local root.
#[derive(Debug)]
pub(crate) struct LocalTrace {
    /// The `tracestate` to send on; empty when there is none.
    pub(crate) state: String,
}

impl LocalTrace {
    pub(crate) fn new(state: String) -> Arc<Self> {
        Arc::new(Self { state })
    }
}
