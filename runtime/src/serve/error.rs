//! Why serving ended early.

use crate::health::StartUpFailed;
use std::{fmt, io};

/// Why [`serve`](crate::serve) gave up.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// Something that the service needs was not there in time.
    StartUp(StartUpFailed),
    /// The operating system refused a signal handler.
    Io(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StartUp(failed) => failed.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::StartUp(failed) => Some(failed),
            Self::Io(error) => Some(error),
        }
    }
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
