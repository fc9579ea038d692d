//! In place of what is around a service, in a build that serves nothing.

use crate::config::{Environment, Otel};

pub(super) fn read(_: &Environment, _: &mut Otel) {}

pub(super) fn configure(_: &Environment, _: &mut Otel) {}
