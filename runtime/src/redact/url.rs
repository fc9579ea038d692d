//! `#[redact(url)]`: an address without what it keeps secret.

use super::Redact;
use super::out::Out;
use std::borrow::Cow;
use std::fmt;

/// A type whose values are addresses (RFC 3986).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no address, so this field cannot be `url`",
    label = "not an address",
    note = "`url` is for text, and for `http::Uri` and `url::Url` with the features `axum` and `url`"
)]
pub trait UrlText {
    /// The whole address, if there is one.
    fn url_text(&self) -> Option<Cow<'_, str>>;
}

impl UrlText for str {
    fn url_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl UrlText for String {
    fn url_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

macro_rules! by_reference {
    ($($holder:ty),+) => {
        $(impl<T: UrlText + ?Sized> UrlText for $holder {
            fn url_text(&self) -> Option<Cow<'_, str>> {
                (**self).url_text()
            }
        })+
    };
}

by_reference!(&T, Box<T>, std::sync::Arc<T>, std::rc::Rc<T>);

impl<T: UrlText> UrlText for Option<T> {
    fn url_text(&self) -> Option<Cow<'_, str>> {
        self.as_ref()?.url_text()
    }
}

/// An address on its way out: without credentials, and of query and fragment only the names.
pub struct Address<'a, T: ?Sized>(&'a T);

/// The value of a field that is an address.
pub fn address<T: UrlText + ?Sized>(value: &T) -> Address<'_, T> {
    Address(value)
}

impl<T: UrlText + ?Sized> Redact for Address<'_, T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        match self.0.url_text() {
            Some(address) => out.address(&address),
            None => out.none(),
        }
    }
}

impl<T: ?Sized> fmt::Debug for Address<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address")
    }
}
