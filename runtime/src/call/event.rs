//! The events that a call may emit: that it failed, and what it returned.

use crate::redact::Captured;
use crate::returned::Failure;
use crate::site::Site;
use std::borrow::Cow;
use tracing_core::Level;
use tracing_core::field::Value;

/// Emits the one event of an error, unless the attribute turned it off.
pub(super) fn announce_error(site: &'static Site, failure: &Failure) {
    if !failure.announced {
        return;
    }
    let message: &dyn Value = &"function returned an error";
    let text = failure.text.as_deref();
    site.error_event(failure.level).emit(&[
        Some(message),
        Some(&failure.kind as &dyn Value),
        text.as_ref().map(|text| text as &dyn Value),
    ]);
}

/// Emits the event of a returned value (`ret`), if there is one to show.
pub fn announce_return(site: &'static Site, level: Level, value: &Captured<'_>) {
    if let Some(value) = as_value(value) {
        let message: &dyn Value = &"function returned";
        site.return_event(level).emit(&[Some(message), Some(value)]);
    }
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
    }
}
