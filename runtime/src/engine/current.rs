//! Which spans this thread is inside of.

use super::node::Node;
use super::otel_context;
use crate::names;
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static STACK: RefCell<Vec<Arc<Node>>> = const { RefCell::new(Vec::new()) };
}

/// Whether this thread is inside of no span at all.
#[inline]
pub(super) fn is_empty() -> bool {
    let empty = |stack: &RefCell<Vec<_>>| stack.try_borrow().is_ok_and(|stack| stack.is_empty());
    STACK.try_with(empty).unwrap_or(true)
}

/// Enters a span.
#[inline]
pub(super) fn push(node: Arc<Node>) -> Result<(), Arc<Node>> {
    otel_context::entered(&node);
    let mut node = Some(node);
    let _ = STACK.try_with(|stack| {
        if let Ok(mut stack) = stack.try_borrow_mut() {
            stack.extend(node.take());
        }
    });
    match node {
        None => Ok(()),
        Some(refused) => {
            otel_context::left(&refused);
            Err(refused)
        }
    }
}

/// Leaves the innermost entry that this is true of; spans may be left in another order than
/// entered.
#[inline]
pub(super) fn pop(is: impl Fn(&Arc<Node>) -> bool) -> Option<Arc<Node>> {
    let node = take(is)?;
    otel_context::left(&node);
    Some(node)
}

#[inline]
fn take(is: impl Fn(&Arc<Node>) -> bool) -> Option<Arc<Node>> {
    STACK
        .try_with(|stack| {
            let mut stack = stack.try_borrow_mut().ok()?;
            match stack.last() {
                Some(last) if is(last) => stack.pop(),
                _ => {
                    // Those above stand on what is below no longer.
                    link_all(&stack);
                    let place = stack.iter().rposition(is)?;
                    Some(stack.remove(place))
                }
            }
        })
        .ok()
        .flatten()
}

/// The innermost entry that this is true of, to hold on to.
pub(super) fn find(is: impl Fn(&Arc<Node>) -> bool) -> Option<Arc<Node>> {
    STACK
        .try_with(|stack| {
            let stack = stack.try_borrow().ok()?;
            let place = stack.iter().rposition(is)?;
            link_all(&stack[..=place]);
            Some(Arc::clone(&stack[place]))
        })
        .ok()
        .flatten()
}

/// Does something with the innermost span of this engine.
#[inline]
pub(super) fn with_top<T>(engine: usize, then: impl FnOnce(&Arc<Node>) -> T) -> Option<T> {
    with_scope(engine, |scope| scope.node.map(then)).flatten()
}

/// The innermost span of this engine, to hold on to.
pub(super) fn top(engine: usize) -> Option<Arc<Node>> {
    find(|node| node.core.number == engine)
}

/// Whether this thread is inside of a span, and the innermost is of this kind.
#[cfg_attr(not(feature = "sql"), allow(dead_code, reason = "queries ask it"))]
pub(super) fn innermost_is(kind: impl FnOnce(&tracing_core::Metadata<'_>) -> bool) -> bool {
    let found = STACK.try_with(|stack| {
        let stack = stack.try_borrow().ok()?;
        stack.last().map(|node| kind(node.metadata))
    });
    found.ok().flatten().unwrap_or_default()
}

/// Does something with the innermost span of this engine and those around it.
#[inline]
pub(super) fn with_scope<T>(engine: usize, then: impl FnOnce(Scope<'_>) -> T) -> Option<T> {
    STACK
        .try_with(|stack| {
            let stack = stack.try_borrow().ok()?;
            let place = match stack.last() {
                Some(last) if last.core.number == engine => Some(stack.len() - 1),
                _ => stack.iter().rposition(|node| node.core.number == engine),
            };
            Some(then(match place {
                Some(place) => Scope::at(&stack, place),
                None => Scope::EMPTY,
            }))
        })
        .ok()
        .flatten()
}

/// Does something with the spans around one that stands on this stack.
pub(super) fn with_scope_above(node: &Node, then: impl FnOnce(Scope<'_>)) {
    let _ = STACK.try_with(|stack| {
        let Ok(stack) = stack.try_borrow() else {
            return;
        };
        let is = |entry: &Arc<Node>| std::ptr::eq(Arc::as_ptr(entry), node);
        let scope = match stack.iter().rposition(is) {
            Some(place) => Scope::at(&stack, place).around(),
            // It was left: those around it are still there.
            None if node.place.below => {
                stack.len().checked_sub(1).map(|top| Scope::at(&stack, top))
            }
            None => None,
        };
        if let Some(scope) = scope {
            then(scope);
        }
    });
}

/// A span and those around it, from the inside out.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s> {
    node: Option<&'s Arc<Node>>,
    /// What stands below it on the stack.
    below: &'s [Arc<Node>],
}

impl<'s> Scope<'s> {
    pub(super) const EMPTY: Self = Self {
        node: None,
        below: &[],
    };

    fn at(stack: &'s [Arc<Node>], place: usize) -> Self {
        Self {
            node: Some(&stack[place]),
            below: &stack[..place],
        }
    }

    /// A span that somebody holds on to, and those that it does.
    pub(super) fn of(node: &'s Arc<Node>) -> Self {
        Self {
            node: Some(node),
            below: &[],
        }
    }

    /// The innermost.
    pub(crate) fn first(&self) -> Option<&'s Node> {
        self.node.map(|node| &**node)
    }

    /// All of them.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'s Arc<Node>> {
        std::iter::successors(self.node.is_some().then_some(self), Self::around)
            .filter_map(|scope| scope.node)
    }

    /// The span of the work in hand: that of the request, or else the outermost.
    pub(crate) fn work(self) -> Option<&'s Arc<Node>> {
        let mut outermost = None;
        for node in self.iter() {
            if node.metadata.target() == names::TARGET_HTTP {
                return Some(node);
            }
            outermost = Some(node);
        }
        outermost
    }

    fn around(&self) -> Option<Self> {
        let node = self.node?;
        if let Some(parent) = node.parent() {
            return Some(Self::of(parent));
        }
        let (last, below) = self.below.split_last()?;
        node.place.below.then_some(Self {
            node: Some(last),
            below,
        })
    }
}

/// Lets every span hold on to the one below it that it stands on.
fn link_all(stack: &[Arc<Node>]) {
    for pair in stack.windows(2).rev() {
        let [parent, node] = pair else { continue };
        if node.stands() {
            node.link(Arc::clone(parent));
        }
    }
}
