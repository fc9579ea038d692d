//! How a call ends: four ways, and one value for all signals.

/// The outcome of one call. Every call has exactly one, in every signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The call returned, and what it returned is not an error.
    Ok,
    /// The call returned `Err`.
    Error,
    /// The future was dropped before it was done.
    Cancelled,
    /// The call unwound.
    Panicked,
}

impl Outcome {
    /// Every outcome, in the order of documentation.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Error, Self::Cancelled, Self::Panicked];

    /// The text of the `result` label and of the `frosted.outcome` attribute.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Error => "error",
            Self::Cancelled => "cancelled",
            Self::Panicked => "panicked",
        }
    }
}
