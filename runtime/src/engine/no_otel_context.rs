//! In place of `opentelemetry`'s context, in a build without it.

use super::node::Node;

#[inline]
pub(super) fn entered(_: &Node) {}

#[inline]
pub(super) fn left(_: &Node) {}
