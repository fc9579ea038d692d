//! Cargo features as constants, for decisions about values rather than about modules.

use crate::names::families::Part;

/// The web framework that is built in, if there is one.
pub(crate) const FRAMEWORK: &str = if cfg!(feature = "axum") { "axum" } else { "" };

/// Whether OTLP over gRPC is built in.
pub(crate) const GRPC: bool = cfg!(feature = "otlp-grpc");

/// Whether OTLP over HTTP can go to `https` endpoints.
pub(crate) const HTTP_TLS: bool = cfg!(any(feature = "otlp-tls", feature = "sentry"));

/// Whether OTLP over gRPC can go to `https` endpoints.
pub(crate) const GRPC_TLS: bool = cfg!(feature = "otlp-grpc-tls");

/// Whether a part that emits metrics is built in.
pub(crate) const fn emits(part: Part) -> bool {
    match part {
        Part::Functions | Part::Core => true,
        Part::Tokio => cfg!(feature = "tokio"),
        Part::Logs => cfg!(feature = "logs"),
        Part::Otlp => cfg!(feature = "otlp"),
        Part::Sentry => cfg!(feature = "sentry"),
        Part::Stores => cfg!(any(feature = "sql", feature = "redis")),
        Part::Sql => cfg!(feature = "sql"),
        Part::Redis => cfg!(feature = "redis"),
        Part::Http | Part::Health => cfg!(feature = "axum"),
    }
}

/// The features that are built in, of those that an operator asks about.
pub(crate) fn built_in() -> String {
    let all = [
        (cfg!(feature = "axum"), "axum"),
        (cfg!(feature = "layer"), "layer"),
        (cfg!(feature = "log"), "log"),
        (cfg!(feature = "logs"), "logs"),
        (cfg!(feature = "opentelemetry"), "opentelemetry"),
        (cfg!(feature = "otlp"), "otlp"),
        (cfg!(feature = "otlp-grpc"), "otlp-grpc"),
        (cfg!(feature = "otlp-grpc-tls"), "otlp-grpc-tls"),
        (cfg!(feature = "otlp-tls"), "otlp-tls"),
        (cfg!(feature = "prometheus"), "prometheus"),
        (cfg!(feature = "sentry"), "sentry"),
    ];
    let built_in = all.iter().filter(|(is_there, _)| *is_there);
    let names: Vec<&str> = built_in.map(|(_, name)| *name).collect();
    names.join(" ")
}
