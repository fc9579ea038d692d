//! Events on their way to the outputs, and into their spans.

use super::current::Scope;
use super::fields::Fields;
use super::node::Node;
use super::quiet::Writing;
use super::record::EventRecord;
use super::sink::EventView;
use super::{Core, from_log, tap};
use std::sync::Arc;
use std::time::SystemTime;
use tracing_core::span::Id;
use tracing_core::{Event, Metadata};

impl Core {
    /// Writes an event, and adds it to its span. `known` finds the node of an id.
    pub(super) fn event(&self, event: &Event<'_>, known: impl FnOnce(&Id) -> Option<Arc<Node>>) {
        let at = SystemTime::now();
        let mut fields = Fields::default();
        event.record(&mut fields);
        let metadata = from_log::origin(event.metadata(), &mut fields);
        if let Some(tap) = tap::of(metadata)
            && ((tap.take)(*metadata.level(), &fields) || !self.filter.shows(metadata))
        {
            return;
        }
        let writing = Writing::begin();
        if writing.around > 0 {
            return self.nested_event(&writing, metadata, at, &fields);
        }
        self.with_scope_of(event, known, |scope| {
            let view = EventView {
                metadata,
                at,
                fields: &fields,
                scope,
            };
            self.outputs
                .events
                .iter()
                .for_each(|sink| sink.event(&view));
            let event = EventRecord {
                metadata,
                at,
                fields,
            };
            self.keep_event(scope, event);
        });
    }

    /// Writes an event that came out of writing another one, such as a warning about a metric. It
    /// belongs to no span, as those of the other one may be locked, and what comes out of it in turn
    /// is not written.
    #[cold]
    fn nested_event(
        &self,
        writing: &Writing,
        metadata: &'static Metadata<'static>,
        at: SystemTime,
        fields: &Fields,
    ) {
        if writing.around > 1 {
            return;
        }
        let view = EventView {
            metadata,
            at,
            fields,
            scope: Scope::EMPTY,
        };
        self.outputs
            .events
            .iter()
            .for_each(|sink| sink.event(&view));
    }

    /// Adds an event to its span, if that may be exported.
    fn keep_event(&self, scope: Scope<'_>, event: EventRecord) {
        if let Some(node) = scope.first()
            && self.outputs.spans.is_some()
            && (node.context().flags.sampled() || self.keep.enabled)
        {
            node.record().rich().add_event(event);
        }
    }
}
