//! In place of the logger, in a build without it.

use crate::engine::Filter;

pub(super) fn hear_by(_: &Filter) {}
