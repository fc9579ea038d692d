//! Open values of labels, which need a cap.

use super::LabelValue;
use std::borrow::Cow;
use std::fmt::Display;

/// A value that can stand on a label under a cap: text, integers, and ids. A value that a rule of
/// the scrubber finds something in is replaced, as is one under a sensitive name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand on a label",
    label = "neither text nor an integer",
    note = "a label takes text, integers and ids; what has rules of redaction never stands on one"
)]
pub trait OpenLabel: Display {}

macro_rules! open {
    ($($ty:ty),+) => {
        $(impl OpenLabel for $ty {})+
    };
}

open!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, bool, char, str, String
);

impl OpenLabel for Cow<'_, str> {}

impl<T: OpenLabel + ?Sized> OpenLabel for &T {}

#[cfg(feature = "uuid")]
mod of_uuid {
    impl super::OpenLabel for uuid::Uuid {}
}

/// An open value.
#[inline]
pub fn open<L: OpenLabel + ?Sized>(value: &L) -> LabelValue {
    LabelValue::Open(value.to_string())
}
