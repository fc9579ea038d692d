//! What can be read of a classified value: its text, if a policy wants more than a tag, and
//! whether there is a value at all. Found out from its type, so that no trait is ever asked for.

use std::borrow::Cow;
use std::marker::PhantomData;

/// A type whose values have one text each, which is what a keyed hash is made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text to keep a part of, or to hash",
    label = "not text",
    note = "`keep_last`, `hash` and `as` are for text, numbers and `Option`s of them; leave them out, and a tag stands for the value"
)]
pub trait Text {
    /// The text.
    fn text(&self) -> Cow<'_, str>;
}

impl Text for str {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Text for String {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! printed {
    ($($ty:ty),+) => {
        $(impl Text for $ty {
            fn text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        })+
    };
}

printed!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, bool, char
);
printed!(
    std::net::IpAddr,
    std::net::Ipv4Addr,
    std::net::Ipv6Addr,
    std::net::SocketAddr
);

macro_rules! by_reference {
    ($($holder:ty),+) => {
        $(impl<T: Text + ?Sized> Text for $holder {
            fn text(&self) -> Cow<'_, str> {
                (**self).text()
            }
        })+
    };
}

by_reference!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

impl<T: Text + ToOwned + ?Sized> Text for Cow<'_, T> {
    fn text(&self) -> Cow<'_, str> {
        (**self).text()
    }
}

/// The type of a value, while it is looked up how that is read.
pub struct Of<T: ?Sized>(PhantomData<fn(&T)>);

impl<T: ?Sized> Of<T> {
    pub(super) const NEW: Self = Self(PhantomData);
}

/// The type of a value.
pub fn of<T: ?Sized>(_: &T) -> Of<T> {
    Of::NEW
}

/// Reads a value of a type.
pub trait Reads<T: ?Sized> {
    #[doc(hidden)]
    fn is_absent(&self, _value: &T) -> bool {
        false
    }

    #[doc(hidden)]
    fn text<'v>(&self, value: &'v T) -> Option<Cow<'v, str>>;
}

/// It has a text.
#[derive(Clone, Copy, Debug)]
pub struct AsText;

impl<T: Text + ?Sized> Reads<T> for AsText {
    fn text<'v>(&self, value: &'v T) -> Option<Cow<'v, str>> {
        Some(value.text())
    }
}

/// It may be absent, and has a text if it is not.
#[derive(Clone, Copy, Debug)]
pub struct AsOptionalText;

impl<T: Text> Reads<Option<T>> for AsOptionalText {
    fn is_absent(&self, value: &Option<T>) -> bool {
        value.is_none()
    }

    fn text<'v>(&self, value: &'v Option<T>) -> Option<Cow<'v, str>> {
        value.as_ref().map(Text::text)
    }
}

/// It may be absent; more cannot be read of it.
#[derive(Clone, Copy, Debug)]
pub struct AsOptional;

impl<T> Reads<Option<T>> for AsOptional {
    fn is_absent(&self, value: &Option<T>) -> bool {
        value.is_none()
    }

    fn text<'v>(&self, _: &'v Option<T>) -> Option<Cow<'v, str>> {
        None
    }
}

/// Nothing can be read of it.
#[derive(Clone, Copy, Debug)]
pub struct Unread;

impl<T: ?Sized> Reads<T> for Unread {
    fn text<'v>(&self, _: &'v T) -> Option<Cow<'v, str>> {
        None
    }
}

/// Tier: `Option` of text.
pub trait ByOptionalText {
    #[doc(hidden)]
    fn __frosted_reads(&self) -> AsOptionalText;
}

impl<T: Text> ByOptionalText for &&&Of<Option<T>> {
    fn __frosted_reads(&self) -> AsOptionalText {
        AsOptionalText
    }
}

/// Tier: any other `Option`.
pub trait ByOptional {
    #[doc(hidden)]
    fn __frosted_reads(&self) -> AsOptional;
}

impl<T> ByOptional for &&Of<Option<T>> {
    fn __frosted_reads(&self) -> AsOptional {
        AsOptional
    }
}

/// Tier: text.
pub trait ByText {
    #[doc(hidden)]
    fn __frosted_reads(&self) -> AsText;
}

impl<T: Text + ?Sized> ByText for &Of<T> {
    fn __frosted_reads(&self) -> AsText {
        AsText
    }
}

/// Last tier.
pub trait ByUnread {
    #[doc(hidden)]
    fn __frosted_reads(&self) -> Unread;
}

impl<T: ?Sized> ByUnread for Of<T> {
    fn __frosted_reads(&self) -> Unread {
        Unread
    }
}

/// Compiles if there is text to keep a part of, or to hash.
pub fn needs_text<T: ?Sized, R: ReadsText<T>>(_: &T, reads: R) -> R {
    reads
}

/// What reads text.
pub trait ReadsText<T: ?Sized>: Reads<T> {}

impl<T: Text + ?Sized> ReadsText<T> for AsText {}
impl<T: Text> ReadsText<Option<T>> for AsOptionalText {}
impl<T: Text> ReadsText<Option<T>> for AsOptional {}
impl<T: Text + ?Sized> ReadsText<T> for Unread {}
