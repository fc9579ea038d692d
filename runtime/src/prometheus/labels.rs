//! Labels go through the scrubber where a series is registered: later, nobody could take a value out
//! of a page again.

use crate::metrics::count_redaction;
use crate::redact::Clean;
use metrics::{
    Counter, Gauge, Histogram, Key, KeyName, Label, Metadata, Recorder, SharedString, Unit,
};

/// The name of the page among the outputs.
const SINK: &str = "metrics";

/// A recorder that never sees a label that a rule finds something in.
#[derive(Debug)]
pub(crate) struct Scrubbing<R>(pub(crate) R);

impl<R: Recorder> Recorder for Scrubbing<R> {
    fn describe_counter(&self, key: KeyName, unit: Option<Unit>, description: SharedString) {
        self.0.describe_counter(key, unit, description);
    }

    fn describe_gauge(&self, key: KeyName, unit: Option<Unit>, description: SharedString) {
        self.0.describe_gauge(key, unit, description);
    }

    fn describe_histogram(&self, key: KeyName, unit: Option<Unit>, description: SharedString) {
        self.0.describe_histogram(key, unit, description);
    }

    fn register_counter(&self, key: &Key, metadata: &Metadata<'_>) -> Counter {
        match scrubbed(key) {
            Some(key) => self.0.register_counter(&key, metadata),
            None => self.0.register_counter(key, metadata),
        }
    }

    fn register_gauge(&self, key: &Key, metadata: &Metadata<'_>) -> Gauge {
        match scrubbed(key) {
            Some(key) => self.0.register_gauge(&key, metadata),
            None => self.0.register_gauge(key, metadata),
        }
    }

    fn register_histogram(&self, key: &Key, metadata: &Metadata<'_>) -> Histogram {
        match scrubbed(key) {
            Some(key) => self.0.register_histogram(&key, metadata),
            None => self.0.register_histogram(key, metadata),
        }
    }
}

/// The key with other labels, if a rule finds something in them.
fn scrubbed(key: &Key) -> Option<Key> {
    let clean = |label: &Label| match Clean::of_label(label.key(), label.value()) {
        Some(clean) => {
            clean.rules().for_each(|rule| count_redaction(rule, SINK));
            (Label::new(label.key().to_owned(), clean.to_string()), true)
        }
        None => (label.clone(), false),
    };
    let labels: Vec<(Label, bool)> = key.labels().map(clean).collect();
    labels.iter().any(|(_, changed)| *changed).then(|| {
        let labels: Vec<Label> = labels.into_iter().map(|(label, _)| label).collect();
        Key::from_parts(key.name().to_owned(), labels)
    })
}
