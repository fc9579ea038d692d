//! What an expansion says of a function. All of it is constant.

use super::Counting;
use crate::redact::FieldInfo;
use std::time::Duration;
use tracing_core::Level;

/// What every expansion says of its function: the span.
#[derive(Clone, Copy, Debug)]
pub struct SpanSpec {
    /// The span's name.
    pub name: &'static str,
    /// The module that holds the function.
    pub module: &'static str,
    /// The span's target; empty if it is the module.
    pub target: &'static str,
    /// The span's level.
    pub level: Level,
    /// Names of the fields, in the order of their values.
    pub fields: &'static [&'static str],
    /// What else is said, if anything is.
    pub besides: Option<&'static Spec>,
}

/// What few attributes say. It lies apart, as a binary has a description for each function, and each
/// address in one costs the binary four words.
#[derive(Debug)]
pub struct Spec {
    /// The function's own name, as the `function` label shows it; empty if the span is called so.
    pub function: &'static str,
    /// The kind of the exported span: `internal`, `server`, `client`, `producer` or `consumer`.
    pub kind: &'static str,
    /// What the attribute says that parameters are.
    pub said: &'static [FieldInfo],
    /// Whose rules of recording hold.
    pub style: Style,
    /// The event of an error.
    pub err: ErrorEvent,
    /// The level of the event of a returned value.
    pub ret: Level,
    /// A call that takes longer is reported.
    pub slow: Option<Duration>,
    /// Whether calls are counted and timed.
    pub metrics: bool,
    /// How they are counted, where that is not the usual.
    pub counting: Option<&'static Counting>,
}

/// Whose rules of recording hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `#[observed]`: only what is known to be harmless, and each error once.
    Observed,
    /// `#[instrument]`: what `tracing` would record, as it would.
    Instrument,
}

/// What an attribute says of the event of an error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorEvent {
    /// Whether there is one.
    pub announced: bool,
    /// Its level, if the error's type does not say it.
    pub level: Option<Level>,
}

impl SpanSpec {
    /// What holds where an attribute says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        module: "",
        target: "",
        level: Level::INFO,
        fields: &[],
        besides: None,
    };

    pub(super) const fn name(&self) -> &'static str {
        match self.besides {
            Some(besides) => or(self.name, besides.function),
            None => self.name,
        }
    }

    pub(super) const fn target(&self) -> &'static str {
        or(self.target, self.module)
    }
}

const fn or(given: &'static str, default: &'static str) -> &'static str {
    if given.is_empty() { default } else { given }
}

impl Spec {
    /// What holds where an attribute says nothing.
    pub const DEFAULT: Self = Self {
        function: "",
        kind: "internal",
        said: &[],
        style: Style::Observed,
        err: ErrorEvent {
            announced: true,
            level: None,
        },
        ret: Level::INFO,
        slow: None,
        metrics: true,
        counting: None,
    };
}
