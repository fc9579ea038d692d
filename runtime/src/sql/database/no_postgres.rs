//! PostgreSQL is not built in.

use super::About;
use std::any::Any;

pub(super) fn about(_: &dyn Any) -> Option<About> {
    None
}
