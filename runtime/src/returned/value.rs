//! `ret`: the value of a call that returned one, through the same tiers as an argument. Of a
//! `Result` it is the `Ok` value; an error has its own event.

use super::Returned;
use crate::redact::{Captured, Plain, debug, display};
use std::fmt;

/// Tier: `Ok` of a plain scalar.
pub trait ByOk {
    #[doc(hidden)]
    fn __frosted_return(&self) -> Captured<'static>;
}

impl<T: Plain, E> ByOk for &&Returned<'_, Result<T, E>> {
    fn __frosted_return(&self) -> Captured<'static> {
        self.0.as_ref().map_or(Captured::Nothing, Plain::captured)
    }
}

/// Tier: a plain scalar.
pub trait ByWhole {
    #[doc(hidden)]
    fn __frosted_return(&self) -> Captured<'static>;
}

impl<T: Plain> ByWhole for &Returned<'_, T> {
    fn __frosted_return(&self) -> Captured<'static> {
        self.0.captured()
    }
}

/// Last tier: any other type is not shown.
pub trait ByHidden {
    #[doc(hidden)]
    fn __frosted_return(&self) -> Captured<'static>;
}

impl<T> ByHidden for Returned<'_, T> {
    fn __frosted_return(&self) -> Captured<'static> {
        Captured::Nothing
    }
}

/// `ret(Display)` and `ret(Debug)` of a `Result`: the `Ok` value's text, asked for by name.
pub trait ByOkText<T> {
    #[doc(hidden)]
    fn __frosted_return_display(&self) -> Captured<'static>
    where
        T: fmt::Display;
    #[doc(hidden)]
    fn __frosted_return_debug(&self) -> Captured<'static>
    where
        T: fmt::Debug;
}

impl<T, E> ByOkText<T> for &Returned<'_, Result<T, E>> {
    fn __frosted_return_display(&self) -> Captured<'static>
    where
        T: fmt::Display,
    {
        self.0.as_ref().map_or(Captured::Nothing, display)
    }

    fn __frosted_return_debug(&self) -> Captured<'static>
    where
        T: fmt::Debug,
    {
        self.0.as_ref().map_or(Captured::Nothing, debug)
    }
}

/// `ret(Display)` and `ret(Debug)` of any other type.
pub trait ByWholeText<T: ?Sized> {
    #[doc(hidden)]
    fn __frosted_return_display(&self) -> Captured<'static>
    where
        T: fmt::Display;
    #[doc(hidden)]
    fn __frosted_return_debug(&self) -> Captured<'static>
    where
        T: fmt::Debug;
}

impl<T> ByWholeText<T> for Returned<'_, T> {
    fn __frosted_return_display(&self) -> Captured<'static>
    where
        T: fmt::Display,
    {
        display(self.0)
    }

    fn __frosted_return_debug(&self) -> Captured<'static>
    where
        T: fmt::Debug,
    {
        debug(self.0)
    }
}
