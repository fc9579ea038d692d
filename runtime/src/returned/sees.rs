//! What a call returned when it is no error, by its type.

use super::shape::Type;

/// Sees into a return value.
pub trait Sees<R> {
    /// What is there if it is no error.
    type Ok;

    #[doc(hidden)]
    fn ok(returned: &R) -> Option<&Self::Ok>;
}

/// The value inside of a `Result`.
#[derive(Clone, Copy, Debug)]
pub struct Inside;

impl<T, E> Sees<Result<T, E>> for Inside {
    type Ok = T;

    #[inline]
    fn ok(returned: &Result<T, E>) -> Option<&T> {
        returned.as_ref().ok()
    }
}

/// The value itself.
#[derive(Clone, Copy, Debug)]
pub struct Itself;

impl<R> Sees<R> for Itself {
    type Ok = R;

    #[inline]
    fn ok(returned: &R) -> Option<&R> {
        Some(returned)
    }
}

/// Tier: a `Result`.
pub trait ByInside {
    #[doc(hidden)]
    fn __frosted_sees(&self) -> Inside;
}

impl<T, E> ByInside for &Type<Result<T, E>> {
    fn __frosted_sees(&self) -> Inside {
        Inside
    }
}

/// Last tier: anything else.
pub trait ByItself {
    #[doc(hidden)]
    fn __frosted_sees(&self) -> Itself;
}

impl<R> ByItself for Type<R> {
    fn __frosted_sees(&self) -> Itself {
        Itself
    }
}
