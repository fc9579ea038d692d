//! How a call ended, as its span shows it.

use crate::context::SpanContext;
use crate::error_kind::ErrorClass;
use crate::outcome::Outcome;

/// The end of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ending {
    pub(crate) outcome: Outcome,
    /// The kind of the error, if it was one.
    pub(crate) error_kind: &'static str,
    pub(crate) class: Option<ErrorClass>,
    /// The span in which the error arose, if it arose inside.
    pub(crate) origin: Option<SpanContext>,
    /// How the time was spent, if the call was a future or a stream.
    pub(crate) polls: Option<PollTimes>,
}

/// How a future or stream spent its time, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PollTimes {
    pub(crate) count: u32,
    pub(crate) busy: u64,
    pub(crate) idle: u64,
    pub(crate) longest: u64,
}

impl Ending {
    pub(crate) fn new(outcome: Outcome, error_kind: &'static str) -> Self {
        Self {
            outcome,
            error_kind,
            class: None,
            origin: None,
            polls: None,
        }
    }
}
