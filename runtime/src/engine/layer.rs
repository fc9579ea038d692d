//! The second door: a layer for an application that has a [`Registry`] of its own. It makes the same
//! nodes from the same events as the [subscriber](super::Engine), and costs what the registry and
//! the facade cost on top.
//!
//! A span is known here by its id in the registry. The registry gives an id away again once the
//! span is closed, which is when it is forgotten here.
//!
//! [`Registry`]: tracing_subscriber::Registry

use super::node::Node;
use super::{Core, Engine, current, quiet};
use crate::clock::Ticks;
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use tracing_core::span::{Attributes, Id, Record as Values};
use tracing_core::subscriber::{Interest, Subscriber};
use tracing_core::{Dispatch, Event, LevelFilter, Metadata, callsite, dispatcher};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, Filter};
use tracing_subscriber::registry::LookupSpan;

/// What `init` has set up for the layers of this process.
static CORE: OnceLock<&'static Core> = OnceLock::new();

/// How many spans may be open; further ones are not recorded.
const MAX_OPEN: usize = 1 << 18;
/// Over how many maps they are spread, so that threads rarely meet.
const SHARDS: usize = 16;

/// A layer for an application that has a `tracing_subscriber::registry()` of its own. It gives the
/// same spans, lines and counts as the subscriber that [`init!`](crate::init!) installs otherwise, at
/// the registry's price.
///
/// Add it, make the registry the global subscriber, and then call `init!`. Before that the layer does
/// nothing, and spans that are open by then are not recorded. Lines go by `RUST_LOG`, as always; the
/// filter is the layer's own, and does not touch other layers.
///
/// ```
/// use tracing_subscriber::layer::SubscriberExt;
/// use tracing_subscriber::util::SubscriberInitExt;
///
/// tracing_subscriber::registry()
///     // .with(a layer of your own)
///     .with(frosted::layer())
///     .init();
/// let _telemetry = frosted::init!()?;
/// # Ok::<(), frosted::InitError>(())
/// ```
pub fn layer<S>() -> impl Layer<S> + Send + Sync + 'static
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    Listener::default().with_filter(Gate)
}

/// Listens through a layer, if the subscriber here has one, from now on; whether it has.
pub(crate) fn listen(engine: Engine) -> bool {
    let is_there = dispatcher::get_default(Dispatch::is::<Listener>);
    if is_there {
        let _ = CORE.set(engine.0);
        callsite::rebuild_interest_cache();
    }
    is_there
}

/// The engine behind a subscriber with our layer.
pub(super) fn core_of(dispatch: &Dispatch) -> Option<&'static Core> {
    dispatch.downcast_ref::<Listener>()?;
    CORE.get().copied()
}

/// The node of one of its spans.
pub(super) fn node_of(dispatch: &Dispatch, id: &Id) -> Option<Arc<Node>> {
    dispatch.downcast_ref::<Listener>()?.known(id)
}

/// Lets through what the engine listens to.
#[derive(Debug)]
struct Gate;

impl<S> Filter<S> for Gate {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        CORE.get().is_some_and(|core| core.filter.lets(metadata))
    }

    fn callsite_enabled(&self, metadata: &'static Metadata<'static>) -> Interest {
        match CORE.get() {
            Some(core) if core.filter.lets(metadata) => Interest::always(),
            _ => Interest::never(),
        }
    }

    /// None before `init`: a bridge from `log`, which `tracing-subscriber` installs together with the
    /// registry, takes the level of that moment for ever.
    fn max_level_hint(&self) -> Option<LevelFilter> {
        CORE.get().map(|core| core.filter.max_level())
    }
}

type Shard = RwLock<HashMap<u64, Arc<Node>>>;

/// Makes nodes of the registry's spans.
#[derive(Debug, Default)]
struct Listener {
    known: [Shard; SHARDS],
}

impl Listener {
    fn shard(&self, id: &Id) -> &Shard {
        #[allow(clippy::cast_possible_truncation, reason = "only the low bits matter")]
        &self.known[id.into_u64() as usize % SHARDS]
    }

    fn read(&self, id: &Id) -> RwLockReadGuard<'_, HashMap<u64, Arc<Node>>> {
        let shard = self.shard(id).read();
        shard.unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, id: &Id) -> Option<Arc<Node>> {
        self.read(id).get(&id.into_u64()).cloned()
    }

    /// The span of this id, or the nearest around it that is known. Of a span that is filtered out
    /// for this layer nothing is known, nor of those around it: what is explicitly below one begins a
    /// trace.
    fn nearest<S>(&self, id: &Id, context: &Context<'_, S>) -> Option<Arc<Node>>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        context
            .span_scope(id)?
            .find_map(|span| self.known(&span.id()))
    }
}

impl<S> Layer<S> for Listener
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(core) = CORE.get().filter(|_| !quiet::is_quiet()) else {
            return;
        };
        let node = core.node(attributes, |parent| self.nearest(parent, &context));
        node.id.store(id.into_u64(), Ordering::Release);
        let mut shard = self
            .shard(id)
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if shard.len() < MAX_OPEN / SHARDS {
            shard.insert(id.into_u64(), node);
        }
    }

    fn on_record(&self, id: &Id, values: &Values<'_>, _: Context<'_, S>) {
        if let Some(node) = self.known(id) {
            node.add_values(values);
        }
    }

    fn on_follows_from(&self, id: &Id, follows: &Id, _: Context<'_, S>) {
        if let (Some(node), Some(follows)) = (self.known(id), self.known(follows)) {
            node.record().rich().add_link(follows.context());
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if let Some(core) = CORE.get().filter(|_| !quiet::is_quiet()) {
            core.event(event, |parent| self.nearest(parent, &context));
        }
    }

    fn on_enter(&self, id: &Id, _: Context<'_, S>) {
        if let Some(node) = self.known(id) {
            let _ = current::push(node);
        }
    }

    fn on_exit(&self, id: &Id, _: Context<'_, S>) {
        if let Some(core) = CORE.get() {
            core.leave(id);
        }
    }

    fn on_close(&self, id: Id, _: Context<'_, S>) {
        let mut shard = self
            .shard(&id)
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let closed = shard.remove(&id.into_u64());
        drop(shard);
        if let Some(node) = closed {
            node.core.end_shared(&node, Ticks::now());
        }
    }
}
