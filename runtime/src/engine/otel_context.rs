//! Shows the span that a thread is inside of to code that asks
//! [`opentelemetry::Context::current`] for it: instrumentation of other libraries then begins its
//! spans below ours, and sends on our ids.

use super::node::Node;
use crate::context::{SpanContext, SpanId};
use opentelemetry::trace::{
    SpanContext as OtelContext, TraceContextExt, TraceFlags, TraceId, TraceState,
};
use opentelemetry::{Context, ContextGuard};
use std::cell::RefCell;

thread_local! {
    /// What to put back, by the span that took its place. It is made after the thread's context, and
    /// so goes before it: where this is gone, that may be, and is not asked any more.
    static SHOWN: RefCell<Vec<(SpanId, ContextGuard)>> = {
        drop(Context::current());
        RefCell::new(Vec::new())
    };
}

/// The thread has entered a span.
pub(super) fn entered(node: &Node) {
    if SHOWN.try_with(|_| ()).is_err() {
        return;
    }
    let of_span = context(node.context(), node.place.state.as_deref());
    let guard = Context::current()
        .with_remote_span_context(of_span)
        .attach();
    let mut entry = Some((node.context().span_id, guard));
    let _ = SHOWN.try_with(|shown| {
        if let Ok(mut shown) = shown.try_borrow_mut() {
            shown.extend(entry.take());
        }
    });
}

/// The thread has left a span. What it stood in for is put back, whatever the order.
pub(super) fn left(node: &Node) {
    let id = node.context().span_id;
    let guard = SHOWN.try_with(|shown| {
        let mut shown = shown.try_borrow_mut().ok()?;
        let place = shown.iter().rposition(|(of, _)| *of == id)?;
        Some(shown.remove(place))
    });
    drop(guard);
}

fn context(of: SpanContext, state: Option<&str>) -> OtelContext {
    let state = state.and_then(|state| state.parse::<TraceState>().ok());
    OtelContext::new(
        TraceId::from_bytes(of.trace_id.as_u128().to_be_bytes()),
        of.span_id.as_u64().into(),
        TraceFlags::new(of.flags.bits()),
        false,
        state.unwrap_or_default(),
    )
}
