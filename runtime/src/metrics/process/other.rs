//! Systems of which nothing is known yet.

pub(crate) fn show() {}
