//! A value as a tree, for serializers, which want to know what holds what.

use super::{Form, Shape};
use crate::redact::{Captured, FieldValue};
use std::fmt;

/// A redacted value.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::redact) enum Tree {
    None,
    Leaf(FieldValue),
    Text(String),
    List(Vec<Tree>),
    /// In the order of the value; a name may occur twice.
    Map(Vec<(String, Tree)>),
}

/// A tree as it grows.
#[derive(Debug, Default)]
pub(in crate::redact) struct Growing {
    root: Option<Tree>,
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    tree: Tree,
    /// The name of the value that comes next.
    name: Option<String>,
    /// The variant that it is.
    variant: Option<&'static str>,
}

impl Growing {
    /// The whole; a value of which nothing is shown is none.
    pub(in crate::redact) fn finish(self) -> Tree {
        self.root.unwrap_or(Tree::None)
    }

    fn put(&mut self, tree: Tree) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(tree);
            return;
        };
        match &mut open.tree {
            Tree::Map(entries) => {
                let place = entries.len().to_string();
                entries.push((open.name.take().unwrap_or(place), tree));
            }
            Tree::List(items) => items.push(tree),
            Tree::None | Tree::Leaf(_) | Tree::Text(_) => {}
        }
    }
}

impl Form for Growing {
    fn scalar(&mut self, value: &Captured<'_>) -> fmt::Result {
        let leaf = value.as_field().map(FieldValue::checked);
        self.put(leaf.map_or(Tree::None, Tree::Leaf));
        Ok(())
    }

    fn text(&mut self, text: &str) -> fmt::Result {
        self.put(Tree::Text(text.to_owned()));
        Ok(())
    }

    fn tag(&mut self, text: &str) -> fmt::Result {
        self.text(text)
    }

    fn none(&mut self) -> fmt::Result {
        self.put(Tree::None);
        Ok(())
    }

    fn open(&mut self, shape: Shape, name: &'static str, variant: bool) -> fmt::Result {
        let tree = match shape {
            Shape::Structure | Shape::Map => Tree::Map(Vec::new()),
            Shape::Tuple | Shape::List => Tree::List(Vec::new()),
        };
        self.open.push(Open {
            tree,
            name: None,
            variant: variant.then_some(name),
        });
        Ok(())
    }

    fn name(&mut self, given: &str) -> fmt::Result {
        if let Some(open) = self.open.last_mut() {
            open.name = Some(given.to_owned());
        }
        Ok(())
    }

    fn rest(&mut self, count: usize) -> fmt::Result {
        self.text(&format!("…+{count}"))
    }

    fn close(&mut self) -> fmt::Result {
        if let Some(open) = self.open.pop() {
            self.put(match open.variant {
                Some(name) => Tree::Map(vec![(name.to_owned(), open.tree)]),
                None => open.tree,
            });
        }
        Ok(())
    }
}
