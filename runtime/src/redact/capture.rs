//! The tiers of capture, chosen by the compiler from the value's own type.
//!
//! An expansion calls one method on a several times referenced probe; method lookup takes the
//! tier with the fewest automatic references that the type satisfies. Inside a generic function
//! the choice is made where the function is written, so an unbounded `T` is never recorded.

use super::Redact;
use super::plain::{Captured, Plain};
use super::text::bounded;
use super::view::View;
use std::borrow::Cow;
use std::fmt;
use tracing_core::field::DebugValue;

/// Holds an argument while its tier is looked up. It has no method that a user's trait could hide.
pub struct Probe<'a, T: ?Sized>(pub &'a T);

/// Tier: plain scalars.
pub trait ByPlain<'a> {
    #[doc(hidden)]
    fn __frosted_capture(&self) -> Captured<'a>;
}

impl<'a, T: Plain + ?Sized> ByPlain<'a> for &&Probe<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        self.0.captured()
    }
}

/// Tier: values with rules of their own.
pub trait ByRedact<'a> {
    #[doc(hidden)]
    fn __frosted_capture(&self) -> Captured<'a>;
}

impl<'a, T: Redact> ByRedact<'a> for &Probe<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        ruled(self.0)
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

/// Tier of what was inside of something: values with rules of their own.
pub trait ByRulesInside<'a> {
    #[doc(hidden)]
    fn __frosted_capture_ruled(&self) -> Captured<'a>;
}

impl<'a, T: Redact> ByRulesInside<'a> for &Probe<'a, T> {
    fn __frosted_capture_ruled(&self) -> Captured<'a> {
        ruled(self.0)
    }
}

/// Last tier.
pub trait ByNothingInside<'a> {
    #[doc(hidden)]
    fn __frosted_capture_ruled(&self) -> Captured<'a>;
}

impl<'a, T: ?Sized> ByNothingInside<'a> for Probe<'a, T> {
    fn __frosted_capture_ruled(&self) -> Captured<'a> {
        Captured::Nothing
    }
}

/// Holds the value of an explicit `fields(name = value)`: text is recorded too, as somebody asked
/// for it by name.
pub struct Explicit<'a, T: ?Sized>(pub &'a T);

/// Text. Not everything that can be seen as such: a type with rules may be, and where a type is
/// generic nobody knows.
pub trait Wording {
    #[doc(hidden)]
    fn wording(&self) -> &str;
}

impl Wording for str {
    fn wording(&self) -> &str {
        self
    }
}

impl Wording for String {
    fn wording(&self) -> &str {
        self
    }
}

impl Wording for Cow<'_, str> {
    fn wording(&self) -> &str {
        self
    }
}

macro_rules! wording {
    ($($holder:ty),+) => {
        $(impl<T: Wording + ?Sized> Wording for $holder {
            fn wording(&self) -> &str {
                (**self).wording()
            }
        })+
    };
}

wording!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

/// Tiers of an explicit field.
pub trait ByExplicit<'a> {
    #[doc(hidden)]
    fn __frosted_capture(&self) -> Captured<'a>;
}

impl<'a, T: Plain + ?Sized> ByExplicit<'a> for &&&Explicit<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        self.0.captured()
    }
}

impl<'a, T: Redact> ByRedact<'a> for &&Explicit<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        ruled(self.0)
    }
}

impl<'a, T: Wording + ?Sized> ByExplicit<'a> for &Explicit<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        Captured::Text(Cow::Borrowed(self.0.wording()))
    }
}

impl<'a, T: ?Sized> ByNothing<'a> for Explicit<'a, T> {
    fn __frosted_capture(&self) -> Captured<'a> {
        Captured::Nothing
    }
}

/// The value of `fields(name = %value)`. The scrubber looks at it where it is recorded.
pub fn display(value: &(impl fmt::Display + ?Sized), _: impl MayPrint) -> Captured<'static> {
    printed(format_args!("{value}"))
}

/// The value of `fields(name = ?value)`.
pub fn debug(value: &(impl fmt::Debug + ?Sized), _: impl MayPrint) -> Captured<'static> {
    printed(format_args!("{value:?}"))
}

/// What a value prints that somebody asked for by name.
pub(crate) fn printed(text: fmt::Arguments<'_>) -> Captured<'static> {
    Captured::Text(Cow::Owned(bounded(text)))
}

/// The text of an event.
pub fn message(text: fmt::Arguments<'_>) -> Captured<'static> {
    match text.as_str() {
        Some(constant) => Captured::Text(Cow::Borrowed(constant)),
        None => printed(text),
    }
}

/// A value with rules of its own.
pub fn ruled<T: Redact>(value: &T) -> Captured<'_> {
    Captured::Redact(viewed(value), std::any::type_name::<T>())
}

/// A value on its way through `tracing`.
pub fn viewed(value: &dyn Redact) -> DebugValue<View<'_>> {
    tracing_core::field::debug(View::new(value))
}

/// Tier of `#[instrument]`: values with rules of their own.
pub trait ByView<'a> {
    #[doc(hidden)]
    fn __frosted_as_debug(&self) -> DebugValue<View<'a>>;
}

impl<'a, T: Redact> ByView<'a> for &Probe<'a, T> {
    fn __frosted_as_debug(&self) -> DebugValue<View<'a>> {
        viewed(self.0)
    }
}

/// Last tier of `#[instrument]`.
pub trait ByOwnDebug<'a> {
    #[doc(hidden)]
    type Value;

    #[doc(hidden)]
    fn __frosted_as_debug(&self) -> DebugValue<&'a Self::Value>
    where
        Self::Value: fmt::Debug;
}

impl<'a, T> ByOwnDebug<'a> for Probe<'a, T> {
    type Value = T;

    fn __frosted_as_debug(&self) -> DebugValue<&'a T>
    where
        T: fmt::Debug,
    {
        tracing_core::field::debug(self.0)
    }
}

/// Fails to compile for an argument of a strict function that nobody classified.
pub fn strictly<T: ?Sized, K: IsKnown<T>>(_: &T, _: K) {}

/// What a strict function may record.
#[diagnostic::on_unimplemented(
    message = "nobody has said what may be seen of `{T}`, and this function is `strict`",
    label = "not classified",
    note = "say what it is: `#[redact(pii)]` before the parameter or `class(.. = pii)`; or leave it out: `skip(..)`"
)]
pub trait IsKnown<T: ?Sized> {}

/// A scalar, or a value with rules.
#[derive(Clone, Copy, Debug)]
pub struct Known;

impl<T: ?Sized> IsKnown<T> for Known {}

/// Anything else.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

/// Tier: plain scalars.
pub trait ByKnownScalar {
    #[doc(hidden)]
    fn __frosted_known(&self) -> Known;
}

impl<T: Plain + ?Sized> ByKnownScalar for &&Probe<'_, T> {
    fn __frosted_known(&self) -> Known {
        Known
    }
}

/// Tier: values with rules.
pub trait ByKnownRules {
    #[doc(hidden)]
    fn __frosted_known(&self) -> Known;
}

impl<T: Redact> ByKnownRules for &Probe<'_, T> {
    fn __frosted_known(&self) -> Known {
        Known
    }
}

/// Last tier.
pub trait ByUnknown {
    #[doc(hidden)]
    fn __frosted_known(&self) -> Unknown;
}

impl<T: ?Sized> ByUnknown for Probe<'_, T> {
    fn __frosted_known(&self) -> Unknown {
        Unknown
    }
}

/// What may be printed by `%` and `?`, and by `ret(Display)`: everything but what has rules of its
/// own.
#[diagnostic::on_unimplemented(
    message = "`%`, `?` and `ret(Display)` print a value past its own rules, and this one has some",
    label = "a classified value",
    note = "leave the `%`, the `?` or the `Display` out: then each sink gets what its policy lets through"
)]
pub trait MayPrint {}

/// The value has rules of its own.
#[derive(Clone, Copy, Debug)]
pub struct Classed;

/// It has none.
#[derive(Clone, Copy, Debug)]
pub struct Unclassed;

impl MayPrint for Unclassed {}

/// Tier: values with rules of their own.
pub trait ByPrinted {
    #[doc(hidden)]
    fn __frosted_class(&self) -> Classed;
}

impl<T: Redact + ?Sized> ByPrinted for &Probe<'_, T> {
    fn __frosted_class(&self) -> Classed {
        Classed
    }
}

/// Last tier.
pub trait ByUnclassified {
    #[doc(hidden)]
    fn __frosted_class(&self) -> Unclassed;
}

impl<T: ?Sized> ByUnclassified for Probe<'_, T> {
    fn __frosted_class(&self) -> Unclassed {
        Unclassed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    macro_rules! argument {
        ($value:expr) => {
            (&&&Probe(&$value)).__frosted_capture()
        };
    }
    macro_rules! explicit {
        ($value:expr) => {
            (&&&&Explicit(&$value)).__frosted_capture()
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
