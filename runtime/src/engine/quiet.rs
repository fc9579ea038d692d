//! Work of our own threads that is no part of anybody's trace: what the exporter's HTTP client says of
//! itself must not come back as spans to export.
//!
//! A scoped subscriber would do the same, and would make every span and event of the whole process
//! look for one: the facade is fast only while there is no scope at all.

use std::cell::Cell;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` with nobody listening.
pub(crate) fn quietly<T>(work: impl FnOnce() -> T) -> T {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            let _ = QUIET.try_with(|quiet| quiet.set(self.0));
        }
    }
    let before = QUIET.try_with(|quiet| quiet.replace(true));
    let _restore = Restore(before.unwrap_or_default());
    work()
}

/// Whether nobody listens on this thread.
#[inline]
pub(super) fn is_quiet() -> bool {
    QUIET.try_with(Cell::get).unwrap_or_default()
}
