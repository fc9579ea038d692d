//! How often something was kept from an output, by rule and output; never what.

use super::policy::Sink;
use super::scrub::Hits;
use std::sync::OnceLock;

/// Counts one value that a rule kept from a sink.
pub(crate) type Count = fn(rule: &'static str, sink: Sink);

static COUNT: OnceLock<Count> = OnceLock::new();

/// Says who counts. The first one stays.
pub(crate) fn count_with(count: Count) {
    let _ = COUNT.set(count);
}

/// Counts a value that these rules changed.
pub(super) fn count(hits: Hits, sink: Sink) {
    if hits.is_empty() {
        return;
    }
    if let Some(count) = COUNT.get() {
        hits.iter().for_each(|rule| count(rule.name(), sink));
    }
}
