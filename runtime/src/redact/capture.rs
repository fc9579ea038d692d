//! The tiers of capture, chosen by the compiler from the value's own type.
//!
//! An expansion calls one method on a doubly or triply referenced probe; method lookup takes the
//! tier with the fewest automatic references that the type satisfies. Inside a generic function
//! the choice is made where the function is written, so an unbounded `T` is never recorded.

use super::plain::{Captured, Plain};
use super::text::bounded;
use std::borrow::Cow;
use std::fmt;

/// Holds an argument while its tier is looked up. It has no method that a user's trait could hide.
pub struct Probe<'a, T: ?Sized>(pub &'a T);

/// Tier: plain scalars.
pub trait ByPlain<'a> {
    #[doc(hidden)]
    fn __frosted_capture(&self) -> Captured<'a>;
}

impl<'a, T: Plain + ?Sized> ByPlain<'a> for &Probe<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        self.0.captured()
    }
}

/// Last tier: every other type. Nothing is recorded, no trait is asked for.
pub trait ByNothing<'a> {
    #[doc(hidden)]
    fn __frosted_capture(&self) -> Captured<'a>;
}

impl<'a, T: ?Sized> ByNothing<'a> for Probe<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        Captured::Nothing
    }
}

/// Holds the value of an explicit `fields(name = value)`: text is recorded too, as somebody asked
/// for it by name.
pub struct Explicit<'a, T: ?Sized>(pub &'a T);

/// Tiers of an explicit field.
pub trait ByExplicit<'a> {
    #[doc(hidden)]
    fn __frosted_capture(&self) -> Captured<'a>;
}

impl<'a, T: Plain + ?Sized> ByExplicit<'a> for &&Explicit<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        self.0.captured()
    }
}

impl<'a, T: AsRef<str> + ?Sized> ByExplicit<'a> for &Explicit<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        Captured::Text(Cow::Borrowed(self.0.as_ref()))
    }
}

impl<'a, T: ?Sized> ByNothing<'a> for Explicit<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        Captured::Nothing
    }
}

/// The value of `fields(name = %value)`.
pub fn display(value: &(impl fmt::Display + ?Sized)) -> Captured<'static> {
    Captured::Text(Cow::Owned(bounded(format_args!("{value}"))))
}

/// The value of `fields(name = ?value)`.
pub fn debug(value: &(impl fmt::Debug + ?Sized)) -> Captured<'static> {
    Captured::Text(Cow::Owned(bounded(format_args!("{value:?}"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    macro_rules! argument {
        ($value:expr) => {
            (&&Probe(&$value)).__frosted_capture()
        };
    }
    macro_rules! explicit {
        ($value:expr) => {
            (&&&Explicit(&$value)).__frosted_capture()
        };
    }

    /// Prints what must never be seen.
    #[derive(Debug)]
    struct Leaky;

    fn generic<T>(value: &T) -> Captured<'_> {
        argument!(*value)
    }

    #[test]
    fn scalars_keep_their_kind() {
        assert_eq!(argument!(7_u8), Captured::U64(7));
        assert_eq!(argument!(-7_i32), Captured::I64(-7));
        assert_eq!(argument!(true), Captured::Bool(true));
        assert_eq!(argument!(0.5_f32), Captured::F64(0.5));
        assert_eq!(argument!('x'), Captured::Text("x".into()));
        assert_eq!(argument!(u128::MAX), Captured::U128(u128::MAX));
        assert_eq!(argument!(Duration::from_millis(1500)), Captured::F64(1.5));
    }

    #[test]
    fn references_and_options_of_scalars_are_scalars() {
        let mut number = 7_u16;
        assert_eq!(argument!(&&number), Captured::U64(7));
        assert_eq!(argument!(&mut number), Captured::U64(7));
        assert_eq!(argument!(Some(&7_i64)), Captured::I64(7));
        assert_eq!(argument!(None::<u8>), Captured::Nothing);
    }

    #[test]
    fn anything_else_is_not_recorded() {
        assert_eq!(argument!("text"), Captured::Nothing);
        assert_eq!(argument!(String::from("text")), Captured::Nothing);
        assert_eq!(argument!(Some("text")), Captured::Nothing);
        assert_eq!(argument!([1_u8, 2]), Captured::Nothing);
        assert_eq!(argument!(vec![1_u8]), Captured::Nothing);
        assert_eq!(argument!((1_u8, 2_u8)), Captured::Nothing);
        assert_eq!(argument!(Leaky), Captured::Nothing);
        let boxed: Box<dyn fmt::Debug> = Box::new(Leaky);
        assert_eq!(argument!(boxed), Captured::Nothing);
    }

    #[test]
    fn a_generic_is_decided_where_it_is_written() {
        assert_eq!(generic(&7_u8), Captured::Nothing);
    }

    #[test]
    fn an_explicit_field_may_be_text_but_not_any_type() {
        assert_eq!(explicit!("eu"), Captured::Text("eu".into()));
        assert_eq!(explicit!(String::from("eu")), Captured::Text("eu".into()));
        assert_eq!(explicit!(7_u8), Captured::U64(7));
        assert_eq!(explicit!(Leaky), Captured::Nothing);
    }
}
