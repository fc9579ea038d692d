//! What was logged below a local root, for a report of an error that may follow.

use super::record::EventRecord;
use crate::redact::Clean;
use crate::returned::Words;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many events are remembered, and how many bytes; the oldest are forgotten.
const MAX_EVENTS: usize = 100;
const MAX_BYTES: usize = 64 * 1024;

/// How many bytes the trails of all work in hand may have; what comes then is not remembered.
const MAX_TOTAL: usize = 64 * 1024 * 1024;
/// How many errors are remembered to know them again, and for how long: what is handed on, or logged
/// by a caller, is at once.
const MAX_ERRORS: usize = 16;
const REMEMBERED: Duration = Duration::from_secs(5);

static TOTAL: AtomicUsize = AtomicUsize::new(0);

/// The newest events below one span.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    events: VecDeque<EventRecord>,
    bytes: usize,
    /// An error was reported.
    reported: bool,
    /// What the newest of them say.
    said: VecDeque<(Instant, Words)>,
}

impl Trail {
    /// Remembers an event.
    pub(crate) fn add(&mut self, event: EventRecord) {
        let size = event.size();
        if TOTAL.load(Ordering::Relaxed) + size > MAX_TOTAL {
            return;
        }
        TOTAL.fetch_add(size, Ordering::Relaxed);
        self.bytes += size;
        self.events.push_back(event);
        while self.events.len() > MAX_EVENTS || self.bytes > MAX_BYTES {
            let Some(oldest) = self.events.pop_front() else {
                break;
            };
            self.bytes -= oldest.size();
            TOTAL.fetch_sub(oldest.size(), Ordering::Relaxed);
        }
    }

    /// The events, the oldest first.
    pub(crate) fn events(&self) -> impl Iterator<Item = &EventRecord> {
        self.events.iter()
    }

    /// Says that an error is reported; whether one was before.
    pub(crate) fn report(&mut self) -> bool {
        std::mem::replace(&mut self.reported, true)
    }

    /// Remembers what an error says that is reported.
    pub(super) fn remember(&mut self, words: Words) {
        if self.said.len() == MAX_ERRORS {
            self.said.pop_front();
        }
        self.said.push_back((Instant::now(), words));
    }

    /// Whether an error that was reported says just this, which may have been scrubbed.
    pub(super) fn is_said(&self, text: &str) -> bool {
        let recent = self.said.iter();
        let recent = recent.filter(|(at, _)| at.elapsed() < REMEMBERED);
        let all = recent.flat_map(|(_, words)| words.own());
        let mut all = all.filter(|said| !said.is_empty());
        all.any(|said| said == text || *Clean::scrubbed(said.to_owned()) == *text)
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.bytes
    }
}

impl Drop for Trail {
    fn drop(&mut self) {
        TOTAL.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Fields;
    use crate::redact::{Clean, FieldValue};
    use std::time::SystemTime;
    use tracing_core::{Level, Metadata, callsite::Callsite};

    fn event(length: usize) -> EventRecord {
        let site = tracing::callsite! {
            name: "event", kind: tracing::metadata::Kind::EVENT, level: Level::INFO, fields: message
        };
        let metadata: &'static Metadata<'static> = Callsite::metadata(site);
        let mut fields = Fields::default();
        fields.set(
            "message",
            FieldValue::Text(Clean::scrubbed("x".repeat(length))),
        );
        EventRecord {
            metadata,
            at: SystemTime::now(),
            fields,
        }
    }

    #[test]
    fn it_is_bounded_in_number_and_size() {
        let mut trail = Trail::default();
        (0..250).for_each(|_| trail.add(event(10)));
        assert_eq!(trail.events().count(), MAX_EVENTS);
        (0..50).for_each(|_| trail.add(event(8000)));
        assert!(trail.events().count() < 10 && trail.size() <= MAX_BYTES);
    }
}
