//! Work of our own threads that is no part of anybody's trace: what the exporter's HTTP client says of
//! itself must not come back as spans to export.
//!
//! A scoped subscriber would do the same, and would make every span and event of the whole process
//! look for one: the facade is fast only while there is no scope at all.

use std::cell::Cell;

thread_local! {
    /// How many events this thread is writing, one because of the other.
    static WRITING: Cell<u8> = const { Cell::new(0) };
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

/// An event that is being written.
pub(super) struct Writing {
    /// How many others were when it came.
    pub(super) around: u8,
}

impl Writing {
    #[inline]
    pub(super) fn begin() -> Self {
        let around = WRITING.try_with(|writing| {
            let around = writing.get();
            writing.set(around.saturating_add(1));
            around
        });
        Self {
            around: around.unwrap_or_default(),
        }
    }
}

impl Drop for Writing {
    #[inline]
    fn drop(&mut self) {
        let _ = WRITING.try_with(|writing| writing.set(self.around));
    }
}
