//! Settings from the environment, read once at `init`.
//!
//! A bad `OTEL_*` value is a warning and the specification's default; bad `FROSTED_*` values are
//! one error that lists them all.

#[cfg(not(feature = "axum"))]
#[path = "no_edge.rs"]
mod edge;
#[cfg(feature = "axum")]
mod edge;
mod env;
mod exports;
mod limits;
mod otel;
mod own;
mod policy;
mod reports;
mod settings;
mod unsupported;

#[cfg(feature = "axum")]
pub(crate) use edge::Surroundings;
pub(crate) use env::Environment;
pub(crate) use exports::Export;
pub(crate) use otel::{Batches, Otel, Temporality};
pub use own::Fault;
pub(crate) use own::{LogFormat, LogTarget, Own};
pub(crate) use policy::Redaction;
pub(crate) use reports::Reports;
pub(crate) use settings::{SETTINGS, Setting};

#[cfg(test)]
mod tests;
