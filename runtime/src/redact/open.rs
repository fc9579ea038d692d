//! `#[redact(public)]`: values that anybody may read.

use super::Redact;
use super::capture::Probe;
use super::out::Out;
use std::borrow::Cow;
use std::fmt;

/// A type whose values can be shown as they are, if a field says that they may: scalars, text, and
/// what holds them. A sequence of scalars is only counted, as keys travel as such.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shown, so this field cannot be `public`",
    label = "neither plain nor `Redact`",
    note = "derive `Redact` for `{Self}`, or give the field a class: `#[redact(pii)]`"
)]
pub trait Open {
    /// Whether a sequence of such values is only counted.
    #[doc(hidden)]
    const COUNTED: bool = false;

    /// Writes the value.
    ///
    /// # Errors
    /// Those of `out`.
    fn show(&self, out: &mut Out<'_>) -> fmt::Result;
}

macro_rules! scalars {
    ($($ty:ty),+) => {
        $(impl Open for $ty {
            const COUNTED: bool = true;

            fn show(&self, out: &mut Out<'_>) -> fmt::Result {
                out.scalar(*self)
            }
        })+
    };
}

scalars!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64, bool, char
);
scalars!(std::time::Duration);
scalars!(
    std::num::NonZeroU8,
    std::num::NonZeroU16,
    std::num::NonZeroU32,
    std::num::NonZeroU64,
    std::num::NonZeroU128,
    std::num::NonZeroUsize,
    std::num::NonZeroI8,
    std::num::NonZeroI16,
    std::num::NonZeroI32,
    std::num::NonZeroI64,
    std::num::NonZeroI128,
    std::num::NonZeroIsize
);

impl Open for () {
    fn show(&self, out: &mut Out<'_>) -> fmt::Result {
        out.unit("()")
    }
}

impl Open for str {
    fn show(&self, out: &mut Out<'_>) -> fmt::Result {
        out.text(self)
    }
}

impl Open for String {
    fn show(&self, out: &mut Out<'_>) -> fmt::Result {
        out.text(self)
    }
}

impl<T: Open + ToOwned + ?Sized> Open for Cow<'_, T> {
    fn show(&self, out: &mut Out<'_>) -> fmt::Result {
        (**self).show(out)
    }
}

macro_rules! by_reference {
    ($($holder:ty),+) => {
        $(impl<T: Open + ?Sized> Open for $holder {
            const COUNTED: bool = T::COUNTED;

            fn show(&self, out: &mut Out<'_>) -> fmt::Result {
                (**self).show(out)
            }
        })+
    };
}

by_reference!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

impl<T: Open> Open for Option<T> {
    const COUNTED: bool = T::COUNTED;

    fn show(&self, out: &mut Out<'_>) -> fmt::Result {
        match self {
            Some(value) => value.show(out),
            None => out.none(),
        }
    }
}

impl<T: Open> Open for [T] {
    fn show(&self, out: &mut Out<'_>) -> fmt::Result {
        if T::COUNTED {
            return out.counted(self.len());
        }
        let mut list = out.list();
        for value in self {
            list.item(&Opened(value));
        }
        list.end()
    }
}

impl<T: Open> Open for Vec<T> {
    fn show(&self, out: &mut Out<'_>) -> fmt::Result {
        self.as_slice().show(out)
    }
}

impl<T: Open, const N: usize> Open for [T; N] {
    fn show(&self, out: &mut Out<'_>) -> fmt::Result {
        self.as_slice().show(out)
    }
}

/// A value that may be shown.
struct Opened<'a, T: ?Sized>(&'a T);

impl<T: Open + ?Sized> Redact for Opened<'_, T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        self.0.show(out)
    }
}

/// How a public field is shown.
pub trait Shows<T: ?Sized> {
    #[doc(hidden)]
    fn show(&self, value: &T, out: &mut Out<'_>) -> fmt::Result;
}

/// By its own rules, which a field cannot widen.
#[derive(Clone, Copy, Debug)]
pub struct ByOwnRules;

impl<T: Redact + ?Sized> Shows<T> for ByOwnRules {
    fn show(&self, value: &T, out: &mut Out<'_>) -> fmt::Result {
        value.redact(out)
    }
}

/// As it is.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs;

impl<T: Open + ?Sized> Shows<T> for AsItIs {
    fn show(&self, value: &T, out: &mut Out<'_>) -> fmt::Result {
        value.show(out)
    }
}

/// Tier: the type has rules of its own.
pub trait ByRules {
    #[doc(hidden)]
    fn __frosted_shows(&self) -> ByOwnRules;
}

impl<T: Redact + ?Sized> ByRules for &Probe<'_, T> {
    fn __frosted_shows(&self) -> ByOwnRules {
        ByOwnRules
    }
}

/// Last tier: the type must be one that can be shown.
pub trait ByOpen {
    #[doc(hidden)]
    fn __frosted_shows(&self) -> AsItIs;
}

impl<T: ?Sized> ByOpen for Probe<'_, T> {
    fn __frosted_shows(&self) -> AsItIs {
        AsItIs
    }
}

/// A public field on its way out.
pub struct Public<'a, T: ?Sized, S>(&'a T, S);

/// A public field; `how` was chosen by its type.
pub fn public<T: ?Sized, S: Shows<T>>(value: &T, how: S) -> Public<'_, T, S> {
    Public(value, how)
}

impl<T: ?Sized, S: Shows<T>> Redact for Public<'_, T, S> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        self.1.show(self.0, out)
    }
}

impl<T: ?Sized, S> fmt::Debug for Public<'_, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Public")
    }
}
