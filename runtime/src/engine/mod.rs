//! The span engine: our own [`Subscriber`], with no registry under it, and a way past the facade
//! for the calls of annotated functions.
//!
//! A call of an annotated function makes its span itself (see [`span`]): a node from the pool of its
//! thread, on the stack of its thread while it is entered, and in the outbox of its thread when it
//! has ended. Spans of everybody else come through the `tracing` facade, by ids of an [`Arena`].
//! Both stand on the same stack and know each other as parents and children. One thread empties
//! the outboxes, decides which traces are [kept](keep), and hands them to the output.

mod arena;
mod around;
mod current;
mod ending;
mod envelope;
mod events;
mod failures;
mod fields;
mod filter;
mod from_log;
mod keep;
#[cfg(not(feature = "layer"))]
#[path = "no_layer.rs"]
mod layer;
#[cfg(feature = "layer")]
mod layer;
mod node;
#[cfg(not(feature = "opentelemetry"))]
#[path = "no_otel_context.rs"]
mod otel_context;
#[cfg(feature = "opentelemetry")]
mod otel_context;
mod outbox;
mod pool;
mod quiet;
mod record;
#[cfg(feature = "sentry")]
mod reports;
mod request;
mod sampler;
#[cfg(any(feature = "export", feature = "logs"))]
mod seen;
mod sink;
mod sorter;
mod span;
#[cfg(feature = "sql")]
mod tap;
#[cfg(not(feature = "sql"))]
#[path = "no_tap.rs"]
mod tap;
#[cfg(test)]
mod tests;
#[cfg(not(feature = "sentry"))]
#[path = "no_told.rs"]
mod told;
#[cfg(feature = "sentry")]
mod told;
#[cfg(not(feature = "sentry"))]
#[path = "no_trail.rs"]
mod trail;
#[cfg(feature = "sentry")]
mod trail;

pub(crate) use around::{
    BoundFor, bind, bind_around, bind_for_a_while, bound_around, captured, carried, carry,
    carry_around, current_context, current_span, describe, end, end_with, link, reported,
    reported_before, set, unseen_call_ended, want_trace,
};
pub(crate) use ending::{End, Ending, PollTimes};
pub use envelope::Traced;
pub(crate) use fields::Fields;
pub(crate) use filter::Filter;
pub(crate) use keep::{Decision, Keep, Loss, Tally};
#[cfg(feature = "layer")]
pub use layer::layer;
pub(crate) use layer::listen;
pub(crate) use node::Node;
pub(crate) use quiet::quietly;
pub(crate) use record::EventRecord;
pub(crate) use request::{count_around, function_around, route_around, set_around};
pub(crate) use sampler::{Ratio, Sampler};
#[cfg(feature = "export")]
pub(crate) use seen::Seen;
#[cfg(feature = "sentry")]
pub(crate) use sink::is_critical;
pub(crate) use sink::{Ended, EventSink, EventView, SpanSink};
pub(crate) use span::{Above, CallSpan, open};
#[cfg(feature = "sql")]
pub(crate) use tap::{Tap, began_before, is_inside, tap};
#[cfg(feature = "sentry")]
pub(crate) use told::sources;
pub(crate) use told::telling;

use crate::clock::Ticks;
use crate::context;
use arena::Arena;
use current::Scope;
use filter::InForce;
use outbox::Outboxes;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tracing_core::span::{Attributes, Current, Id, Record as Values};
use tracing_core::subscriber::{Interest, Subscriber};
use tracing_core::{Event, LevelFilter, Metadata, callsite};

/// The subscriber.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Engine(&'static Core);

/// What the subscriber, its spans and its thread share. It lives as long as the process: there is
/// one, but for tests.
#[derive(Debug)]
pub(crate) struct Core {
    number: usize,
    arena: Arena,
    filter: InForce,
    sampler: Sampler,
    keep: Keep,
    outputs: Outputs,
    outboxes: Outboxes,
}

/// Where events and spans go. Each may be absent.
#[derive(Debug, Default)]
pub(crate) struct Outputs {
    pub(crate) events: Vec<Box<dyn EventSink>>,
    pub(crate) spans: Option<Box<dyn SpanSink>>,
}

impl Engine {
    pub(crate) fn new(filter: Filter, sampler: Sampler, keep: Keep, outputs: Outputs) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        // Without an output there is nothing to hold traces back for, and a sampler that takes none
        // means none.
        let wanted = outputs.spans.is_some() && sampler.root != Ratio::NONE;
        let enabled = keep.enabled && wanted;
        Self(Box::leak(Box::new(Core {
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            arena: Arena::new(),
            filter: InForce::new(filter),
            sampler,
            keep: Keep { enabled, ..keep },
            outputs,
            outboxes: Outboxes::default(),
        })))
    }

    /// Starts the thread that takes ended spans to the output, if there is one.
    pub(crate) fn launch(self, tally: &'static dyn Tally) {
        if self.0.outputs.spans.is_some() {
            sorter::start(self.0, tally);
        }
    }

    /// Waits until every span that has ended was handed to the output or dropped, at most for
    /// `limit`; whether it was.
    pub(crate) fn flush(self, limit: Duration) -> bool {
        self.0.outputs.spans.is_none() || self.0.outboxes.flush(limit)
    }

    /// Listens by another filter, for ever or until then; none is the one that it began with.
    pub(crate) fn listen_by(self, filter: Option<Filter>, until: Option<Instant>) {
        self.0.filter.set(filter, until);
        callsite::rebuild_interest_cache();
    }

    /// The filter by which it listens.
    pub(crate) fn filter(self) -> Filter {
        self.0.filter.with(Filter::clone)
    }

    /// Whether the time of a filter is over that was to stay for a while.
    pub(crate) fn filter_is_over(self) -> bool {
        self.0.filter.is_over(Instant::now())
    }
}

impl Core {
    /// The node of a span that the facade makes. `known` finds the node of an id.
    fn node(
        &'static self,
        attributes: &Attributes<'_>,
        known: impl FnOnce(&Id) -> Option<Arc<Node>>,
    ) -> Arc<Node> {
        let (place, parent) = self.place_of(attributes, known);
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let metadata = attributes.metadata();
        pool::take(self, metadata, place, tap::begun(), |node| {
            node.unlocked().fields = fields;
            if let Some(parent) = parent {
                node.link(parent);
            }
        })
    }

    /// The place of a span that the facade makes, and what it holds on to.
    fn place_of(
        &self,
        attributes: &Attributes<'_>,
        known: impl FnOnce(&Id) -> Option<Arc<Node>>,
    ) -> (node::Place, Option<Arc<Node>>) {
        let parent = if attributes.is_root() {
            None
        } else {
            match attributes.parent() {
                Some(id) => known(id),
                // A parent that a caller sent says more than a span around the whole connection.
                None if context::is_adopting() => None,
                None => current::top(self.number),
            }
        };
        match parent {
            Some(parent) => {
                let place = node::Place::below(&parent.place, false);
                let holds = place.depth > 0;
                (place, Some(parent).filter(|_| holds))
            }
            None => (self.root(), None),
        }
    }

    /// Does something with the span that an event belongs to, and those around it.
    fn with_scope_of<T>(
        &self,
        event: &Event<'_>,
        known: impl FnOnce(&Id) -> Option<Arc<Node>>,
        then: impl FnOnce(Scope<'_>) -> T,
    ) -> Option<T> {
        if event.is_root() {
            return Some(then(Scope::EMPTY));
        }
        match event.parent() {
            Some(id) => Some(match known(id) {
                Some(node) => then(Scope::of(&node)),
                None => then(Scope::EMPTY),
            }),
            None => current::with_scope(self.number, then),
        }
    }

    /// Leaves a span that the facade knows by this id.
    fn leave(&self, id: &Id) {
        let (number, id) = (self.number, id.into_u64());
        let is =
            |node: &Arc<Node>| node.core.number == number && node.id.load(Ordering::Relaxed) == id;
        drop(current::pop(is));
    }

    /// The id by which the facade knows a span.
    fn id_of(&self, node: &Arc<Node>) -> Id {
        match node.id.load(Ordering::Acquire) {
            0 => {
                let id = self.arena.insert(Arc::clone(node));
                let known =
                    node.id
                        .compare_exchange(0, id.into_u64(), Ordering::AcqRel, Ordering::Acquire);
                match known {
                    Ok(_) => id,
                    Err(other) => {
                        self.arena.release(&id);
                        Id::from_u64(other)
                    }
                }
            }
            id => Id::from_u64(id),
        }
    }
}

impl Subscriber for Engine {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.0.filter.depends(metadata) {
            Interest::sometimes()
        } else if self.0.filter.lets(metadata) {
            Interest::always()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.0.filter.lets_now(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.0.filter.max_level())
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let core = self.0;
        if quiet::is_quiet() {
            return arena::no_place();
        }
        let node = core.node(attributes, |parent| core.arena.get(parent));
        core.id_of(&node)
    }

    fn record(&self, span: &Id, values: &Values<'_>) {
        if let Some(node) = self.0.arena.get(span) {
            node.add_values(values);
        }
    }

    fn record_follows_from(&self, span: &Id, follows: &Id) {
        let arena = &self.0.arena;
        if let (Some(node), Some(follows)) = (arena.get(span), arena.get(follows)) {
            node.record().rich().add_link(follows.context());
        }
    }

    fn event(&self, event: &Event<'_>) {
        if !quiet::is_quiet() {
            self.0.event(event, |parent| self.0.arena.get(parent));
        }
    }

    fn enter(&self, span: &Id) {
        if let Some(node) = self.0.arena.get(span) {
            let _ = current::push(node);
        }
    }

    fn exit(&self, span: &Id) {
        self.0.leave(span);
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.0.arena.retain(id);
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        match self.0.arena.release(&id) {
            Some(node) => {
                self.0.end_shared(&node, Ticks::now());
                true
            }
            None => false,
        }
    }

    fn current_span(&self) -> Current {
        current::top(self.0.number).map_or_else(Current::none, |node| {
            Current::new(self.0.id_of(&node), node.metadata)
        })
    }
}
