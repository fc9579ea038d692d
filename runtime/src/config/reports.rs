//! The `SENTRY_*` variables.

use super::env::Environment;
use crate::names::env;
use std::fmt;

/// Where errors are reported, and what reports say of the service.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reports {
    pub(crate) address: Option<Dsn>,
    pub(crate) environment: Option<String>,
    pub(crate) release: Option<String>,
}

/// An address with its key. It prints as nothing.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Dsn(pub(crate) String);

impl fmt::Debug for Dsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dsn")
    }
}

impl Reports {
    pub(crate) fn read(environment: &Environment) -> Self {
        let text = |name| environment.get(name).map(|text| text.trim().to_owned());
        Self {
            address: text(env::SENTRY_DSN).map(Dsn),
            environment: text(env::SENTRY_ENVIRONMENT),
            release: text(env::SENTRY_RELEASE),
        }
    }
}
