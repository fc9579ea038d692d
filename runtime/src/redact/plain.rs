//! Plain scalars: the types that may be recorded as they are.

use super::value::{Clean, FieldValue};
use super::view::{View, left_by};
use std::borrow::Cow;
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8,
    NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize,
};
use std::time::Duration;
use tracing_core::field::DebugValue;

/// One captured value, on its way from an expansion into a span.
#[derive(Clone, Debug)]
pub enum Captured<'a> {
    /// Not recorded.
    Nothing,
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A wide signed integer.
    I128(i128),
    /// A wide unsigned integer.
    U128(u128),
    /// A floating-point number.
    F64(f64),
    /// A truth value.
    Bool(bool),
    /// Text that somebody asked for, or a single character.
    Text(Cow<'a, str>),
    /// A value with rules of its own, and the name of its type.
    Redact(DebugValue<View<'a>>, &'static str),
}

impl Captured<'_> {
    /// What sinks take of it, if there is anything.
    pub(crate) fn recorded(&self) -> Option<FieldValue> {
        match self {
            Self::Redact(view, _) => left_by(view, |view| format!("{view:?}")).ok()?,
            value => value.as_field(),
        }
    }

    /// A scalar or text as a sink takes it.
    pub(crate) fn as_field(&self) -> Option<FieldValue> {
        Some(match self {
            Self::Nothing | Self::Redact(..) => return None,
            Self::I64(value) => FieldValue::I64(*value),
            Self::U64(value) => FieldValue::U64(*value),
            Self::I128(value) => FieldValue::I128(*value),
            Self::U128(value) => FieldValue::U128(*value),
            Self::F64(value) => FieldValue::F64(*value),
            Self::Bool(value) => FieldValue::Bool(*value),
            Self::Text(text) => FieldValue::Text(Clean::scrubbed(text.clone().into_owned())),
        })
    }
}

#[cfg(test)]
impl PartialEq for Captured<'_> {
    /// As they are shown, which is what tests look at.
    fn eq(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

/// A plain scalar: an integer, a float, `bool`, `char`, [`Duration`] (in seconds), and `Option`s and
/// references of them. As an argument of an observed function it is recorded as it is.
pub trait Plain {
    #[doc(hidden)]
    fn captured(&self) -> Captured<'static>;
}

macro_rules! plain {
    ($variant:ident($via:ty): $($ty:ty),+) => {
        $(impl Plain for $ty {
            #[inline]
            fn captured(&self) -> Captured<'static> {
                Captured::$variant(<$via>::from(*self))
            }
        })+
    };
}

plain!(I64(i64): i8, i16, i32, i64);
plain!(U64(u64): u8, u16, u32, u64);
plain!(I128(i128): i128);
plain!(U128(u128): u128);
plain!(F64(f64): f32, f64);
plain!(Bool(bool): bool);

impl Plain for isize {
    fn captured(&self) -> Captured<'static> {
        Captured::I64(*self as i64)
    }
}

impl Plain for usize {
    fn captured(&self) -> Captured<'static> {
        Captured::U64(*self as u64)
    }
}

macro_rules! plain_non_zero {
    ($($ty:ty),+) => {
        $(impl Plain for $ty {
            fn captured(&self) -> Captured<'static> {
                self.get().captured()
            }
        })+
    };
}

plain_non_zero!(
    NonZeroI8,
    NonZeroI16,
    NonZeroI32,
    NonZeroI64,
    NonZeroI128,
    NonZeroIsize
);
plain_non_zero!(
    NonZeroU8,
    NonZeroU16,
    NonZeroU32,
    NonZeroU64,
    NonZeroU128,
    NonZeroUsize
);

impl Plain for char {
    fn captured(&self) -> Captured<'static> {
        Captured::Text(Cow::Owned(self.to_string()))
    }
}

/// In seconds.
impl Plain for Duration {
    fn captured(&self) -> Captured<'static> {
        Captured::F64(self.as_secs_f64())
    }
}

/// `None` leaves the field empty.
impl<T: Plain> Plain for Option<T> {
    fn captured(&self) -> Captured<'static> {
        self.as_ref().map_or(Captured::Nothing, Plain::captured)
    }
}

impl<T: Plain + ?Sized> Plain for &T {
    fn captured(&self) -> Captured<'static> {
        (**self).captured()
    }
}

impl<T: Plain + ?Sized> Plain for &mut T {
    fn captured(&self) -> Captured<'static> {
        (**self).captured()
    }
}
