//! The arguments of an event's text, as they may be shown: scalars as they are, with whatever
//! format the text gives them; values with rules as tags; of anything else, that it is there.

use super::capture::Probe;
use super::plain::Plain;
use super::{Redact, Redacted};
use std::fmt;
use std::marker::PhantomData;

/// Tier: plain scalars.
pub trait ByPlainPart<'a> {
    #[doc(hidden)]
    type Part;

    #[doc(hidden)]
    fn __frosted_part(&self) -> Self::Part;
}

impl<'a, T: Plain + ?Sized> ByPlainPart<'a> for &&Probe<'a, T> {
    type Part = &'a T;

    fn __frosted_part(&self) -> &'a T {
        self.0
    }
}

/// Tier: values with rules.
pub trait ByRuledPart<'a> {
    #[doc(hidden)]
    type Part;

    #[doc(hidden)]
    fn __frosted_part(&self) -> Self::Part;
}

impl<'a, T: Redact> ByRuledPart<'a> for &Probe<'a, T> {
    type Part = Ruled<'a, T>;

    fn __frosted_part(&self) -> Ruled<'a, T> {
        Ruled(self.0)
    }
}

/// Last tier.
pub trait ByOpaquePart<'a> {
    #[doc(hidden)]
    type Part;

    #[doc(hidden)]
    fn __frosted_part(&self) -> Self::Part;
}

impl<'a, T: ?Sized> ByOpaquePart<'a> for Probe<'a, T> {
    type Part = Opaque<T>;

    fn __frosted_part(&self) -> Opaque<T> {
        Opaque(PhantomData)
    }
}

/// A value with rules, whatever the format.
pub struct Ruled<'a, T: ?Sized>(&'a T);

/// A value that nobody classified.
pub struct Opaque<T: ?Sized>(PhantomData<fn(&T)>);

macro_rules! in_any_format {
    ($($format:ident),+) => {
        $(impl<T: Redact + ?Sized> fmt::$format for Ruled<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&Redacted::new(self.0), f)
            }
        }

        impl<T: ?Sized> fmt::$format for Opaque<T> {
            /// In builds with debug assertions with its type, for who looks for the place.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                if cfg!(debug_assertions) {
                    write!(f, "<opaque {}>", std::any::type_name::<T>())
                } else {
                    f.write_str("<opaque>")
                }
            }
        })+
    };
}

in_any_format!(
    Display, Debug, LowerHex, UpperHex, Octal, Binary, LowerExp, UpperExp, Pointer
);
