//! What a program says itself: events, and values that it binds.

use super::Parent;
use super::event::as_value;
use crate::engine::{self, Above, BoundFor};
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

/// Binds values to the work in hand.
pub fn bind<const N: usize>(values: [(&'static str, Captured<'_>); N]) {
    for (name, value) in values {
        if let Some(value) = value.recorded() {
            engine::bind_around(name, &value);
        }
    }
}

/// Values that are bound until this is dropped, wherever that is; what they had replaced is bound
/// again. [`bound!`](crate::bound!) gives it.
#[derive(Debug)]
#[must_use = "the values are bound until this is dropped"]
pub struct Bound {
    _values: Vec<BoundFor>,
}

/// Binds values for a while.
pub fn bind_for_a_while<const N: usize>(values: [(&'static str, Captured<'_>); N]) -> Bound {
    let values = values.into_iter().filter_map(|(name, value)| {
        let value = value.recorded()?;
        engine::bind_for_a_while(name, &value)
    });
    Bound {
        _values: values.collect(),
    }
}
