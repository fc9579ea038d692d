//! Which spans this thread is inside of.

use super::node::Node;
use std::cell::RefCell;
use std::sync::Arc;
use tracing_core::span::Id;

thread_local! {
    static STACK: RefCell<Vec<Entered>> = const { RefCell::new(Vec::new()) };
}

struct Entered {
    /// The engine that gave the id: several may live on one thread, in tests above all.
    engine: usize,
    id: Id,
    node: Arc<Node>,
}

pub(super) fn push(engine: usize, id: &Id, node: Arc<Node>) {
    let id = id.clone();
    let entered = Entered { engine, id, node };
    let _ = STACK.try_with(|stack| stack.borrow_mut().push(entered));
}

/// Leaves the innermost entry of this id; spans may be left in another order than entered.
pub(super) fn pop(engine: usize, id: &Id) {
    let left = STACK.try_with(|stack| {
        let mut stack = stack.borrow_mut();
        let place = stack
            .iter()
            .rposition(|entered| entered.engine == engine && entered.id == *id)?;
        Some(stack.remove(place))
    });
    // Dropped outside of the borrow: it may be the last hold on a span with much in it.
    drop(left);
}

/// The innermost span of this engine.
pub(super) fn top(engine: usize) -> Option<(Id, Arc<Node>)> {
    STACK
        .try_with(|stack| {
            let stack = stack.borrow();
            let entered = stack.iter().rfind(|entered| entered.engine == engine)?;
            Some((entered.id.clone(), Arc::clone(&entered.node)))
        })
        .ok()
        .flatten()
}
