//! How a call ended, as its span shows it.

use crate::clock::Ticks;
use crate::context::SpanId;
use crate::error_kind::ErrorClass;
use crate::outcome::Outcome;
use std::num::NonZeroU32;

/// The end of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ending {
    pub(crate) outcome: Outcome,
    /// The kind of the error, if it was one.
    pub(crate) error_kind: &'static str,
    pub(crate) class: Option<ErrorClass>,
    /// The span in which the error arose, if it arose inside.
    pub(crate) origin: Option<SpanId>,
}

/// How a future or stream spent its time, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PollTimes {
    pub(crate) count: NonZeroU32,
    pub(crate) busy: u64,
    pub(crate) longest: u64,
}

impl Ending {
    #[inline]
    pub(crate) fn new(outcome: Outcome, error_kind: &'static str) -> Self {
        Self {
            outcome,
            error_kind,
            class: None,
            origin: None,
        }
    }
}

/// The end of a call, with its times.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub(crate) ending: Ending,
    pub(crate) polls: Option<PollTimes>,
    pub(crate) at: Ticks,
}
