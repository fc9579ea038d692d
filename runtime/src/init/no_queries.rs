//! In place of queries, in a build without databases.

use crate::config::Own;

pub(super) fn configure(_: &Own) {}

pub(super) fn listen(_: &Own) {}
