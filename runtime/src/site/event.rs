//! Callsites of the events that a call may emit. They are made when first needed, at most one for
//! each function, purpose and level, and live as long as the process.

use super::{EventSlots, Spec};
use std::sync::OnceLock;
use tracing_core::callsite::{Callsite, DefaultCallsite, Identifier};
use tracing_core::field::{FieldSet, Value};
use tracing_core::metadata::Kind;
use tracing_core::subscriber::Interest;
use tracing_core::{Event, Level, Metadata};

pub(super) const ERROR_FIELDS: &[&str] = &["message", "exception.type", "exception.message"];
pub(super) const RETURN_FIELDS: &[&str] = &["message", "return"];

/// One event callsite.
#[derive(Debug)]
pub(crate) struct EventSite {
    metadata: Metadata<'static>,
    callsite: OnceLock<DefaultCallsite>,
}

/// Gives the field set an identity before the site has its address.
struct Anchor;

impl Callsite for Anchor {
    fn set_interest(&self, _: Interest) {}

    fn metadata(&self) -> &Metadata<'_> {
        unreachable!("an anchor is an identity only, it is never registered")
    }
}

impl EventSite {
    pub(super) fn of(
        slots: &'static EventSlots,
        spec: &'static Spec,
        level: Level,
        fields: &'static [&'static str],
    ) -> &'static Self {
        slots[index(level)].get_or_init(|| Self::leak(spec, level, fields))
    }

    /// Leaks one site: bounded by the number of annotated functions.
    fn leak(spec: &'static Spec, level: Level, fields: &'static [&'static str]) -> &'static Self {
        // A zero-sized anchor would share its address with others: the box must hold a byte.
        let anchor: &'static (Anchor, u8) = Box::leak(Box::new((Anchor, 0)));
        let metadata = Metadata::new(
            spec.function,
            spec.target,
            level,
            Some(spec.file),
            Some(spec.line),
            Some(spec.module),
            FieldSet::new(fields, Identifier(&anchor.0)),
            Kind::EVENT,
        );
        Box::leak(Box::new(Self {
            metadata,
            callsite: OnceLock::new(),
        }))
    }

    /// Emits one event with these values if anybody listens.
    pub(crate) fn emit(&'static self, values: &[Option<&dyn Value>]) {
        let callsite = self
            .callsite
            .get_or_init(|| DefaultCallsite::new(&self.metadata));
        if callsite.interest().is_never() {
            return;
        }
        tracing_core::dispatcher::get_default(|dispatch| {
            if dispatch.enabled(&self.metadata) {
                let values = self.metadata.fields().value_set_all(values);
                dispatch.event(&Event::new(&self.metadata, &values));
            }
        });
    }
}

fn index(level: Level) -> usize {
    match level {
        Level::ERROR => 0,
        Level::WARN => 1,
        Level::INFO => 2,
        Level::DEBUG => 3,
        _ => 4,
    }
}
