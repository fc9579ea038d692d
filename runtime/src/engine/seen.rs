//! Everything that an output of events may see, for those that need it in one list.

use super::fields::Fields;
use super::sink::EventView;
use crate::names;
use crate::redact::{FieldValue, Sink};

/// Names and values.
pub(crate) type Seen = Vec<(&'static str, FieldValue)>;

impl EventView<'_> {
    /// What may be seen besides the message: the fields of the event, of the spans around it, the
    /// inner before the outer, and what is bound to them. A name occurs once.
    pub(crate) fn seen_at(&self, sink: Sink) -> Seen {
        let mut seen = Seen::new();
        add(&mut seen, self.fields, sink);
        for node in self.scope.iter() {
            // Those of a request stand on the line that ends it.
            if node.metadata.target() != names::TARGET_HTTP {
                add(&mut seen, &node.record().fields, sink);
            }
        }
        self.add_bound(&mut seen, sink);
        seen
    }

    /// What is bound to the spans around it.
    pub(super) fn add_bound(&self, seen: &mut Seen, sink: Sink) {
        for node in self.scope.iter() {
            if let Some(rich) = node.record().has() {
                add(seen, &rich.bound, sink);
            }
        }
    }
}

/// Adds fields whose names are not there yet.
fn add(seen: &mut Seen, fields: &Fields, sink: Sink) {
    for (name, value) in fields.seen_at(sink) {
        let is_own = name == "message" || name.starts_with("otel.");
        if !is_own && !seen.iter().any(|(known, _)| *known == name) {
            seen.push((name, value.clone()));
        }
    }
}
