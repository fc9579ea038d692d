//! Cargo features as constants, for decisions about values rather than about modules.

/// Whether OTLP over gRPC is built in.
pub(crate) const GRPC: bool = cfg!(feature = "otlp-grpc");

/// Whether OTLP can go to `https` endpoints.
pub(crate) const fn tls(grpc: bool) -> bool {
    if grpc {
        cfg!(feature = "otlp-grpc-tls")
    } else {
        cfg!(feature = "otlp-tls")
    }
}
