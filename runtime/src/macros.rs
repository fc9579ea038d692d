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

/// Adds classes to [our own](crate::redact::Class), each on one of their floors: `public`,
/// `internal`, `pii`, `pan`, `health` or `secret`. A class is treated as its floor is, unless a
/// policy names it.
///
/// ```
/// use frosted::Redact;
///
/// frosted::taxonomy! {
///     /// What this company tells apart.
///     pub Acme {
///         TenantSecret: secret,
///         StaffNote: pii,
///     }
/// }
///
/// #[derive(Redact)]
/// struct Tenant {
///     #[redact(class = Acme::TenantSecret)]
///     signing: [u8; 32],
/// }
/// # assert_eq!(format!("{:?}", Tenant { signing: [0; 32] }), "Tenant { signing: [TenantSecret] }");
/// ```
#[macro_export]
macro_rules! taxonomy {
    ($(#[$attribute:meta])* $visibility:vis $name:ident {
        $($(#[$of_class:meta])* $class:ident: $floor:ident),+ $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug)]
        $visibility struct $name;

        #[allow(non_upper_case_globals, reason = "classes are named as types are")]
        impl $name {
            $($(#[$of_class])*
            pub const $class: $crate::redact::Class = $crate::redact::Class::on(
                ::core::stringify!($class),
                ::core::concat!("[", ::core::stringify!($class), "]"),
                $crate::__floor!($floor),
            );)+
        }

        $($crate::__register_class!($name::$class);)+
    };
}

/// A floor by its name.
#[doc(hidden)]
#[macro_export]
macro_rules! __floor {
    (public) => {
        $crate::redact::Floor::Public
    };
    (internal) => {
        $crate::redact::Floor::Internal
    };
    (pii) => {
        $crate::redact::Floor::Pii
    };
    (pan) => {
        $crate::redact::Floor::Pan
    };
    (health) => {
        $crate::redact::Floor::Health
    };
    (secret) => {
        $crate::redact::Floor::Secret
    };
    ($other:ident) => {
        ::core::compile_error!(
            "a class stands on `public`, `internal`, `pii`, `pan`, `health` or `secret`"
        )
    };
}

/// Puts a class into the list of all.
#[cfg(feature = "engine")]
#[doc(hidden)]
#[macro_export]
macro_rules! __register_class {
    ($class:expr) => {
        $crate::__private::inventory::submit! { $crate::__private::RegisteredClass($class) }
    };
}

/// Without an output there is no list.
#[cfg(not(feature = "engine"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register_class {
    ($class:expr) => {};
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

/// Puts a business metric into the list of all.
#[cfg(feature = "engine")]
#[doc(hidden)]
#[macro_export]
macro_rules! __register_metric {
    ($metric:ident) => {
        $crate::__private::inventory::submit! { $crate::__private::RegisteredMetric(&$metric) }
    };
}

/// Without an output there is no list.
#[cfg(not(feature = "engine"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register_metric {
    ($metric:ident) => {};
}

/// Puts the objective of a route into the list of all.
#[cfg(feature = "engine")]
#[doc(hidden)]
#[macro_export]
macro_rules! __register_objective {
    ($objective:ident) => {
        $crate::__private::inventory::submit! {
            $crate::__private::RegisteredObjective(&$objective)
        }
    };
}

/// Without an output there is no list.
#[cfg(not(feature = "engine"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register_objective {
    ($objective:ident) => {};
}

/// Puts the schema of a type into the list of all.
#[cfg(feature = "engine")]
#[doc(hidden)]
#[macro_export]
macro_rules! __register_schema {
    ($schema:ident) => {
        $crate::__private::inventory::submit! { $crate::__private::RegisteredSchema(&$schema) }
    };
}

/// Without an output there is no list.
#[cfg(not(feature = "engine"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register_schema {
    ($schema:ident) => {};
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
