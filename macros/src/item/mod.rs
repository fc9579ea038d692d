//! What an attribute can stand on.

mod block;
mod function;
mod mentions;
mod output;

pub(crate) use block::{Block, Member};
pub(crate) use function::{Body, Function, Parameter, Written, bound};
pub(crate) use mentions::{assigns_first, mentions};
pub(crate) use output::{Later, LaterKind, hides_later, is_plainly_a_value, peeled, promises_more};
