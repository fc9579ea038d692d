//! `ret`: the value of a call that returned one, through the same tiers as an argument. Of a
//! `Result` it is the `Ok` value; an error has its own event.

use super::judge::Judge;
use super::shape::Type;
use super::verdict::{Failure, Verdict};
use crate::redact::{Captured, Classed, MayPrint, Plain, Redact, Unclassed, View, printed};
use std::any::type_name;
use std::fmt;
use tracing_core::field;

/// A judge that also shows what is no error.
#[derive(Clone, Copy, Debug)]
pub struct Showing<J, S>(pub J, pub S);

impl<R, J: Judge<R>, S: Show<R>> Judge<R> for Showing<J, S> {
    const SHOWS: bool = true;

    fn judge(&self, returned: &R) -> Verdict {
        self.0.judge(returned)
    }

    fn unseen(&self) -> Option<Failure> {
        self.0.unseen()
    }

    fn shown(&self, returned: &R) -> Captured<'static> {
        self.1.show(returned)
    }
}

/// A judge that also shows every value, an error too, as `tracing` does.
#[derive(Clone, Copy, Debug)]
pub struct ShowingAll<J, S>(pub J, pub S);

impl<R, J: Judge<R>, S: Show<R>> Judge<R> for ShowingAll<J, S> {
    const SHOWS: bool = true;
    const SHOWS_ERRORS: bool = true;

    fn judge(&self, returned: &R) -> Verdict {
        self.0.judge(returned)
    }

    fn unseen(&self) -> Option<Failure> {
        self.0.unseen()
    }

    fn shown(&self, returned: &R) -> Captured<'static> {
        self.1.show(returned)
    }
}

/// Tells what is shown of a value.
pub trait Show<R> {
    #[doc(hidden)]
    fn show(&self, returned: &R) -> Captured<'static>;
}

/// Nothing of it.
#[derive(Clone, Copy, Debug)]
pub struct Hidden;

impl<R> Show<R> for Hidden {
    fn show(&self, _: &R) -> Captured<'static> {
        Captured::Nothing
    }
}

/// The value, or the `Ok` value, as a plain scalar.
#[derive(Clone, Copy, Debug)]
pub struct AsPlain;

impl<T: Plain, E> Show<Result<T, E>> for OkOf<AsPlain> {
    fn show(&self, returned: &Result<T, E>) -> Captured<'static> {
        returned.as_ref().map_or(Captured::Nothing, Plain::captured)
    }
}

/// The value, or the `Ok` value, as its own rules let it through.
#[derive(Clone, Copy, Debug)]
pub struct AsRuled;

impl<R: Redact> Show<R> for AsRuled {
    fn show(&self, returned: &R) -> Captured<'static> {
        Captured::Redact(field::debug(View::taken(returned)), type_name::<R>())
    }
}

impl<T: Redact, E> Show<Result<T, E>> for OkOf<AsRuled> {
    fn show(&self, returned: &Result<T, E>) -> Captured<'static> {
        let shown = returned.as_ref().ok();
        shown.map_or(Captured::Nothing, |it| AsRuled.show(it))
    }
}

impl<R: Plain> Show<R> for AsPlain {
    fn show(&self, returned: &R) -> Captured<'static> {
        returned.captured()
    }
}

/// Applied to the `Ok` value.
#[derive(Clone, Copy, Debug)]
pub struct OkOf<S>(pub S);

/// What `Display` prints of it, asked for by name.
#[derive(Clone, Copy, Debug)]
pub struct DisplayText;

impl<R: fmt::Display> Show<R> for DisplayText {
    fn show(&self, returned: &R) -> Captured<'static> {
        printed(format_args!("{returned}"))
    }
}

impl<T: fmt::Display, E> Show<Result<T, E>> for OkOf<DisplayText> {
    fn show(&self, returned: &Result<T, E>) -> Captured<'static> {
        let shown = returned.as_ref().ok();
        shown.map_or(Captured::Nothing, |it| printed(format_args!("{it}")))
    }
}

/// What `Debug` prints of it, asked for by name.
#[derive(Clone, Copy, Debug)]
pub struct DebugText;

impl<R: fmt::Debug> Show<R> for DebugText {
    fn show(&self, returned: &R) -> Captured<'static> {
        printed(format_args!("{returned:?}"))
    }
}

impl<T: fmt::Debug, E> Show<Result<T, E>> for OkOf<DebugText> {
    fn show(&self, returned: &Result<T, E>) -> Captured<'static> {
        let shown = returned.as_ref().ok();
        shown.map_or(Captured::Nothing, |it| printed(format_args!("{it:?}")))
    }
}

/// Tier: `Ok` of a plain scalar.
pub trait ByOk {
    #[doc(hidden)]
    fn __frosted_show(&self) -> OkOf<AsPlain>;
}

impl<T: Plain, E> ByOk for &&&&Type<Result<T, E>> {
    fn __frosted_show(&self) -> OkOf<AsPlain> {
        OkOf(AsPlain)
    }
}

/// Tier: a plain scalar.
pub trait ByWhole {
    #[doc(hidden)]
    fn __frosted_show(&self) -> AsPlain;
}

impl<T: Plain> ByWhole for &&Type<T> {
    fn __frosted_show(&self) -> AsPlain {
        AsPlain
    }
}

/// Tier: `Ok` of a value with rules.
pub trait ByRuledOk {
    #[doc(hidden)]
    fn __frosted_show(&self) -> OkOf<AsRuled>;
}

impl<T: Redact, E> ByRuledOk for &&&Type<Result<T, E>> {
    fn __frosted_show(&self) -> OkOf<AsRuled> {
        OkOf(AsRuled)
    }
}

/// Tier: a value with rules.
pub trait ByRuledWhole {
    #[doc(hidden)]
    fn __frosted_show(&self) -> AsRuled;
}

impl<T: Redact> ByRuledWhole for &Type<T> {
    fn __frosted_show(&self) -> AsRuled {
        AsRuled
    }
}

/// Last tier: any other type is not shown.
pub trait ByHidden {
    #[doc(hidden)]
    fn __frosted_show(&self) -> Hidden;
}

impl<T> ByHidden for Type<T> {
    fn __frosted_show(&self) -> Hidden {
        Hidden
    }
}

/// Refuses `ret(Display)` on a value with rules of its own.
#[inline]
pub fn shown_as(_: impl MayPrint) {}

/// Tier: a `Result` whose `Ok` value has rules of its own.
pub trait ByClassedOk {
    #[doc(hidden)]
    fn __frosted_returned_class(&self) -> Classed;
}

impl<T: Redact, E> ByClassedOk for &&&Type<Result<T, E>> {
    fn __frosted_returned_class(&self) -> Classed {
        Classed
    }
}

/// Tier: any other `Result`.
pub trait ByUnclassedOk {
    #[doc(hidden)]
    fn __frosted_returned_class(&self) -> Unclassed;
}

impl<T, E> ByUnclassedOk for &&Type<Result<T, E>> {
    fn __frosted_returned_class(&self) -> Unclassed {
        Unclassed
    }
}

/// Tier: a value with rules of its own.
pub trait ByClassedWhole {
    #[doc(hidden)]
    fn __frosted_returned_class(&self) -> Classed;
}

impl<T: Redact> ByClassedWhole for &Type<T> {
    fn __frosted_returned_class(&self) -> Classed {
        Classed
    }
}

/// Last tier: any other value.
pub trait ByUnclassedWhole {
    #[doc(hidden)]
    fn __frosted_returned_class(&self) -> Unclassed;
}

impl<T> ByUnclassedWhole for Type<T> {
    fn __frosted_returned_class(&self) -> Unclassed {
        Unclassed
    }
}

/// Tier of `ret(Display)` and `ret(Debug)`: the `Ok` value of a `Result`.
pub trait ByOkText {
    #[doc(hidden)]
    fn __frosted_show_as<S>(&self, how: S) -> OkOf<S>;
}

impl<T, E> ByOkText for &Type<Result<T, E>> {
    fn __frosted_show_as<S>(&self, how: S) -> OkOf<S> {
        OkOf(how)
    }
}

/// Last tier of `ret(Display)` and `ret(Debug)`: the value itself.
pub trait ByWholeText {
    #[doc(hidden)]
    fn __frosted_show_as<S>(&self, how: S) -> S;
}

impl<T> ByWholeText for Type<T> {
    fn __frosted_show_as<S>(&self, how: S) -> S {
        how
    }
}
