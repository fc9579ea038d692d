//! More room for a value on which threads meet.

use crate::sync::OnceLock;
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many stripes there are: more than most machines have processors to spare for one value.
const STRIPES: usize = 8;

/// A value on a cache line of its own.
#[derive(Debug, Default)]
#[repr(align(64))]
struct Apart<T>(T);

/// One value, or several that add up to it.
#[derive(Debug)]
pub(super) struct Stripes<T> {
    first: T,
    more: OnceLock<Box<[Apart<T>; STRIPES]>>,
}

impl<T> Stripes<T> {
    pub(super) fn new(first: T) -> Self {
        Self {
            first,
            more: OnceLock::new(),
        }
    }

    /// Where this thread writes, and whether nobody but the first comers write there.
    #[inline]
    pub(super) fn mine(&self) -> (&T, bool) {
        match self.more.get() {
            None => (&self.first, true),
            Some(more) => (&more[number() % STRIPES].0, false),
        }
    }

    /// Says that two threads met.
    #[cold]
    pub(super) fn grow(&self, new: impl Fn() -> T) {
        self.more
            .get_or_init(|| Box::new(std::array::from_fn(|_| Apart(new()))));
    }

    /// Every part of the value.
    pub(super) fn parts(&self) -> impl Iterator<Item = &T> {
        let more = self.more.get().into_iter().flat_map(|more| more.iter());
        std::iter::once(&self.first).chain(more.map(|apart| &apart.0))
    }
}

/// The number of this thread.
fn number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static MINE: Cell<usize> = const { Cell::new(usize::MAX) };
    }
    MINE.try_with(|mine| {
        if mine.get() == usize::MAX {
            mine.set(NEXT.fetch_add(1, Ordering::Relaxed));
        }
        mine.get()
    })
    .unwrap_or_default()
}
