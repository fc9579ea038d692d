//! In place of reports of errors, in a build without them: whoever asks for some is told.

use super::Running;
use crate::config::{Otel, Reports};
use crate::engine::Outputs;
use crate::names::env;

/// Adds what is wrong with the settings.
pub(in crate::init) fn check(reports: &Reports, otel: &mut Otel) {
    if reports.address.is_some() {
        otel.warn(env::SENTRY_DSN, "no reports, without the feature `sentry`");
    }
}

pub(super) fn prepare(reports: &Reports, otel: &mut Otel, _: &mut Running, _: &mut Outputs) {
    check(reports, otel);
}
