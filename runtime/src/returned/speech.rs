//! Which words an error has, chosen by the compiler from its type.

use super::judge::Infallible;
use super::shape::Type;
use super::words::Words;
use std::error::Error;
use std::fmt;
use std::ops::Deref;

/// Tells which words an error has.
pub trait Speech<R> {
    #[doc(hidden)]
    fn words(&self, returned: &R) -> Words;
}

/// The error is an [`Error`].
#[derive(Clone, Copy, Debug)]
pub struct AsError;

impl<T, E: Error> Speech<Result<T, E>> for AsError {
    fn words(&self, returned: &Result<T, E>) -> Words {
        let error = returned.as_ref().err();
        error.map_or_else(Words::default, |error| Words::of_error(error))
    }
}

/// The error holds an [`Error`], as `Box<dyn Error>` and `anyhow::Error` do.
#[derive(Clone, Copy, Debug)]
pub struct AsHolder;

impl<'e, T, E, D> Speech<Result<T, E>> for AsHolder
where
    E: Deref<Target = D>,
    D: AsDyn<'e> + ?Sized + 'e,
{
    fn words(&self, returned: &Result<T, E>) -> Words {
        let error = returned.as_ref().err();
        error.map_or_else(Words::default, |error| Words::of_error(error.as_dyn()))
    }
}

/// The error can only be printed.
#[derive(Clone, Copy, Debug)]
pub struct AsDebug;

impl<T, E: fmt::Debug> Speech<Result<T, E>> for AsDebug {
    fn words(&self, returned: &Result<T, E>) -> Words {
        let error = returned.as_ref().err();
        error.map_or_else(Words::default, |error| Words::of_debug(error))
    }
}

impl<R> Speech<R> for Infallible {
    #[inline]
    fn words(&self, _: &R) -> Words {
        Words::default()
    }
}

/// An error, or a trait object of one, whatever else it promises.
pub trait AsDyn<'e> {
    #[doc(hidden)]
    fn as_dyn(&self) -> &(dyn Error + 'e);
}

impl<'e, E: Error + 'e> AsDyn<'e> for E {
    fn as_dyn(&self) -> &(dyn Error + 'e) {
        self
    }
}

impl<'e> AsDyn<'e> for dyn Error + 'e {
    fn as_dyn(&self) -> &(dyn Error + 'e) {
        self
    }
}

impl<'e> AsDyn<'e> for dyn Error + Send + 'e {
    fn as_dyn(&self) -> &(dyn Error + 'e) {
        self
    }
}

impl<'e> AsDyn<'e> for dyn Error + Send + Sync + 'e {
    fn as_dyn(&self) -> &(dyn Error + 'e) {
        self
    }
}

/// Tier: the error is an [`Error`].
pub trait BySource {
    #[doc(hidden)]
    fn __frosted_words(&self) -> AsError;
}

impl<T, E: Error> BySource for &&&Type<Result<T, E>> {
    #[inline]
    fn __frosted_words(&self) -> AsError {
        AsError
    }
}

/// Tier: the error holds one.
pub trait ByHolder {
    #[doc(hidden)]
    fn __frosted_words(&self) -> AsHolder;
}

impl<'e, T, E, D> ByHolder for &&Type<Result<T, E>>
where
    E: Deref<Target = D>,
    D: AsDyn<'e> + ?Sized + 'e,
{
    #[inline]
    fn __frosted_words(&self) -> AsHolder {
        AsHolder
    }
}

/// Tier: the error can be printed.
pub trait ByDebug {
    #[doc(hidden)]
    fn __frosted_words(&self) -> AsDebug;
}

impl<T, E: fmt::Debug> ByDebug for &Type<Result<T, E>> {
    #[inline]
    fn __frosted_words(&self) -> AsDebug {
        AsDebug
    }
}

/// Last tier: nothing can be compared but the type.
pub trait ByNoWords {
    #[doc(hidden)]
    fn __frosted_words(&self) -> Infallible;
}

impl<R> ByNoWords for Type<R> {
    #[inline]
    fn __frosted_words(&self) -> Infallible {
        Infallible
    }
}
