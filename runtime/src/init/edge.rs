//! What is around a service that serves or asks others.

use crate::config::{Environment, Otel, Surroundings};
use crate::{http, propagation};

/// Reads what is said, and adds what is wrong with it.
pub(super) fn read(environment: &Environment, otel: &mut Otel) -> Surroundings {
    let around = Surroundings::read(environment);
    for warning in &around.warnings {
        otel.warn(warning.variable, warning.used_instead);
    }
    around
}

pub(super) fn configure(environment: &Environment, otel: &mut Otel) {
    let around = read(environment, otel);
    http::configure(around.edge);
    propagation::configure(around.propagation);
}
