//! Types of other crates, each behind a feature of its crate's name. Ids, times and amounts may be
//! `public`, and have a text to hash; none is recorded unless somebody says what it is.

#[cfg(feature = "axum")]
mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "axum")]
mod http;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;
#[cfg(feature = "valuable")]
mod valuable;

/// A type that prints itself, and that may be shown where a field says so.
#[allow(unused_macros, reason = "there may be no crate to speak of")]
macro_rules! printed {
    ($($ty:ty),+) => {
        $(impl $crate::redact::Open for $ty {
            fn show(&self, out: &mut $crate::redact::Out<'_>) -> std::fmt::Result {
                out.text(&self.to_string())
            }
        }

        impl $crate::redact::Text for $ty {
            fn text(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Owned(self.to_string())
            }
        })+
    };
}

#[allow(unused_imports, reason = "as above")]
use printed;
