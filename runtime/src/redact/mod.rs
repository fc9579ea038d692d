//! The first wall: what of a call's arguments may be recorded at all.
//!
//! Deny by default. A value is recorded because its *type* is known to be harmless (a plain
//! scalar) or because somebody wrote it into `fields(..)`; never because it can be printed. A
//! *name* that speaks of a secret wins over any type.

mod capture;
#[cfg(feature = "engine")]
mod keys;
mod plain;
mod text;

pub use capture::{ByExplicit, ByNothing, ByPlain, Explicit, Probe, debug, display};
pub use plain::{Captured, Plain};

pub(crate) use text::{bounded, clipped};

#[cfg(feature = "engine")]
pub(crate) use keys::{is_measure, is_sensitive};
