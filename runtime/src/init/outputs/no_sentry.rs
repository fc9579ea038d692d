//! In place of reports of errors, in a build without them.

use super::Running;
use crate::config::{Otel, Reports};
use crate::engine::Outputs;

pub(super) fn prepare(_: &Reports, _: &mut Otel, _: &mut Running, _: &mut Outputs) {}
