//! One span while it is open, and for as long as somebody below it needs to know it.

use super::ending::Ending;
use super::failures::Failures;
use super::fields::Fields;
use super::trace::LocalTrace;
use crate::clock::Ticks;
use crate::context::{SpanContext, SpanId};
use crate::redact::FieldValue;
use crate::returned::Failure;
use crate::site::Site;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;
use tracing_core::Metadata;

/// How many events one span keeps (`OTEL_SPAN_EVENT_COUNT_LIMIT`'s default).
const MAX_EVENTS: usize = 128;
/// How many links one span keeps (`OTEL_SPAN_LINK_COUNT_LIMIT`'s default).
const MAX_LINKS: usize = 128;
/// How many ancestors a span holds on to. A task that spawns its successor for ever must not keep
/// all its forebears: below this depth only the ids of the parent are kept.
const MAX_DEPTH: u16 = 64;

/// A span. What never changes is read without a lock.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) metadata: &'static Metadata<'static>,
    pub(crate) context: SpanContext,
    pub(crate) parent_id: Option<SpanId>,
    pub(crate) parent_is_remote: bool,
    pub(crate) trace: Arc<LocalTrace>,
    pub(crate) begun: Ticks,
    /// The annotated function behind the span.
    pub(super) site: OnceLock<&'static Site>,
    parent: Option<Arc<Node>>,
    depth: u16,
    handed_over: AtomicBool,
    /// How many observed calls right inside of this span have ended.
    pub(super) calls_ended: AtomicU32,
    record: Mutex<Record>,
}

/// What is recorded on a span while it is open.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) fields: Fields,
    /// Context bound to the span: every log line below it carries these.
    pub(crate) bound: Fields,
    pub(crate) events: Vec<EventRecord>,
    pub(crate) dropped_events: u32,
    pub(crate) links: Vec<SpanContext>,
    pub(crate) dropped_links: u32,
    pub(crate) ending: Option<Ending>,
    /// Errors of calls inside of this one, to know them again.
    pub(super) failures: Failures,
}

/// An event inside a span.
#[derive(Debug)]
pub(crate) struct EventRecord {
    pub(crate) metadata: &'static Metadata<'static>,
    pub(crate) at: SystemTime,
    pub(crate) fields: Fields,
}

/// Where a new span stands.
pub(crate) struct Place {
    pub(crate) context: SpanContext,
    pub(crate) parent_id: Option<SpanId>,
    pub(crate) parent_is_remote: bool,
    pub(crate) parent: Option<Arc<Node>>,
    pub(crate) trace: Arc<LocalTrace>,
}

impl Node {
    pub(crate) fn new(metadata: &'static Metadata<'static>, place: Place, fields: Fields) -> Self {
        let depth = place.parent.as_ref().map_or(0, |parent| parent.depth + 1);
        let (parent, depth) = if depth > MAX_DEPTH {
            (None, 0)
        } else {
            (place.parent, depth)
        };
        Self {
            metadata,
            context: place.context,
            parent_id: place.parent_id,
            parent_is_remote: place.parent_is_remote,
            trace: place.trace,
            begun: Ticks::now(),
            site: OnceLock::new(),
            parent,
            depth,
            handed_over: AtomicBool::new(false),
            calls_ended: AtomicU32::new(0),
            record: Mutex::new(Record {
                fields,
                ..Record::default()
            }),
        }
    }

    /// Whether this is the first time that somebody wants to hand the span over.
    pub(super) fn hand_over(&self) -> bool {
        !self.handed_over.swap(true, Ordering::AcqRel)
    }

    /// What is recorded. A panic of another thread while it held the lock does not lose it.
    pub(crate) fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The annotated function behind the span, if it is one's.
    pub(crate) fn site(&self) -> Option<&'static Site> {
        self.site.get().copied()
    }

    /// The nearest call around this span.
    pub(super) fn call_around(&self) -> Option<&Self> {
        let mut around = self.scope().skip(1);
        around.find(|node| node.site().is_some())
    }

    /// Remembers an error that a call inside ended with, unless nobody will ask any more.
    pub(super) fn learn(&self, origin: SpanContext, failure: &Failure, at: u32) {
        let mut record = self.record();
        if record.ending.is_none() {
            record.failures.remember(origin, failure, at);
        }
    }

    /// Remembers the errors that a call inside knew when it ended.
    pub(super) fn learn_all(&self, inside: Failures) {
        let mut record = self.record();
        if record.ending.is_none() {
            record.failures.learn(inside);
        }
    }

    /// This span and those around it, from the inside out.
    pub(crate) fn scope(&self) -> impl Iterator<Item = &Node> {
        std::iter::successors(Some(self), |node| node.parent.as_deref())
    }
}

impl Record {
    pub(crate) fn add_event(&mut self, event: EventRecord) {
        if self.events.len() < MAX_EVENTS {
            self.events.push(event);
        } else {
            self.dropped_events = self.dropped_events.saturating_add(1);
        }
    }

    pub(crate) fn add_link(&mut self, to: SpanContext) {
        if self.links.len() < MAX_LINKS {
            self.links.push(to);
        } else {
            self.dropped_links = self.dropped_links.saturating_add(1);
        }
    }

    pub(crate) fn bind(&mut self, name: &'static str, value: FieldValue) {
        self.bound.set(name, value);
    }
}
