//! What an attribute can stand on.

mod block;
mod function;
mod mentions;
mod output;
mod returns;

pub(crate) use block::{Block, Member};
pub(crate) use function::{Body, Function, Parameter, Written, bound};
pub(crate) use mentions::{assigns_first, mentions};
pub(crate) use output::{LaterKind, hides_later, peeled, promises_more};
pub(crate) use returns::{Returns, is_partly_unnamed, nameable};
