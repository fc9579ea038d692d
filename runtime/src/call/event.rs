//! The events that a call may emit: that it failed, what it returned, and that it took long.

use crate::context::SpanId;
use crate::engine::{self, CallSpan};
use crate::error_kind::ErrorClass;
use crate::names;
use crate::redact::Captured;
use crate::returned::Failure;
use crate::site::{EventSite, Site, Style};
use std::borrow::Cow;
use std::time::Duration;
use tracing_core::Level;
use tracing_core::field::{Value, display};

/// Emits the one event of an error, unless a call inside of this one did so already or the
/// attribute turned it off. Answers where the error arose, if it was inside.
pub(super) fn announce_error(
    site: &'static Site,
    span: &CallSpan,
    failure: &Failure,
) -> Option<SpanId> {
    let spec = site.spec();
    if spec.style == Style::Instrument {
        announce_as_tracing_does(site, failure);
        return None;
    }
    let before = engine::reported_before(span, failure);
    if before.is_none() && spec.err.announced {
        let level = spec.err.level.unwrap_or(failure.level);
        // What nobody heard is still to be reported.
        if emit_error(site.error_event(level), failure) {
            engine::reported(span, failure);
        }
    }
    before
}

fn emit_error(event: &'static EventSite, failure: &Failure) -> bool {
    let message: &dyn Value = &"function returned an error";
    let text = failure.text.as_deref();
    let seen = failure.seen.as_ref().filter(|_| !failure.asked);
    let class = failure.class.map(ErrorClass::as_str);
    let sources = failure.words.sources();
    let sources = if failure.asked { sources } else { &[] };
    let chain = (!sources.is_empty()).then(|| sources.join(": "));
    let emit = || {
        event.emit(&[
            Some(message),
            Some(&failure.kind as &dyn Value),
            seen.map(|seen| seen as &dyn Value)
                .or(text.as_ref().map(|text| text as &dyn Value)),
            class.as_ref().map(|class| class as &dyn Value),
            chain.as_ref().map(|chain| chain as &dyn Value),
        ])
    };
    engine::telling(failure, emit)
}

/// `#[instrument(err)]`: one field, with the text that the attribute asked for.
fn announce_as_tracing_does(site: &'static Site, failure: &Failure) {
    if let Some(text) = &failure.text
        && failure.asked
    {
        let level = site.spec().err.level.unwrap_or(Level::ERROR);
        site.error_event(level).emit(&[Some(&display(text))]);
    }
}

/// Whether anybody wants to know what this function returns.
pub(super) fn return_is_wanted(site: &'static Site) -> bool {
    site.return_event().is_wanted()
}

/// Emits the event of a returned value (`ret`), if there is one to show.
pub(super) fn announce_return(site: &'static Site, value: &Captured<'_>) {
    let event = site.return_event();
    match (site.spec().style, value) {
        (Style::Instrument, Captured::Text(text)) => {
            event.emit(&[Some(&display(text))]);
        }
        (Style::Instrument, _) => {}
        (Style::Observed, value) => {
            if let Some(value) = as_value(value) {
                let message: &dyn Value = &"function returned";
                event.emit(&[Some(message), Some(value)]);
            }
        }
    }
}

/// Says that a call took longer than its attribute allows (`slow`).
pub(super) fn announce_slow(
    site: &'static Site,
    span: &mut CallSpan,
    took: Duration,
    limit: Duration,
) {
    let _inside = span.enter();
    tracing::warn!(
        target: names::TARGET,
        function = site.function(),
        module = site.module(),
        duration_ms = millis(took),
        limit_ms = millis(limit),
        "slow call"
    );
}

/// Says that one poll kept its thread from other work.
pub(super) fn announce_blocking(site: &'static Site, took: Duration) {
    tracing::warn!(
        target: names::TARGET,
        function = site.function(),
        module = site.module(),
        duration_ms = millis(took),
        "one poll blocked its thread"
    );
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The value as `tracing` takes it; `None` leaves the field empty.
pub(super) fn as_value<'v>(captured: &'v Captured<'_>) -> Option<&'v dyn Value> {
    match captured {
        Captured::Nothing => None,
        Captured::I64(value) => Some(value),
        Captured::U64(value) => Some(value),
        Captured::I128(value) => Some(value),
        Captured::U128(value) => Some(value),
        Captured::F64(value) => Some(value),
        Captured::Bool(value) => Some(value),
        Captured::Text(Cow::Borrowed(value)) => Some(value),
        Captured::Text(Cow::Owned(value)) => Some(value),
        Captured::Redact(view, _) => Some(view),
    }
}
