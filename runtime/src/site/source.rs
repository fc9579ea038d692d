//! The static callsite of an event that a program writes with our macros.

use std::sync::OnceLock;
use tracing_core::callsite::{Callsite, DefaultCallsite, Identifier};
use tracing_core::field::{FieldSet, Value};
use tracing_core::metadata::Kind;
use tracing_core::span::Id;
use tracing_core::subscriber::Interest;
use tracing_core::{Event, Level, LevelFilter, Metadata, dispatcher};

/// One event. It lives in a `static` of the expansion.
pub struct EventSource {
    metadata: Metadata<'static>,
    callsite: OnceLock<DefaultCallsite>,
}

impl EventSource {
    /// Describes an event; `itself` is the static that is being made.
    #[track_caller]
    pub const fn new(
        name: &'static str,
        target: &'static str,
        module: &'static str,
        level: Level,
        fields: &'static [&'static str],
        itself: &'static Self,
    ) -> Self {
        let at = std::panic::Location::caller();
        let name = if name.is_empty() { "event" } else { name };
        Self {
            metadata: Metadata::new(
                name,
                target,
                level,
                Some(at.file()),
                Some(at.line()),
                Some(module),
                FieldSet::new(fields, Identifier(itself)),
                Kind::EVENT,
            ),
            callsite: OnceLock::new(),
        }
    }

    /// Whether anybody listens, so that the values are worth computing.
    #[inline]
    pub fn is_wanted(&'static self) -> bool {
        if *self.metadata.level() > LevelFilter::current() {
            return false;
        }
        let interest = self.callsite().interest();
        !interest.is_never()
            && (interest.is_always()
                || dispatcher::get_default(|dispatch| dispatch.enabled(&self.metadata)))
    }

    /// Emits the event in the span around it.
    pub(crate) fn emit(&'static self, values: &[Option<&dyn Value>]) {
        let values = self.metadata.fields().value_set_all(values);
        Event::dispatch(&self.metadata, &values);
    }

    /// Emits the event in another span, or in none.
    pub(crate) fn emit_below(&'static self, parent: Option<Id>, values: &[Option<&dyn Value>]) {
        let values = self.metadata.fields().value_set_all(values);
        Event::child_of(parent, &self.metadata, &values);
    }

    fn callsite(&'static self) -> &'static DefaultCallsite {
        self.callsite
            .get_or_init(|| DefaultCallsite::new(&self.metadata))
    }
}

impl Callsite for EventSource {
    fn set_interest(&self, interest: Interest) {
        if let Some(callsite) = self.callsite.get() {
            callsite.set_interest(interest);
        }
    }

    fn metadata(&self) -> &Metadata<'_> {
        &self.metadata
    }
}

impl std::fmt::Debug for EventSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("EventSource").field(&self.metadata).finish()
    }
}
