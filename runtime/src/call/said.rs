//! What a program says itself: events, and values that it binds.

use super::Parent;
use super::event::as_value;
use crate::engine::{self, Above};
use crate::redact::Captured;
use crate::site::EventSource;
use tracing_core::field::Value;

/// Emits an event with these values.
pub fn emit(source: &'static EventSource, parent: Parent, values: &[Captured<'_>]) {
    let slots: Vec<Option<&dyn Value>> = values.iter().map(as_value).collect();
    match parent.0 {
        Above::Current => source.emit(&slots),
        Above::Given(parent) => source.emit_below(parent, &slots),
    }
}

/// Binds a value to the work in hand.
#[allow(
    clippy::needless_pass_by_value,
    reason = "an expansion makes it for this"
)]
pub fn bind(name: &'static str, value: Captured<'_>) {
    if let Some(value) = value.recorded() {
        engine::bind_around(name, &value);
    }
}
