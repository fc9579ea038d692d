//! The forms that a value can be written in: as text, and as a tree for serializers.

mod recording;
#[cfg(feature = "serde")]
mod tree;

pub(super) use recording::Recording;
#[cfg(feature = "serde")]
pub(super) use tree::{Growing, Tree};

use super::Captured;
use std::fmt;

/// What holds other values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Structure,
    Tuple,
    List,
    Map,
}

/// Takes a value piece by piece. Everything that it gets may be shown.
pub(super) trait Form {
    /// A scalar.
    fn scalar(&mut self, value: &Captured<'_>) -> fmt::Result;
    /// Text of the value's own.
    fn text(&mut self, text: &str) -> fmt::Result;
    /// A word of ours: a placeholder, a count, the name of a variant.
    fn tag(&mut self, text: &str) -> fmt::Result;
    /// That there is no value.
    fn none(&mut self) -> fmt::Result;
    /// The beginning of something that holds others; perhaps as a variant of an enum.
    fn open(&mut self, shape: Shape, name: &'static str, variant: bool) -> fmt::Result;
    /// The name of what comes next.
    fn name(&mut self, name: &str) -> fmt::Result;
    /// How many more there are.
    fn rest(&mut self, count: usize) -> fmt::Result;
    /// The end of what was opened last.
    fn close(&mut self) -> fmt::Result;
}
