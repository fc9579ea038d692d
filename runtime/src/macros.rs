//! The macros that are not procedural.

/// Sets telemetry up from the environment: log lines, metrics and traces. Call it once, first
/// thing in `main`, and keep what it returns.
///
/// The service is named after the package that calls it, with its version; `OTEL_SERVICE_NAME` and
/// `OTEL_RESOURCE_ATTRIBUTES` win over both. All variables are listed in the
/// [crate's documentation](crate#settings). For more, see [`Builder`](crate::Builder).
///
/// ```no_run
/// fn main() -> Result<(), frosted::InitError> {
///     let _telemetry = frosted::init!()?;
///     // The application runs here.
///     Ok(())
/// }
/// ```
///
/// # Errors
/// Those of [`Builder::init`](crate::Builder::init).
#[cfg(feature = "engine")]
#[macro_export]
macro_rules! init {
    () => {
        $crate::Builder::new(
            ::core::env!("CARGO_PKG_NAME"),
            ::core::env!("CARGO_PKG_VERSION"),
        )
        .init()
    };
}

/// Puts a site into the list of all annotated functions.
#[cfg(feature = "engine")]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($site:ident) => {
        $crate::__private::inventory::submit! { $crate::__private::Registered(&$site) }
    };
}

/// Without an output there is no list.
#[cfg(not(feature = "engine"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($site:ident) => {};
}

/// Makes an error a response.
#[cfg(feature = "axum")]
#[doc(hidden)]
#[macro_export]
macro_rules! __respond {
    ([$($generics:tt)*] [$($error:tt)*] [$($bounds:tt)*]) => {
        impl $($generics)* $crate::__private::IntoResponse for $($error)* $($bounds)* {
            fn into_response(self) -> $crate::__private::Response {
                $crate::http::error_response(&self)
            }
        }
    };
}

/// Without Axum there are no responses.
#[cfg(not(feature = "axum"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __respond {
    ($($tokens:tt)*) => {};
}
