//! Why telemetry could not be set up.

use crate::config::Fault;
use std::fmt;

/// Why `init` did nothing.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InitError {
    /// It was called before; what the first call set up keeps working.
    AlreadyInitialized,
    /// The application has a global `tracing` subscriber of its own, and it has no layer of ours: see
    /// the feature `layer`.
    SubscriberInstalled,
    /// `FROSTED_*` variables that cannot be used, all of them.
    Settings(Vec<Fault>),
}

impl fmt::Display for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyInitialized => f.write_str("telemetry is already set up"),
            Self::SubscriberInstalled => f.write_str(
                "another global `tracing` subscriber is already installed, without \
                     `frosted::layer()` (feature `layer`)",
            ),
            Self::Settings(faults) => {
                f.write_str("bad settings")?;
                faults.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
        }
    }
}

impl std::error::Error for InitError {}
