//! Nodes that were used, for the next spans of this thread.

use super::Core;
use super::node::{Node, Place};
use crate::clock::Ticks;
use std::cell::RefCell;
use std::sync::Arc;
use tracing_core::Metadata;

/// How many nodes a thread keeps.
const KEPT: usize = 64;

thread_local! {
    static POOL: RefCell<Vec<Arc<Node>>> = const { RefCell::new(Vec::new()) };
}

/// A node for a new span; `prepare` is its first and only holder.
#[inline]
pub(super) fn take(
    core: &'static Core,
    metadata: &'static Metadata<'static>,
    place: Place,
    begun: Ticks,
    prepare: impl FnOnce(&mut Node),
) -> Arc<Node> {
    let used = POOL.try_with(|pool| pool.try_borrow_mut().ok()?.pop());
    if let Ok(Some(mut node)) = used
        && let Some(alone) = Arc::get_mut(&mut node)
    {
        alone.renew(core, metadata, place, begun);
        prepare(alone);
        return node;
    }
    let mut node = Node::new(core, metadata, place, begun);
    prepare(&mut node);
    Arc::new(node)
}

/// Gives a node back that nobody else holds, and that holds nothing.
#[inline]
pub(super) fn give(node: Arc<Node>) {
    let _ = POOL.try_with(|pool| {
        if let Ok(mut pool) = pool.try_borrow_mut()
            && pool.len() < KEPT
        {
            pool.push(node);
        }
    });
}
