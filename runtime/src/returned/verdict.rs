//! What a function returned, judged by its type: an error or not, of which kind.
//!
//! As in `redact`, the compiler picks the tier from the type, so aliases of `Result` are seen and
//! a type that is merely called `Result` is not.

use crate::error_kind::ErrorKind;
use crate::outcome::Outcome;
use crate::redact::bounded;
use std::any::type_name;
use std::fmt;
use tracing_core::Level;

/// What the return value says of the call.
#[derive(Debug)]
pub enum Verdict {
    /// Not an error.
    Ok,
    /// An error.
    Error(Failure),
}

/// What is recorded of an error: never its text, unless the attribute asks for it.
#[derive(Debug)]
pub struct Failure {
    pub(crate) kind: &'static str,
    pub(crate) level: Level,
    pub(crate) text: Option<String>,
    /// Whether the error gets an event.
    pub(crate) announced: bool,
}

impl Verdict {
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::Ok => Outcome::Ok,
            Self::Error(_) => Outcome::Error,
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Ok => "",
            Self::Error(failure) => failure.kind,
        }
    }

    /// The same verdict with the level that the attribute gives.
    #[must_use]
    pub fn at(mut self, level: Level) -> Self {
        if let Self::Error(failure) = &mut self {
            failure.level = level;
        }
        self
    }

    /// The same verdict without an event (`err = off`).
    #[must_use]
    pub fn silent(mut self) -> Self {
        if let Self::Error(failure) = &mut self {
            failure.announced = false;
        }
        self
    }
}

impl Failure {
    fn new(kind: &'static str, level: Level) -> Self {
        Self {
            kind,
            level,
            text: None,
            announced: true,
        }
    }

    fn with_text(self, text: String) -> Self {
        Self {
            text: Some(text),
            ..self
        }
    }
}

/// Holds a return value while its tier is looked up.
pub struct Returned<'a, T: ?Sized>(pub &'a T);

fn unnamed<E: ?Sized>() -> Failure {
    let name = type_name::<E>();
    let kind = name.split('<').next().filter(|path| !path.is_empty());
    Failure::new(kind.unwrap_or(name), Level::ERROR)
}

/// Tier: a `Result` whose error names its kind.
pub trait ByKind {
    #[doc(hidden)]
    fn __frosted_verdict(&self) -> Verdict;
}

impl<T, E: ErrorKind> ByKind for &&Returned<'_, Result<T, E>> {
    fn __frosted_verdict(&self) -> Verdict {
        match self.0 {
            Ok(_) => Verdict::Ok,
            Err(error) => Verdict::Error(Failure::new(error.kind(), error.level())),
        }
    }
}

/// Tier: any other `Result`; the kind is the name of the error's type.
pub trait ByError {
    #[doc(hidden)]
    fn __frosted_verdict(&self) -> Verdict;
}

impl<T, E> ByError for &Returned<'_, Result<T, E>> {
    fn __frosted_verdict(&self) -> Verdict {
        match self.0 {
            Ok(_) => Verdict::Ok,
            Err(_) => Verdict::Error(unnamed::<E>()),
        }
    }
}

/// Last tier: not a `Result`, so it cannot be an error.
pub trait ByValue {
    #[doc(hidden)]
    fn __frosted_verdict(&self) -> Verdict;
}

impl<T: ?Sized> ByValue for Returned<'_, T> {
    fn __frosted_verdict(&self) -> Verdict {
        Verdict::Ok
    }
}

/// A return type that `err(Display)` and `err(Debug)` can look into.
#[diagnostic::on_unimplemented(
    message = "`err(..)` needs a function that returns a `Result`, this one returns `{Self}`",
    label = "not a `Result`",
    note = "leave `err(..)` out: an error is captured wherever the return type is a `Result`"
)]
pub trait Fallible {
    #[doc(hidden)]
    type Error;
    #[doc(hidden)]
    fn __frosted_error(&self) -> Option<&Self::Error>;
}

impl<T, E> Fallible for Result<T, E> {
    type Error = E;

    fn __frosted_error(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

/// `err(Display)`: adds the error's own text, which the attribute asked for by name.
pub fn error_display<R: Fallible<Error: fmt::Display>>(result: &R, verdict: Verdict) -> Verdict {
    add_text(
        verdict,
        result
            .__frosted_error()
            .map(|error| bounded(format_args!("{error}"))),
    )
}

/// `err(Debug)`: adds the error's debug text, which the attribute asked for by name.
pub fn error_debug<R: Fallible<Error: fmt::Debug>>(result: &R, verdict: Verdict) -> Verdict {
    add_text(
        verdict,
        result
            .__frosted_error()
            .map(|error| bounded(format_args!("{error:?}"))),
    )
}

fn add_text(verdict: Verdict, text: Option<String>) -> Verdict {
    match (verdict, text) {
        (Verdict::Error(failure), Some(text)) => Verdict::Error(failure.with_text(text)),
        (verdict, _) => verdict,
    }
}
