//! Cargo features as constants, for decisions about values rather than about modules.

/// Whether OTLP over gRPC is built in.
pub(crate) const GRPC: bool = cfg!(feature = "otlp-grpc");

/// Whether OTLP over HTTP can go to `https` endpoints.
pub(crate) const HTTP_TLS: bool = cfg!(any(feature = "otlp-tls", feature = "sentry"));

/// Whether OTLP over gRPC can go to `https` endpoints.
pub(crate) const GRPC_TLS: bool = cfg!(feature = "otlp-grpc-tls");
