//! The seam between the engine and the outputs: what an output must answer to.

use super::current::Scope;
use super::fields::Fields;
use super::node::Place;
use super::record::Record;
use crate::clock::Ticks;
use crate::names;
use crate::redact::{FieldValue, Sink};
use crate::site::Site;
use std::time::{Duration, SystemTime};
use tracing_core::{Level, Metadata};

/// A span that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) metadata: &'static Metadata<'static>,
    pub(crate) site: Option<&'static Site>,
    pub(crate) place: Place,
    pub(crate) begun: Ticks,
    pub(crate) at: Ticks,
    pub(crate) record: Record,
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.record.fields.recycle();
    }
}

impl Ended {
    /// When the span began and when it ended, by the wall clock at its start and a clock that never
    /// jumps since.
    pub(crate) fn times(&self) -> (SystemTime, SystemTime) {
        let began = self.begun.wall();
        (began, began + self.took())
    }

    /// How long it was open.
    pub(crate) fn took(&self) -> Duration {
        Duration::from_nanos(self.at.nanos_since(self.begun))
    }

    /// Whether it has no parent in this process.
    pub(crate) fn is_local_root(&self) -> bool {
        self.place.root == self.place.context.span_id
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        size_of::<Self>() - size_of::<Record>() + self.record.size()
    }
}

/// Takes spans that are to be exported. It must not block.
pub(crate) trait SpanSink: Send + Sync + std::fmt::Debug {
    fn ended(&self, span: Ended);
}

/// One event, as the outputs see it.
pub(crate) struct EventView<'a> {
    pub(crate) metadata: &'static Metadata<'static>,
    pub(crate) at: SystemTime,
    pub(crate) fields: &'a Fields,
    /// The spans around it.
    pub(crate) scope: Scope<'a>,
}

impl EventView<'_> {
    /// Whether it was written with `critical!`.
    pub(crate) fn is_critical(&self) -> bool {
        *self.metadata.level() == Level::ERROR && is_critical(self.fields)
    }

    /// What it says.
    pub(crate) fn message(&self, sink: Sink) -> &str {
        let text = self
            .fields
            .get("message")
            .and_then(|text| text.seen_at(sink));
        text.and_then(FieldValue::as_text).unwrap_or_default()
    }
}

/// Whether an error with these fields was written with `critical!`.
pub(crate) fn is_critical(fields: &Fields) -> bool {
    let severity = fields.get(names::FIELD_SEVERITY);
    severity.and_then(FieldValue::as_text) == Some(names::CRITICAL)
}

/// Takes events. It must not block: it is called where the event is.
pub(crate) trait EventSink: Send + Sync + std::fmt::Debug {
    fn event(&self, event: &EventView<'_>);
}
