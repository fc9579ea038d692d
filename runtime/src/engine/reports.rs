//! What a report of an error asks of an event besides.

use super::node::Node;
use super::seen::Seen;
use super::sink::EventView;
use super::told;
use crate::names;
use crate::redact::Sink;
use std::sync::Arc;

impl EventView<'_> {
    /// What is bound to the spans around it.
    pub(crate) fn bound_at(&self, sink: Sink) -> Seen {
        let mut seen = Seen::new();
        self.add_bound(&mut seen, sink);
        seen
    }

    /// The span of the work that it is part of.
    pub(crate) fn root(&self) -> Option<&Arc<Node>> {
        self.scope.work()
    }

    /// Whether what it says was reported before: it is the line that ends a request in which an
    /// error was, or it repeats what an error below the same root says.
    pub(crate) fn is_reported(&self) -> bool {
        let Some(root) = self.root() else {
            return false;
        };
        let mut record = root.record();
        let trail = &mut record.rich().trail;
        let was = trail.report();
        if let Some(told) = told::told() {
            // What a call says of its own error was compared when it ended.
            trail.remember(told.words);
            return false;
        }
        let texts = self.fields.iter();
        let mut texts = texts.filter_map(|(_, value)| value.as_text());
        let ends_request = self.metadata.target() == names::TARGET_HTTP;
        was && (ends_request || texts.any(|text| trail.is_said(text)))
    }
}
