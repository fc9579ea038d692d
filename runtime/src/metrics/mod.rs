//! Metrics: the RED cells of annotated functions and of HTTP, through the `metrics` facade.

mod http;
mod red;
mod redactions;

pub(crate) use http::{Exchange, active_requests, record_exchange};
pub(crate) use red::cells;
pub(crate) use redactions::count_redaction;

use crate::redact;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Renders everything that was counted: its content type and its text.
pub(crate) type Page = Box<dyn Fn() -> (&'static str, String) + Send + Sync>;

static PAGE: OnceLock<Page> = OnceLock::new();

/// Says who renders the metrics page. The first one stays.
pub(crate) fn publish(page: Page) {
    let _ = PAGE.set(page);
}

/// The metrics page with its content type, if there is one.
pub(crate) fn page() -> Option<(&'static str, String)> {
    PAGE.get().map(|page| page())
}

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
    redactions::describe();
    redact::count_with(|rule, sink| count_redaction(rule, sink.name()));
    RECORDING.store(true, Ordering::Release);
    for site in crate::site::all().filter(|site| site.spec().metrics) {
        cells(site).start_at_zero();
    }
}
