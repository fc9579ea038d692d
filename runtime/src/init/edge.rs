//! What is around a service that serves or asks others.

use crate::config::{Environment, Otel, Surroundings};
use crate::{http, propagation};

pub(super) fn configure(environment: &Environment, otel: &mut Otel) {
    let around = Surroundings::read(environment);
    for warning in &around.warnings {
        otel.warn(warning.variable, warning.used_instead);
    }
    http::configure(around.edge);
    propagation::configure(around.propagation);
}
