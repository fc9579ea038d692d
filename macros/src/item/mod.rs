//! What an attribute can stand on.

mod function;
mod output;

pub(crate) use function::{Body, Function};
pub(crate) use output::{Future, peeled};
