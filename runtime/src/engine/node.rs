//! One span while it is open, and for as long as somebody below it needs to know it.

use super::Core;
use super::failures::Failures;
use super::fields::Fields;
use super::outbox::Spare;
use super::record::Record;
use super::sink::Ended;
use crate::clock::Ticks;
use crate::context::{SpanContext, SpanId};
use crate::returned::Failure;
use crate::site::Site;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tracing_core::Metadata;
use tracing_core::span::Record as Values;

/// How many ancestors a span holds on to. A task that spawns its successor for ever must not keep
/// all its forebears: below this depth only the ids of the parent are kept.
const MAX_DEPTH: u16 = 64;

/// A span. What never changes is read without a lock.
///
/// A span whose parent is the entry below it on the stack of its thread does not hold on to it: as
/// long as it stands there, so does the parent. It is linked to it when somebody else wants to hold
/// on to the span, see [`current::link`](super::current::link).
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) core: &'static Core,
    pub(crate) metadata: &'static Metadata<'static>,
    pub(crate) place: Place,
    pub(crate) begun: Ticks,
    /// The annotated function behind the span.
    pub(super) site: Option<&'static Site>,
    /// The same, if it was said of a span that the facade made.
    described: OnceLock<&'static Site>,
    parent: OnceLock<Arc<Node>>,
    handed_over: AtomicBool,
    /// How many observed calls right inside of this span have ended.
    calls_ended: AtomicU32,
    /// The id by which the `tracing` facade knows it; zero if it does not.
    pub(super) id: AtomicU64,
    record: Mutex<Record>,
}

/// Where a span stands.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) context: SpanContext,
    pub(crate) parent_id: Option<SpanId>,
    pub(crate) parent_is_remote: bool,
    /// The local root around it, or itself.
    pub(crate) root: SpanId,
    /// The `tracestate` to send on, if there is one.
    pub(crate) state: Option<Arc<str>>,
    /// Whether its parent is the entry below it on the stack.
    pub(super) below: bool,
    pub(super) depth: u16,
}

impl Place {
    /// Below another: on the stack right above it, or held on to by it.
    #[inline]
    pub(super) fn below(parent: &Self, on_the_stack: bool) -> Self {
        let deep = parent.depth >= MAX_DEPTH;
        Self {
            context: SpanContext {
                span_id: SpanId::random(),
                ..parent.context
            },
            parent_id: Some(parent.context.span_id),
            parent_is_remote: false,
            root: parent.root,
            state: parent.state.clone(),
            below: on_the_stack,
            depth: if deep { 0 } else { parent.depth + 1 },
        }
    }
}

impl Node {
    pub(super) fn new(
        core: &'static Core,
        metadata: &'static Metadata<'static>,
        place: Place,
        begun: Ticks,
    ) -> Self {
        Self {
            core,
            metadata,
            place,
            begun,
            site: None,
            described: OnceLock::new(),
            parent: OnceLock::new(),
            handed_over: AtomicBool::new(false),
            calls_ended: AtomicU32::new(0),
            id: AtomicU64::new(0),
            record: Mutex::default(),
        }
    }

    /// Makes a used node the node of another span.
    pub(super) fn renew(
        &mut self,
        core: &'static Core,
        metadata: &'static Metadata<'static>,
        place: Place,
        begun: Ticks,
    ) {
        self.core = core;
        self.metadata = metadata;
        self.place = place;
        self.begun = begun;
        self.site = None;
        self.described.take();
        self.parent.take();
        *self.handed_over.get_mut() = false;
        *self.calls_ended.get_mut() = 0;
        *self.id.get_mut() = 0;
    }

    /// Lets go of everything, for the next span.
    pub(super) fn clear(&mut self) {
        self.parent.take();
        self.place.state = None;
        self.unlocked().clear();
    }

    pub(crate) fn context(&self) -> SpanContext {
        self.place.context
    }

    /// Whether this is the first time that somebody wants to hand the span over.
    pub(super) fn hand_over(&self) -> bool {
        !self.handed_over.swap(true, Ordering::AcqRel)
    }

    /// The same for its only holder.
    pub(super) fn hand_over_alone(&mut self) -> bool {
        !std::mem::replace(self.handed_over.get_mut(), true)
    }

    /// The span as it ended, while somebody still holds on to it.
    pub(super) fn ended(&self, record: &mut Record, at: Ticks) -> Ended {
        Ended {
            metadata: self.metadata,
            site: self.site(),
            place: self.place.clone(),
            begun: self.begun,
            at,
            record: record.hand_over_held(),
        }
    }

    /// The same for its only holder; what stays of the record is empty.
    #[inline]
    pub(super) fn ended_alone(&mut self, spare: &mut Spare, at: Ticks) -> Ended {
        let record = self.record.get_mut();
        let record = record.unwrap_or_else(PoisonError::into_inner);
        Ended {
            metadata: self.metadata,
            site: self.site,
            place: Place {
                state: self.place.state.take(),
                ..self.place
            },
            begun: self.begun,
            at,
            record: record.hand_over(spare),
        }
    }

    /// What is recorded. A panic of another thread while it held the lock does not lose it.
    pub(crate) fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds values that the facade recorded on the span.
    pub(super) fn add_values(&self, values: &Values<'_>) {
        // Into a list of its own first: a value's `Debug` may itself use this span.
        let mut fields = Fields::default();
        values.record(&mut fields);
        let mut record = self.record();
        for (name, value) in fields.iter() {
            record.set(name, value.clone());
        }
    }

    /// What is recorded, for the only holder.
    pub(super) fn unlocked(&mut self) -> &mut Record {
        self.record
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The annotated function behind the span, if it is one's.
    pub(crate) fn site(&self) -> Option<&'static Site> {
        self.site.or_else(|| self.described.get().copied())
    }

    /// Says which annotated function is behind the span.
    pub(super) fn describe(&self, site: &'static Site) {
        let _ = self.described.set(site);
    }

    /// Holds on to its parent.
    pub(super) fn link(&self, parent: Arc<Self>) {
        let _ = self.parent.set(parent);
    }

    /// Whether it stands on its parent without holding on to it, and is to hold on to it when
    /// somebody wants to hold on to the span.
    #[inline]
    pub(super) fn stands(&self) -> bool {
        self.place.below && self.place.depth > 0 && self.parent().is_none()
    }

    /// The parent that it holds on to.
    pub(super) fn parent(&self) -> Option<&Arc<Self>> {
        self.parent.get()
    }

    /// How many calls right inside have ended.
    pub(super) fn calls_ended(&self) -> u32 {
        self.calls_ended.load(Ordering::Relaxed)
    }

    /// Counts a call right inside that ended. Two that end at once may count as one: the number
    /// only says whether anything ended in between.
    #[inline]
    pub(super) fn count_call(&self) {
        let count = self.calls_ended().wrapping_add(1);
        self.calls_ended.store(count, Ordering::Relaxed);
    }

    /// Remembers an error that a call inside ended with, unless nobody will ask any more.
    pub(super) fn learn(&self, origin: SpanId, failure: &Failure, at: u32) {
        let mut record = self.record();
        if record.ending.is_none() {
            record.rich().failures.remember(origin, failure, at);
        }
    }

    /// Remembers the errors that a call inside knew when it ended.
    pub(super) fn learn_all(&self, inside: Failures) {
        let mut record = self.record();
        if record.ending.is_none() {
            record.rich().failures.learn(inside);
        }
    }
}
