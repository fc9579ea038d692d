//! What an error type says of itself.

use tracing_core::Level;

/// Names the kind of an error, so that `#[observed]` can label a failed call by it.
///
/// The kind becomes the label `error_kind` of `function_calls_total` and the attribute
/// `error.type` of the span: keep it stable, in snake case, from a closed set. A function whose
/// error type does not implement this trait gets the name of the type as its kind.
///
/// The error's text is not asked for: it is never recorded by default, as it may quote what a
/// user sent.
///
/// ```
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
/// }
/// # use frosted::ErrorKind;
/// # assert_eq!(OrderError::PaymentDeclined { code: 51 }.kind(), "payment_declined");
/// # assert_eq!(OrderError::OutOfStock.level(), frosted::Level::ERROR);
/// ```
pub trait ErrorKind {
    /// The kind, in snake case.
    fn kind(&self) -> &'static str;

    /// The level of the event that reports the error. `ERROR` unless the type says otherwise; an
    /// error that a caller is expected to make, such as a wrong password, is better at `WARN`.
    fn level(&self) -> Level {
        Level::ERROR
    }
}

impl<T: ErrorKind + ?Sized> ErrorKind for &T {
    fn kind(&self) -> &'static str {
        (**self).kind()
    }

    fn level(&self) -> Level {
        (**self).level()
    }
}

impl<T: ErrorKind + ?Sized> ErrorKind for Box<T> {
    fn kind(&self) -> &'static str {
        (**self).kind()
    }

    fn level(&self) -> Level {
        (**self).level()
    }
}
