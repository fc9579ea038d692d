//! What others ask of the span around them, or of one that they have a handle to.

use super::current::{self, Scope};
use super::fields::Fields;
use super::node::Node;
use super::span::CallSpan;
use super::{Core, End, Engine, layer};
use crate::clock::Ticks;
use crate::context::{SpanContext, SpanId};
use crate::redact::FieldValue;
use crate::returned::Failure;
use crate::site::Site;
use std::sync::Arc;
use tracing::span::Span;
use tracing_core::dispatcher;

/// Does something with the node behind a span of the facade, if it is one of ours.
pub(super) fn with_node<T>(
    span: &Span,
    then: impl FnOnce(&'static Core, Arc<Node>) -> T,
) -> Option<T> {
    span.with_subscriber(|(id, dispatch)| {
        let node = match dispatch.downcast_ref::<Engine>() {
            Some(engine) => engine.0.arena.get(id)?,
            None => layer::node_of(dispatch, id)?,
        };
        Some(then(node.core, node))
    })
    .flatten()
}

/// Does something with our engine, if it is the subscriber here, or behind a layer of it.
fn with_core<T>(then: impl FnOnce(&'static Core) -> Option<T>) -> Option<T> {
    dispatcher::get_default(|dispatch| match dispatch.downcast_ref::<Engine>() {
        Some(engine) => Some(engine.0),
        None => layer::core_of(dispatch),
    })
    .and_then(then)
}

/// Tells the engine which annotated function a span of the facade belongs to.
pub(crate) fn describe(span: &Span, site: &'static Site) {
    with_node(span, |_, node| {
        node.describe(site);
    });
}

/// Ends a span of the facade that stands for a call.
pub(super) fn conclude(span: &Span, end: &End) -> Option<SpanContext> {
    with_node(span, |core, node| {
        let failures = node.record().conclude(end);
        if let Some(parent) = node.parent() {
            with_call_of(Scope::of(parent), |around| {
                around.count_call();
                if let Some(failures) = failures {
                    around.learn_all(failures);
                }
            });
        }
        core.end_shared(&node, end.at);
        node.context()
    })
}

/// Where an error was reported before, by a call inside of this one. The call around this one is
/// told of it as well. What happened inside of a call without a span is not known.
pub(crate) fn reported_before(span: &CallSpan, failure: &Failure) -> Option<SpanId> {
    span.with_node(|node| {
        let now = node.calls_ended();
        let origin = node.record().has()?.failures.find(failure, now)?;
        tell(node, origin, failure);
        Some(origin)
    })
    .flatten()
}

/// Tells the call around this one of an error that this one reported.
pub(crate) fn reported(span: &CallSpan, failure: &Failure) {
    if span.is_none() {
        with_call_around(|around| {
            let at = around.calls_ended() + 1;
            around.learn(around.context().span_id, failure, at);
        });
    }
    span.with_node(|node| tell(node, node.context().span_id, failure));
}

/// Tells the call that this thread is inside of that this error was reported.
pub(crate) fn captured(failure: &Failure) {
    with_call_around(|call| {
        call.learn(call.context().span_id, failure, call.calls_ended());
    });
}

fn tell(node: &Arc<Node>, origin: SpanId, failure: &Failure) {
    let learn = |around: &Node| {
        let at = around.calls_ended() + 1;
        around.learn(origin, failure, at);
    };
    match node.parent() {
        Some(parent) => with_call_of(Scope::of(parent), learn),
        None => {
            current::with_scope_above(node, |scope| with_call_of(scope, learn));
        }
    }
}

/// Does something with the nearest call of these spans.
#[inline]
pub(super) fn with_call_of(scope: Scope<'_>, then: impl FnOnce(&Node)) {
    let mut nodes = scope.iter();
    if let Some(call) = nodes.find(|node| node.site().is_some()) {
        then(call);
    }
}

/// Does something with the call that this thread is inside of.
#[inline]
pub(super) fn with_call_around(then: impl FnOnce(&Node)) {
    if current::is_empty() {
        return;
    }
    with_core(|core| current::with_scope(core.number, |scope| with_call_of(scope, then)));
}

/// Tells the call around that one without a span has ended.
#[inline]
pub(crate) fn unseen_call_ended() {
    with_call_around(Node::count_call);
}

/// Ends a span now, whoever still holds a handle to it.
pub(crate) fn end(span: &Span) {
    with_node(span, |core, node| core.end_shared(&node, Ticks::now()));
}

/// The same, with one more value on it.
#[cfg_attr(not(feature = "axum"), allow(dead_code, reason = "requests have one"))]
pub(crate) fn end_with(span: &Span, name: &'static str, value: Option<FieldValue>) {
    with_node(span, |core, node| {
        if let Some(value) = value {
            node.record().set(name, value);
        }
        core.end_shared(&node, Ticks::now());
    });
}

/// Says that a span has to do with one of another process.
pub(crate) fn link(span: &Span, to: SpanContext) {
    with_node(span, |_, node| node.record().rich().add_link(to));
}

/// Binds a value to a span: every log line below it carries the value.
pub(crate) fn bind(span: &Span, name: &'static str, value: FieldValue) {
    with_node(span, |_, node| node.record().rich().bind(name, value));
}

/// Says that the span around goes on with what another one sent, and binds to it what was bound there.
pub(super) fn open_around(from: SpanContext, bound: &Fields) {
    with_core(|core| {
        current::with_top(core.number, |node| {
            let mut record = node.record();
            let rich = record.rich();
            rich.add_link(from);
            for (name, value) in bound.iter() {
                rich.bind(name, value.clone());
            }
        })
    });
}

/// Records a value on a span.
pub(crate) fn set(span: &Span, name: &'static str, value: FieldValue) {
    with_node(span, |_, node| node.record().set(name, value));
}

/// Lets a span carry these values on to other services. They are bound to it as well.
pub(crate) fn carry(span: &Span, values: Vec<(&'static str, String)>) {
    if !values.is_empty() {
        with_node(span, |_, node| node.record().rich().carry(values));
    }
}

/// Lets the work in hand carry a value on to other services.
pub(crate) fn carry_around(name: &'static str, value: String) {
    with_work(|work| work.record().rich().carry(vec![(name, value)]));
}

/// What the work in hand carries on to other services.
pub(crate) fn carried() -> Vec<(&'static str, String)> {
    let carried = with_work(|work| {
        let record = work.record();
        record.has().map(|rich| rich.carried.clone())
    });
    carried.flatten().unwrap_or_default()
}

/// What is bound to the work in hand under this name.
pub(crate) fn bound_around(name: &str) -> Option<FieldValue> {
    let bound = with_work(|work| {
        let record = work.record();
        record.has().and_then(|rich| rich.bound.get(name).cloned())
    });
    bound.flatten()
}

/// A value that is bound for a while.
#[derive(Debug)]
pub(crate) struct BoundFor {
    to: Arc<Node>,
    /// Which of those of the span it is.
    number: u64,
}

impl Drop for BoundFor {
    fn drop(&mut self) {
        self.to.record().rich().unbind(self.number);
    }
}

/// Binds a value to the work in hand, until what is returned is dropped.
pub(crate) fn bind_for_a_while(name: &'static str, value: &FieldValue) -> Option<BoundFor> {
    with_work(|work| BoundFor {
        to: Arc::clone(work),
        number: work.record().rich().bind_for_a_while(name, value.clone()),
    })
}

/// Does something with the span of the work in hand: that of the request, or else the outermost.
pub(super) fn with_work<T>(then: impl FnOnce(&Arc<Node>) -> T) -> Option<T> {
    with_core(|core| current::with_scope(core.number, |scope| scope.work().map(then))).flatten()
}

/// Binds a value to the work in hand: every log line below it carries the value.
pub(crate) fn bind_around(name: &'static str, value: &FieldValue) {
    with_work(|work| work.record().rich().bind(name, value.clone()));
}

/// Asks for the trace around to be kept, whatever the head decision was.
pub(crate) fn want_trace() {
    with_core(|core| current::with_top(core.number, |node| node.record().rich().wanted = true));
}

/// The identity of the span this thread is inside of.
#[inline]
pub(crate) fn current_span() -> Option<SpanContext> {
    with_core(|core| current::with_top(core.number, |node| node.context()))
}

/// The identity of the span this thread is inside of, and the `tracestate` to send on with it.
pub(crate) fn current_context() -> Option<(SpanContext, String)> {
    with_core(|core| {
        current::with_top(core.number, |node| {
            let state = node.place.state.as_deref().unwrap_or_default();
            (node.context(), state.to_owned())
        })
    })
}
