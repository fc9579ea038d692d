//! What threads meet on. The models in `tests/models` compile the files that use this module with
//! the types of loom in its place, and check them under every order in which threads may run.

pub(crate) use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
pub(crate) use std::time::Instant;

pub(crate) mod atomic {
    pub(crate) use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
}
