//! What an error type says of itself.

#[cfg(feature = "axum")]
mod axum;
#[cfg(feature = "axum-json")]
mod axum_json;
mod io;
#[cfg(feature = "serde_json")]
mod json;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "sqlx")]
mod sqlx;

use std::borrow::Cow;
use tracing_core::Level;

/// Names the kind of an error, so that `#[observed]` can label a failed call by it.
///
/// The kind becomes the label `error_kind` of `function_calls_total` and the attribute
/// `error.type` of the span: keep it stable, in snake case, from a closed set. A function whose
/// error type does not implement this trait gets the name of the type as its kind.
///
/// Derive it: see [the derive macro](derive@crate::ErrorKind). By hand, only the kind is needed:
///
/// ```
/// use frosted::ErrorClass;
///
/// enum OrderError {
///     OutOfStock,
///     PaymentDeclined { code: u16 },
/// }
///
/// impl frosted::ErrorKind for OrderError {
///     fn kind(&self) -> &'static str {
///         match self {
///             Self::OutOfStock => "out_of_stock",
///             Self::PaymentDeclined { .. } => "payment_declined",
///         }
///     }
///
///     fn class(&self) -> ErrorClass {
///         ErrorClass::Client
///     }
/// }
/// # use frosted::ErrorKind;
/// # assert_eq!(OrderError::PaymentDeclined { code: 51 }.kind(), "payment_declined");
/// # assert_eq!(OrderError::OutOfStock.level(), frosted::Level::WARN);
/// # assert_eq!(OrderError::OutOfStock.http_status(), 400);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what kind of error it is",
    label = "not an `ErrorKind`",
    note = "put `#[derive(frosted::ErrorKind)]` on it, or implement `frosted::ErrorKind` by hand"
)]
pub trait ErrorKind {
    /// The kind, in snake case.
    fn kind(&self) -> &'static str;

    /// Whose error it is.
    fn class(&self) -> ErrorClass {
        ErrorClass::Server
    }

    /// The level of the event that reports the error. By default that of its
    /// [class](ErrorClass::level).
    fn level(&self) -> Level {
        self.class().level()
    }

    /// Whether the same call may succeed if it is made again.
    fn retryable(&self) -> bool {
        false
    }

    /// The status code of an HTTP response that reports the error. By default that of its
    /// [class](ErrorClass::http_status).
    fn http_status(&self) -> u16 {
        self.class().http_status()
    }

    /// A text that anybody may read: the event shows it, and so does a response. It must not quote
    /// what a user sent. Without one, the kind has to do: the error's own text is never recorded
    /// by default.
    fn safe_text(&self) -> Option<Cow<'static, str>> {
        None
    }
}

/// Whose error it is: what an alert asks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// The caller's: what it sent is wrong, missing, or not allowed.
    Client,
    /// This service's own.
    Server,
    /// That of a service or a data store that this one needs.
    Dependency,
    /// Nobody's: the work was given up, as its result is no longer wanted.
    Cancelled,
}

impl ErrorClass {
    /// The level of events: `WARN` for the caller's errors, which are expected to happen, `INFO`
    /// for cancelled work, `ERROR` for the others.
    pub const fn level(self) -> Level {
        match self {
            Self::Client => Level::WARN,
            Self::Server | Self::Dependency => Level::ERROR,
            Self::Cancelled => Level::INFO,
        }
    }

    /// The HTTP status code (RFC 9110): 400, 500, 502, and 499 for cancelled work (nginx'
    /// convention; RFC 9110 has none).
    pub const fn http_status(self) -> u16 {
        match self {
            Self::Client => 400,
            Self::Server => 500,
            Self::Dependency => 502,
            Self::Cancelled => 499,
        }
    }

    /// The class as text: `client`, `server`, `dependency` or `cancelled`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
            Self::Dependency => "dependency",
            Self::Cancelled => "cancelled",
        }
    }
}

macro_rules! by_reference {
    ($($holder:ty),+) => {
        $(impl<T: ErrorKind + ?Sized> ErrorKind for $holder {
            fn kind(&self) -> &'static str {
                (**self).kind()
            }

            fn class(&self) -> ErrorClass {
                (**self).class()
            }

            fn level(&self) -> Level {
                (**self).level()
            }

            fn retryable(&self) -> bool {
                (**self).retryable()
            }

            fn http_status(&self) -> u16 {
                (**self).http_status()
            }

            fn safe_text(&self) -> Option<Cow<'static, str>> {
                (**self).safe_text()
            }
        })+
    };
}

by_reference!(&T, Box<T>, std::sync::Arc<T>);
