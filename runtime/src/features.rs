//! Cargo features as constants, for decisions about values rather than about modules.

/// Whether OTLP over gRPC is built in.
pub(crate) const GRPC: bool = cfg!(feature = "otlp-grpc");
