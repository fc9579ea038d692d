//! What an attribute can ask of the judge: an error's text, or a rule of its own.

use super::judge::Judge;
use super::shape::Type;
use super::verdict::{Failure, Verdict};
use crate::redact::bounded;
use std::borrow::Cow;
use std::fmt;

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

/// `err(Display)` and `err(Debug)`: adds the error's text, which the attribute asked for by name.
#[derive(Clone, Copy, Debug)]
pub struct Worded<J, P> {
    judge: J,
    print: P,
}

impl<R, J: Judge<R>, P: Fn(&R) -> Option<String>> Judge<R> for Worded<J, P> {
    fn judge(&self, returned: &R) -> Verdict {
        match (self.judge.judge(returned), (self.print)(returned)) {
            (Verdict::Error(failure), Some(text)) => Verdict::Error(Failure {
                text: Some(Cow::Owned(text)),
                asked: true,
                ..failure
            }),
            (verdict, _) => verdict,
        }
    }

    fn unseen(&self) -> Option<Failure> {
        self.judge.unseen()
    }
}

/// Prints an error, if a value is one.
pub type Print<R> = fn(&R) -> Option<String>;

/// `err(Display)`.
pub fn error_display<R, J>(_: Type<R>, judge: J) -> Worded<J, Print<R>>
where
    R: Fallible<Error: fmt::Display>,
{
    let print: Print<R> = |returned| {
        let error = returned.__frosted_error()?;
        Some(bounded(format_args!("{error}")))
    };
    Worded { judge, print }
}

/// `err(Debug)`.
pub fn error_debug<R, J>(_: Type<R>, judge: J) -> Worded<J, Print<R>>
where
    R: Fallible<Error: fmt::Debug>,
{
    let print: Print<R> = |returned| {
        let error = returned.__frosted_error()?;
        Some(bounded(format_args!("{error:?}")))
    };
    Worded { judge, print }
}

/// The kind of a value that `ok_if` did not accept.
const NOT_OK: &str = "ok_if";
/// The kind of a value that `error_if` found.
const IS_ERROR: &str = "error_if";

/// `ok_if` and `error_if`: a condition decides instead of the type.
#[derive(Clone, Copy, Debug)]
pub struct Conditioned<J, F> {
    judge: J,
    condition: F,
    /// What the condition says of a value that is fine.
    fine: bool,
}

impl<R, J: Judge<R>, F: Fn(&R) -> bool> Judge<R> for Conditioned<J, F> {
    fn judge(&self, returned: &R) -> Verdict {
        if (self.condition)(returned) == self.fine {
            return Verdict::Ok;
        }
        match self.judge.judge(returned) {
            Verdict::Ok if self.fine => Verdict::Error(Failure::plain(NOT_OK)),
            Verdict::Ok => Verdict::Error(Failure::plain(IS_ERROR)),
            error @ Verdict::Error(_) => error,
        }
    }

    fn unseen(&self) -> Option<Failure> {
        self.judge.unseen()
    }
}

/// `ok_if`.
pub fn ok_if<R, J, F: Fn(&R) -> bool>(_: Type<R>, judge: J, condition: F) -> Conditioned<J, F> {
    Conditioned {
        judge,
        condition,
        fine: true,
    }
}

/// `error_if`.
pub fn error_if<R, J, F: Fn(&R) -> bool>(_: Type<R>, judge: J, condition: F) -> Conditioned<J, F> {
    Conditioned {
        judge,
        condition,
        fine: false,
    }
}
