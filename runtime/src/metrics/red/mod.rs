//! Rate, errors and duration of annotated functions: one path for our own recorder, where each
//! thread has its own counts, and one for a recorder of the application's.

mod block;
mod facade;
mod local;
mod shared;
mod threads;

pub(super) use facade::describe;

use super::exemplars;
use crate::context::SpanContext;
use crate::outcome::Outcome;
use crate::site::Site;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// How many kinds of error one function may show as labels; the rest share [`OTHER_KIND`].
const MAX_KINDS: usize = 32;
/// The kind of every error past the limit.
const OTHER_KIND: &str = "_other";

/// Who counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Counts {
    /// Nobody, so far.
    Nobody = 0,
    /// Our recorder.
    Ours = 1,
    /// A recorder of the application's.
    Theirs = 2,
}

static COUNTS: AtomicU8 = AtomicU8::new(Counts::Nobody as u8);

/// Says who counts from now on, and makes every function's series start at zero.
pub(super) fn start(counts: Counts) {
    for site in crate::site::all().filter(|site| site.spec().metrics) {
        match counts {
            Counts::Ours => local::register(site),
            Counts::Theirs => facade::cells(site).start_at_zero(),
            Counts::Nobody => {}
        }
    }
    COUNTS.store(counts as u8, Ordering::Release);
}

/// Whether anybody counts. Handles are resolved once and kept, so none may be resolved before.
#[inline]
pub(crate) fn recording() -> bool {
    counts() != Counts::Nobody
}

/// Who counts.
#[inline]
pub(super) fn counts() -> Counts {
    const OURS: u8 = Counts::Ours as u8;
    const THEIRS: u8 = Counts::Theirs as u8;
    match COUNTS.load(Ordering::Acquire) {
        OURS => Counts::Ours,
        THEIRS => Counts::Theirs,
        _ => Counts::Nobody,
    }
}

#[inline]
fn ours() -> bool {
    counts() == Counts::Ours
}

/// Counts a call that begins.
#[inline]
pub(crate) fn begun(site: &'static Site) {
    if ours() {
        local::begun(site);
    } else {
        facade::cells(site).entered();
    }
}

/// Counts one finished call: the only place where its outcome reaches the metrics. The kind is
/// empty unless the outcome is an error.
#[inline]
pub(crate) fn ended(site: &'static Site, outcome: Outcome, error_kind: &'static str, nanos: u64) {
    if ours() {
        local::ended(site, outcome, error_kind, nanos);
    } else {
        let took = Duration::from_nanos(nanos);
        facade::cells(site).finished(outcome, error_kind, took);
    }
}

/// Offers a call that took so long as an exemplar.
#[inline]
pub(crate) fn offer_exemplar(site: &'static Site, nanos: u64, span: SpanContext) {
    if ours() && exemplars::fits(&span) {
        local::offer(site, nanos, span);
    }
}
