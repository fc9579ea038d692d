//! Metrics: the RED cells of annotated functions and of HTTP, through the `metrics` facade.

mod http;
mod red;

pub(crate) use http::{Exchange, active_requests, record_exchange};
pub(crate) use red::cells;

use std::sync::atomic::{AtomicBool, Ordering};

static RECORDING: AtomicBool = AtomicBool::new(false);

/// Whether a recorder is there. Handles are resolved once and kept, so none may be resolved
/// before it is.
#[inline]
pub(crate) fn recording() -> bool {
    RECORDING.load(Ordering::Acquire)
}

/// Says that the recorder is there, describes every metric, and makes every annotated function's
/// series start at zero.
pub(crate) fn start() {
    red::describe();
    http::describe();
    RECORDING.store(true, Ordering::Release);
    for site in crate::site::all() {
        cells(site).start_at_zero();
    }
}
