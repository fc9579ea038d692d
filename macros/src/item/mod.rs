//! What an attribute can stand on.

mod function;

pub(crate) use function::{Body, Function};
