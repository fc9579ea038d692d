//! Callsites of the events that a call may emit. They are made when first needed, at most one for
//! each function, purpose and level, and live as long as the process.

use super::{Site, Style};
use crate::names;
use std::sync::OnceLock;
use tracing_core::callsite::{Callsite, DefaultCallsite, Identifier};
use tracing_core::field::{FieldSet, Value};
use tracing_core::metadata::Kind;
use tracing_core::subscriber::Interest;
use tracing_core::{Event, Level, Metadata};

pub(super) const ERROR_FIELDS: &[&str] = &[
    "message",
    names::FIELD_EXCEPTION_TYPE,
    names::FIELD_EXCEPTION_MESSAGE,
    names::ATTR_ERROR_CLASS,
    names::FIELD_ERROR_CHAIN,
];
pub(super) const RETURN_FIELDS: &[&str] = &["message", "return"];
/// What `tracing` calls them.
pub(super) const TRACING_ERROR_FIELDS: &[&str] = &["error"];
pub(super) const TRACING_RETURN_FIELDS: &[&str] = &["return"];

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
        slot: &'static OnceLock<&'static Self>,
        site: &'static Site,
        level: Level,
        fields: &'static [&'static str],
    ) -> &'static Self {
        slot.get_or_init(|| Self::leak(site, level, fields))
    }

    /// Leaks one site: bounded by the number of annotated functions.
    fn leak(site: &'static Site, level: Level, fields: &'static [&'static str]) -> &'static Self {
        // A zero-sized anchor would share its address with others: the box must hold a byte.
        let anchor: &'static (Anchor, u8) = Box::leak(Box::new((Anchor, 0)));
        let of_span = &site.metadata;
        let (file, line) = (of_span.file(), of_span.line());
        let name: &'static str = match site.spec().style {
            Style::Observed => site.function(),
            Style::Instrument => {
                let (file, line) = (file.unwrap_or_default(), line.unwrap_or_default());
                Box::leak(format!("event {file}:{line}").into_boxed_str())
            }
        };
        let metadata = Metadata::new(
            name,
            of_span.target(),
            level,
            file,
            line,
            of_span.module_path(),
            FieldSet::new(fields, Identifier(&anchor.0)),
            Kind::EVENT,
        );
        Box::leak(Box::new(Self {
            metadata,
            callsite: OnceLock::new(),
        }))
    }

    /// Whether anybody listens.
    pub(crate) fn is_wanted(&'static self) -> bool {
        let interest = self.callsite().interest();
        !interest.is_never()
            && tracing_core::dispatcher::get_default(|dispatch| dispatch.enabled(&self.metadata))
    }

    fn callsite(&'static self) -> &'static DefaultCallsite {
        self.callsite
            .get_or_init(|| DefaultCallsite::new(&self.metadata))
    }

    /// Emits one event with these values if anybody listens; whether anybody does.
    pub(crate) fn emit(&'static self, values: &[Option<&dyn Value>]) -> bool {
        if self.callsite().interest().is_never() {
            return false;
        }
        tracing_core::dispatcher::get_default(|dispatch| {
            let enabled = dispatch.enabled(&self.metadata);
            if enabled {
                let values = self.metadata.fields().value_set_all(values);
                dispatch.event(&Event::new(&self.metadata, &values));
            }
            enabled
        })
    }
}

pub(super) fn index(level: Level) -> usize {
    match level {
        Level::ERROR => 0,
        Level::WARN => 1,
        Level::INFO => 2,
        Level::DEBUG => 3,
        _ => 4,
    }
}
