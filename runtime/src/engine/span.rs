//! The span of a call: one of our own, straight from the call, or one of another subscriber's,
//! through the `tracing` facade.

use super::node::{Node, Place};
use super::{Core, End, Engine, around, current, pool};
use crate::clock::Ticks;
use crate::context::{self, SpanContext, SpanId, TraceFlags, TraceId};
use crate::redact::Captured;
use crate::site::Site;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tracing::span::Span;
use tracing_core::dispatcher;
use tracing_core::span::Id;

/// The span of a call.
#[derive(Debug)]
pub(crate) enum CallSpan {
    /// Nobody wants one.
    None,
    /// One of our own. Its node stands on the stack of a thread while the span is entered.
    Own { node: Option<Arc<Node>>, id: SpanId },
    /// One of another subscriber's, or one that only the facade can make.
    Facade(Box<Span>),
}

/// What a new span hangs on.
#[derive(Clone, Debug)]
pub(crate) enum Above {
    /// The span around it.
    Current,
    /// This one, or none.
    Given(Option<Id>),
}

/// Our own span for a call, if ours is the subscriber here; `None` if another is.
#[inline]
pub(crate) fn open(
    site: &'static Site,
    values: &[Captured<'_>],
    above: &Above,
    begun: Ticks,
) -> Option<CallSpan> {
    dispatcher::get_default(|dispatch| {
        let engine = dispatch.downcast_ref::<Engine>()?;
        Some(engine.0.open(site, values, above, begun))
    })
}

impl Core {
    fn open(
        &'static self,
        site: &'static Site,
        values: &[Captured<'_>],
        above: &Above,
        begun: Ticks,
    ) -> CallSpan {
        let place = match above {
            Above::Current => self.place_inside(),
            Above::Given(id) => self.place_below(id.as_ref()),
        };
        let Some((place, parent)) = place else {
            return CallSpan::None;
        };
        let id = place.context.span_id;
        let node = pool::take(self, site.metadata(), place, begun, |node| {
            node.site = Some(site);
            if let Some(parent) = parent {
                node.link(parent);
            }
            let fields = &mut node.unlocked().fields;
            for (name, value) in site.fields().zip(values) {
                fields.capture(name, value);
            }
        });
        CallSpan::Own {
            node: Some(node),
            id,
        }
    }

    /// The place of a span right inside of the one around; `None` if its trace is not recorded.
    #[inline]
    fn place_inside(&self) -> Option<(Place, Option<Arc<Node>>)> {
        // A parent that a caller sent says more than a span around the whole connection.
        let around = if context::is_adopting() {
            None
        } else {
            current::with_top(self.number, |parent| self.below(&parent.place, true))
        };
        match around {
            Some(place) => place.map(|place| (place, None)),
            None => Some((self.root(), None)),
        }
    }

    /// The place of a span below one of which somebody gave the id; `None` if its trace is not
    /// recorded.
    fn place_below(&self, id: Option<&Id>) -> Option<(Place, Option<Arc<Node>>)> {
        let Some(parent) = id.and_then(|id| self.arena.get(id)) else {
            return Some((self.root(), None));
        };
        let place = self.below(&parent.place, false)?;
        let holds = place.depth > 0;
        Some((place, Some(parent).filter(|_| holds)))
    }

    /// A place below another; `None` if its trace is not recorded.
    #[inline]
    fn below(&self, parent: &Place, on_the_stack: bool) -> Option<Place> {
        let recorded = parent.context.flags.sampled() || self.keep.enabled;
        recorded.then(|| Place::below(parent, on_the_stack))
    }

    /// The place of a local root: below a remote parent if a caller sent one.
    pub(super) fn root(&self) -> Place {
        let remote = context::adopted();
        let from = remote.as_ref().map(|parent| parent.context);
        let trace_id = from.map_or_else(TraceId::random, |context| context.trace_id);
        let flags = from.map_or_else(TraceFlags::started_here, |context| context.flags);
        let span_id = SpanId::random();
        Place {
            context: SpanContext {
                trace_id,
                span_id,
                flags: flags.with_sampled(self.sampler.samples(trace_id, from)),
            },
            parent_id: from.map(|context| context.span_id),
            parent_is_remote: from.is_some(),
            root: span_id,
            state: remote
                .map(|parent| parent.state)
                .filter(|state| !state.is_empty())
                .map(Arc::from),
            below: false,
            depth: 0,
        }
    }

    /// Hands a span over, whoever still holds on to it.
    pub(super) fn end_shared(&self, node: &Node, at: Ticks) {
        if self.exports(node) && node.hand_over() {
            let mut record = node.record();
            self.outboxes
                .push(self.number, |_| node.ended(&mut record, at));
        }
    }

    /// Whether the span may ever be exported.
    #[inline]
    fn exports(&self, node: &Node) -> bool {
        let recorded = node.place.context.flags.sampled() || self.keep.enabled;
        recorded && self.outputs.spans.is_some()
    }
}

impl CallSpan {
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Makes the span current.
    #[inline]
    pub(crate) fn go_in(&mut self) {
        match self {
            Self::None => {}
            Self::Own { node, .. } => {
                if let Some(entered) = node.take()
                    && let Err(refused) = current::push(entered)
                {
                    *node = Some(refused);
                }
            }
            Self::Facade(span) => {
                span.with_subscriber(|(id, dispatch)| dispatch.enter(id));
            }
        }
    }

    /// Leaves the span.
    #[inline]
    pub(crate) fn come_out(&mut self) {
        match self {
            Self::None => {}
            Self::Own { node, id } => {
                if node.is_none() {
                    let id = *id;
                    *node = current::pop(|entry| entry.place.context.span_id == id);
                }
            }
            Self::Facade(span) => {
                span.with_subscriber(|(id, dispatch)| dispatch.exit(id));
            }
        }
    }

    /// Makes the span current for as long as the answer lives.
    #[inline]
    pub(crate) fn enter(&mut self) -> Inside<'_> {
        self.go_in();
        Inside(self)
    }

    /// Lets the span hold on to the one around it: it will be entered elsewhere.
    pub(crate) fn detach(&mut self) {
        if let Self::Own {
            node: Some(node), ..
        } = self
            && node.stands()
            && let Some(parent) = current::top(node.core.number)
        {
            node.link(parent);
        }
    }

    /// Does something with the node, wherever it is.
    pub(super) fn with_node<T>(&self, then: impl FnOnce(&Arc<Node>) -> T) -> Option<T> {
        match self {
            Self::None => None,
            Self::Own {
                node: Some(node), ..
            } => Some(then(node)),
            Self::Own { node: None, id } => {
                let found = current::find(|entry| entry.place.context.span_id == *id)?;
                Some(then(&found))
            }
            Self::Facade(span) => around::with_node(span, |_, node| then(&node)),
        }
    }

    /// Says that the span follows from another.
    pub(crate) fn follows_from(&self, cause: &Id) {
        match self {
            Self::None => {}
            Self::Own { .. } => {
                self.with_node(|node| {
                    if let Some(cause) = node.core.arena.get(cause) {
                        node.record().rich().add_link(cause.context());
                    }
                });
            }
            Self::Facade(span) => {
                span.follows_from(cause.clone());
            }
        }
    }

    /// Ends the span. Answers which one it was.
    #[inline]
    pub(crate) fn end(&mut self, end: &End) -> Option<SpanContext> {
        match self {
            Self::None => None,
            Self::Own { .. } => {
                self.come_out();
                let Self::Own { node, .. } = std::mem::replace(self, Self::None) else {
                    return None;
                };
                node.map(|node| end_own(node, end))
            }
            Self::Facade(span) => around::conclude(span, end),
        }
    }
}

/// Ends a span of our own that nobody is inside of any more.
#[inline]
fn end_own(mut node: Arc<Node>, end: &End) -> SpanContext {
    let (context, core) = (node.context(), node.core);
    tell_around(&node, Node::count_call);
    if let Some(alone) = Arc::get_mut(&mut node) {
        if let Some(failures) = alone.unlocked().conclude(end) {
            tell_around(alone, |call| call.learn_all(failures));
        }
        if core.exports(alone) && alone.hand_over_alone() {
            core.outboxes
                .push(core.number, |spare| alone.ended_alone(spare, end.at));
        }
        alone.clear();
        pool::give(node);
        return context;
    }
    end_held(&node, end);
    context
}

/// Ends a span that somebody else holds on to.
#[cold]
fn end_held(node: &Arc<Node>, end: &End) {
    let failures = node.record().conclude(end);
    if let Some(failures) = failures {
        tell_around(node, |call| call.learn_all(failures));
    }
    node.core.end_shared(node, end.at);
    let id = node.id.load(Ordering::Relaxed);
    if id != 0 {
        // The facade knows the span: one handle less.
        node.core.arena.release(&Id::from_u64(id));
    }
}

/// Tells the call around a span that was left something.
#[inline]
fn tell_around(node: &Node, then: impl FnOnce(&Node)) {
    if let Some(parent) = node.parent() {
        around::with_call_of(current::Scope::of(parent), then);
    } else if node.place.below {
        current::with_scope(node.core.number, |scope| around::with_call_of(scope, then));
    }
}

/// Inside of a span.
pub(crate) struct Inside<'s>(&'s mut CallSpan);

impl Inside<'_> {
    /// The span.
    #[inline]
    pub(crate) fn span(&self) -> &CallSpan {
        self.0
    }
}

impl Drop for Inside<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.come_out();
    }
}
