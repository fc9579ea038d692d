//! The span engine: our own [`Subscriber`], with no registry under it.
//!
//! It keeps open spans in an [`Arena`], knows which of them each thread is inside of, and hands
//! events and ended spans to the outputs through the traits of [`sink`].

mod arena;
mod current;
mod ending;
mod failures;
mod fields;
mod filter;
mod node;
mod sampler;
mod sink;
#[cfg(test)]
mod tests;
mod trace;

pub(crate) use ending::{Ending, PollTimes};
pub(crate) use fields::Fields;
pub(crate) use filter::Filter;
pub(crate) use node::{EventRecord, Node};
pub(crate) use sampler::{Ratio, Sampler};
pub(crate) use sink::{Ended, EventSink, EventView, SpanSink};

use crate::clock::Ticks;
use crate::context::{self, SpanContext, SpanId, TraceFlags, TraceId};
use crate::redact::FieldValue;
use crate::returned::Failure;
use crate::site::Site;
use arena::Arena;
use node::Place;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;
use trace::LocalTrace;
use tracing::span::Span;
use tracing_core::span::{Attributes, Current, Id, Record};
use tracing_core::subscriber::{Interest, Subscriber};
use tracing_core::{Event, LevelFilter, Metadata, dispatcher};

/// The subscriber.
#[derive(Debug)]
pub(crate) struct Engine {
    number: usize,
    arena: Arena,
    filter: Filter,
    sampler: Sampler,
    outputs: Outputs,
}

/// Where events and spans go. Each may be absent.
#[derive(Debug, Default)]
pub(crate) struct Outputs {
    pub(crate) events: Option<Box<dyn EventSink>>,
    pub(crate) spans: Option<Box<dyn SpanSink>>,
}

impl Engine {
    pub(crate) fn new(filter: Filter, sampler: Sampler, outputs: Outputs) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        Self {
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            arena: Arena::new(),
            filter,
            sampler,
            outputs,
        }
    }

    /// Whether events are written anywhere.
    pub(crate) fn has_log(&self) -> bool {
        self.outputs.events.is_some()
    }

    fn parent_of(&self, attributes: &Attributes<'_>) -> Option<Arc<Node>> {
        if attributes.is_root() {
            return None;
        }
        match attributes.parent() {
            Some(id) => self.arena.get(id),
            // A parent that a caller sent says more than a span around the whole connection.
            None if context::adopted().is_some() => None,
            None => current::top(self.number).map(|(_, node)| node),
        }
    }

    fn place(&self, parent: Option<Arc<Node>>) -> Place {
        match parent {
            Some(parent) => Place {
                context: SpanContext {
                    span_id: SpanId::random(),
                    ..parent.context
                },
                parent_id: Some(parent.context.span_id),
                parent_is_remote: false,
                trace: Arc::clone(&parent.trace),
                parent: Some(parent),
            },
            None => self.root(),
        }
    }

    /// The place of a local root: below a remote parent if a caller sent one.
    fn root(&self) -> Place {
        let remote = context::adopted();
        let from = remote.as_ref().map(|parent| parent.context);
        let trace_id = from.map_or_else(TraceId::random, |context| context.trace_id);
        let flags = from.map_or_else(TraceFlags::started_here, |context| context.flags);
        Place {
            context: SpanContext {
                trace_id,
                span_id: SpanId::random(),
                flags: flags.with_sampled(self.sampler.samples(trace_id, from)),
            },
            parent_id: from.map(|context| context.span_id),
            parent_is_remote: from.is_some(),
            parent: None,
            trace: LocalTrace::new(remote.map(|parent| parent.state).unwrap_or_default()),
        }
    }

    /// The span that an event belongs to.
    fn span_of(&self, event: &Event<'_>) -> Option<Arc<Node>> {
        if event.is_root() {
            return None;
        }
        match event.parent() {
            Some(id) => self.arena.get(id),
            None => current::top(self.number).map(|(_, node)| node),
        }
    }

    /// Hands a span over. What has a known end (an observed call, a request) is handed over then,
    /// even if a task that it spawned still holds on to it; any other span when it closes.
    fn ended(&self, node: Arc<Node>) {
        if !node.hand_over() {
            return;
        }
        let Some(sink) = self.outputs.spans.as_deref() else {
            return;
        };
        if node.context.flags.sampled() {
            let at = Ticks::now();
            sink.ended(Ended { node, at });
        }
    }
}

impl Subscriber for Engine {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.filter.lets(metadata) {
            Interest::always()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.filter.lets(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.filter.max_level())
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let place = self.place(self.parent_of(attributes));
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let node = Node::new(attributes.metadata(), place, fields);
        self.arena.insert(Arc::new(node))
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        if let Some(node) = self.arena.get(span) {
            // Into a list of its own first: a value's `Debug` may itself use this span.
            let mut fields = Fields::default();
            values.record(&mut fields);
            let mut record = node.record();
            for (name, value) in fields.iter() {
                record.fields.set(name, value.clone());
            }
        }
    }

    fn record_follows_from(&self, span: &Id, follows: &Id) {
        if let (Some(node), Some(follows)) = (self.arena.get(span), self.arena.get(follows)) {
            node.record().add_link(follows.context);
        }
    }

    fn event(&self, event: &Event<'_>) {
        let at = SystemTime::now();
        let mut fields = Fields::default();
        event.record(&mut fields);
        let span = self.span_of(event);
        if let Some(sink) = &self.outputs.events {
            sink.event(&EventView {
                metadata: event.metadata(),
                at,
                fields: &fields,
                span: span.as_deref(),
            });
        }
        if let Some(node) = span
            && self.outputs.spans.is_some()
            && node.context.flags.sampled()
        {
            node.record().add_event(EventRecord {
                metadata: event.metadata(),
                at,
                fields,
            });
        }
    }

    fn enter(&self, span: &Id) {
        if let Some(node) = self.arena.get(span) {
            current::push(self.number, span, node);
        }
    }

    fn exit(&self, span: &Id) {
        current::pop(self.number, span);
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.arena.retain(id);
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        match self.arena.release(&id) {
            Some(node) => {
                self.ended(node);
                true
            }
            None => false,
        }
    }

    fn current_span(&self) -> Current {
        current::top(self.number)
            .map_or_else(Current::none, |(id, node)| Current::new(id, node.metadata))
    }
}

/// Does something with the node behind `span`, if the span is one of ours.
fn with_node<T>(span: &Span, then: impl FnOnce(&Engine, Arc<Node>) -> T) -> Option<T> {
    span.with_subscriber(|(id, dispatch)| {
        let engine = dispatch.downcast_ref::<Engine>()?;
        Some(then(engine, engine.arena.get(id)?))
    })
    .flatten()
}

/// Tells the engine which annotated function a span belongs to.
pub(crate) fn describe(span: &Span, site: &'static Site) {
    with_node(span, |_, node| {
        let _ = node.site.set(site);
    });
}

/// Tells the engine how the call behind a span ended, which ends the span. Answers which span it
/// was.
pub(crate) fn conclude(span: &Span, ending: Ending) -> Option<SpanContext> {
    if span.is_disabled() {
        with_call_around(|around| around.calls_ended.fetch_add(1, Ordering::Relaxed));
        return None;
    }
    with_node(span, |engine, node| {
        let context = node.context;
        let failures = {
            let mut record = node.record();
            record.ending = Some(ending);
            record.failures.take()
        };
        if let Some(around) = node.call_around() {
            around.calls_ended.fetch_add(1, Ordering::Relaxed);
            if !failures.is_empty() {
                around.learn_all(failures);
            }
        }
        engine.ended(node);
        context
    })
}

/// Where an error was reported before, by a call inside of this one. The call around this one is
/// told of it as well. What happened inside of a call without a span is not known.
pub(crate) fn reported_before(span: &Span, failure: &Failure) -> Option<SpanContext> {
    with_node(span, |_, node| {
        let now = node.calls_ended.load(Ordering::Relaxed);
        let origin = node.record().failures.find(failure, now)?;
        tell(&node, origin, failure);
        Some(origin)
    })
    .flatten()
}

/// Tells the call around this one of an error that this one reported.
pub(crate) fn reported(span: &Span, failure: &Failure) {
    if span.is_disabled() {
        with_call_around(|around| {
            let at = around.calls_ended.load(Ordering::Relaxed) + 1;
            around.learn(around.context, failure, at);
        });
    }
    with_node(span, |_, node| tell(&node, node.context, failure));
}

fn tell(node: &Node, origin: SpanContext, failure: &Failure) {
    if let Some(around) = node.call_around() {
        let at = around.calls_ended.load(Ordering::Relaxed) + 1;
        around.learn(origin, failure, at);
    }
}

/// Does something with the call that this thread is inside of.
fn with_call_around<T>(then: impl FnOnce(&Node) -> T) -> Option<T> {
    let current = dispatcher::get_default(|dispatch| {
        let engine = dispatch.downcast_ref::<Engine>()?;
        Some(current::top(engine.number)?.1)
    })?;
    let mut scope = current.scope();
    scope.find(|node| node.site().is_some()).map(then)
}

/// Ends a span now, whoever still holds a handle to it.
pub(crate) fn end(span: &Span) {
    with_node(span, Engine::ended);
}

/// Binds a value to a span: every log line below it carries the value.
pub(crate) fn bind(span: &Span, name: &'static str, value: FieldValue) {
    with_node(span, |_, node| node.record().bind(name, value));
}

/// Binds a value to the outermost span around: every log line below it carries the value.
pub(crate) fn bind_around(name: &'static str, value: &FieldValue) {
    dispatcher::get_default(|dispatch| {
        let engine = dispatch.downcast_ref::<Engine>()?;
        let (_, node) = current::top(engine.number)?;
        let outermost = node.scope().last()?;
        outermost.record().bind(name, value.clone());
        Some(())
    });
}

/// The identity of the span this thread is inside of.
pub(crate) fn current_span() -> Option<SpanContext> {
    dispatcher::get_default(|dispatch| {
        let engine = dispatch.downcast_ref::<Engine>()?;
        Some(current::top(engine.number)?.1.context)
    })
}

/// The identity of the span this thread is inside of, and the `tracestate` to send on with it.
pub(crate) fn current_context() -> Option<(SpanContext, String)> {
    dispatcher::get_default(|dispatch| {
        let engine = dispatch.downcast_ref::<Engine>()?;
        let (_, node) = current::top(engine.number)?;
        Some((node.context, node.trace.state.clone()))
    })
}
