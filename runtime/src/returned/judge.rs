//! Who judges a return value, chosen by the compiler from its type: so aliases of `Result` are
//! seen, and a type that is merely called `Result` is not.
//!
//! As in `redact`, an expansion calls one method on a referenced [`Type`]; method lookup takes the
//! tier with the fewest automatic references that the type satisfies. What a tier gives is a value
//! of no size that knows what to do.

use super::shape::Type;
use super::speech::Speech;
use super::verdict::{Failure, Verdict};
use crate::error_kind::ErrorKind;
use crate::redact::{Captured, Redact, View};
use tracing_core::field::debug;

/// Judges what a call returned.
pub trait Judge<R> {
    /// Whether the returned value is shown in an event.
    #[doc(hidden)]
    const SHOWS: bool = false;
    /// Whether an error is shown in that event too.
    #[doc(hidden)]
    const SHOWS_ERRORS: bool = false;

    #[doc(hidden)]
    fn judge(&self, returned: &R) -> Verdict;

    /// What is known of an error that nobody saw.
    #[doc(hidden)]
    fn unseen(&self) -> Option<Failure> {
        None
    }

    /// What is shown of a value.
    #[doc(hidden)]
    fn shown(&self, _returned: &R) -> Captured<'static> {
        Captured::Nothing
    }
}

/// The usual judge: what kind of error a value is, and which words it has.
#[derive(Clone, Copy, Debug)]
pub struct Judged<K, W>(pub K, pub W);

impl<R, K: Kind<R>, W: Speech<R>> Judge<R> for Judged<K, W> {
    #[inline]
    fn judge(&self, returned: &R) -> Verdict {
        match self.0.failure(returned) {
            None => Verdict::Ok,
            Some(failure) => Verdict::Error(Failure {
                words: self.1.words(returned),
                ..failure
            }),
        }
    }

    fn unseen(&self) -> Option<Failure> {
        self.0.unseen()
    }
}

/// Nothing that a call returns is an error.
#[derive(Clone, Copy, Debug)]
pub struct Infallible;

impl<R> Judge<R> for Infallible {
    #[inline]
    fn judge(&self, _: &R) -> Verdict {
        Verdict::Ok
    }
}

/// Tells which kind of error a value is.
pub trait Kind<R> {
    #[doc(hidden)]
    fn failure(&self, returned: &R) -> Option<Failure>;

    /// Of an error that nobody saw, the type is known.
    #[doc(hidden)]
    fn unseen(&self) -> Option<Failure> {
        None
    }
}

/// The error names its kind.
#[derive(Clone, Copy, Debug)]
pub struct Named;

impl<T, E: ErrorKind> Kind<Result<T, E>> for Named {
    #[inline]
    fn failure(&self, returned: &Result<T, E>) -> Option<Failure> {
        returned.as_ref().err().map(Failure::named)
    }

    fn unseen(&self) -> Option<Failure> {
        Some(Failure::unnamed::<E>())
    }
}

/// The error's type is its kind.
#[derive(Clone, Copy, Debug)]
pub struct Unnamed;

impl<T, E> Kind<Result<T, E>> for Unnamed {
    #[inline]
    fn failure(&self, returned: &Result<T, E>) -> Option<Failure> {
        returned.as_ref().err().map(|_| Failure::unnamed::<E>())
    }

    fn unseen(&self) -> Option<Failure> {
        Some(Failure::unnamed::<E>())
    }
}

impl<R> Kind<R> for Infallible {
    #[inline]
    fn failure(&self, _: &R) -> Option<Failure> {
        None
    }
}

/// The error has rules of its own, which say what may be seen of it.
#[derive(Clone, Copy, Debug)]
pub struct Ruled<K>(K);

impl<T, E: Redact, K: Kind<Result<T, E>>> Kind<Result<T, E>> for Ruled<K> {
    fn failure(&self, returned: &Result<T, E>) -> Option<Failure> {
        let error = returned.as_ref().err()?;
        Some(Failure {
            seen: Some(debug(View::of_error(error))),
            ..self.0.failure(returned)?
        })
    }

    fn unseen(&self) -> Option<Failure> {
        self.0.unseen()
    }
}

/// Tier: a `Result` whose error names its kind and has rules.
pub trait ByRuledKind {
    #[doc(hidden)]
    fn __frosted_kind(&self) -> Ruled<Named>;
}

impl<T, E: ErrorKind + Redact> ByRuledKind for &&&&Type<Result<T, E>> {
    #[inline]
    fn __frosted_kind(&self) -> Ruled<Named> {
        Ruled(Named)
    }
}

/// Tier: a `Result` whose error has rules.
pub trait ByRuledType {
    #[doc(hidden)]
    fn __frosted_kind(&self) -> Ruled<Unnamed>;
}

impl<T, E: Redact> ByRuledType for &&Type<Result<T, E>> {
    #[inline]
    fn __frosted_kind(&self) -> Ruled<Unnamed> {
        Ruled(Unnamed)
    }
}

/// Tier: a `Result` whose error names its kind.
pub trait ByKind {
    #[doc(hidden)]
    fn __frosted_kind(&self) -> Named;
}

impl<T, E: ErrorKind> ByKind for &&&Type<Result<T, E>> {
    #[inline]
    fn __frosted_kind(&self) -> Named {
        Named
    }
}

/// Tier: any other `Result`.
pub trait ByType {
    #[doc(hidden)]
    fn __frosted_kind(&self) -> Unnamed;
}

impl<T, E> ByType for &Type<Result<T, E>> {
    #[inline]
    fn __frosted_kind(&self) -> Unnamed {
        Unnamed
    }
}

/// Last tier: not a `Result`, so it cannot be an error.
pub trait ByValue {
    #[doc(hidden)]
    fn __frosted_kind(&self) -> Infallible;
}

impl<R> ByValue for Type<R> {
    #[inline]
    fn __frosted_kind(&self) -> Infallible {
        Infallible
    }
}
