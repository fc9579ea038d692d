//! Rate, errors and duration of annotated functions: one path for our own recorder, where each
//! thread has its own counts, and one for a recorder of the application's.

mod block;
mod facade;
mod local;
mod shared;
mod threads;

use super::exemplars;
use crate::context::SpanContext;
use crate::engine::Ending;
use crate::error_kind::ErrorClass;
use crate::names;
use crate::outcome::Outcome;
use crate::site::{Counted, Counting, Site};
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
    let functions = crate::site::all().filter(|site| site.spec().metrics);
    for counted in functions.flat_map(known) {
        match counts {
            Counts::Ours => local::register(counted),
            Counts::Theirs => facade::cells(counted).start_at_zero(),
            Counts::Nobody => {}
        }
    }
    COUNTS.store(counts as u8, Ordering::Release);
}

/// What calls of a function can be counted as, as far as that is known before the first.
fn known(site: &'static Site) -> Vec<Counted> {
    let labelled = site.labels().map(Counting::known);
    match labelled {
        None => vec![site.counted()],
        Some(sets) => {
            let sets = sets.iter().map(Some);
            sets.map(|set| Counted::new(site, set)).collect()
        }
    }
}

/// The labels of all calls that ended in this way. Whose an error was is only said where its type
/// says it.
fn of_calls(
    counted: Counted,
    outcome: Outcome,
    kind: &'static str,
    class: Option<ErrorClass>,
) -> Vec<(&'static str, &'static str)> {
    let class = class.map(|class| (names::LABEL_ERROR_CLASS, class.as_str()));
    let of_end = [
        (names::LABEL_RESULT, outcome.as_str()),
        (names::LABEL_ERROR_KIND, kind),
    ];
    let all = of_function(counted).into_iter().chain(of_end);
    all.chain(class).collect()
}

/// The labels of all metrics of a function.
fn of_function(counted: Counted) -> Vec<(&'static str, &'static str)> {
    let site = counted.site();
    let of_all = [
        (names::LABEL_FUNCTION, site.function()),
        (names::LABEL_MODULE, site.module()),
    ];
    let own = counted.labels().iter().copied();
    of_all.into_iter().chain(own).collect()
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
pub(crate) fn begun(counted: Counted) {
    if ours() {
        local::begun(counted);
    } else {
        facade::cells(counted).entered();
    }
}

/// Counts one finished call: the only place where its outcome reaches the metrics.
#[inline]
pub(crate) fn ended(counted: Counted, ending: &Ending, nanos: u64) {
    if ours() {
        local::ended(counted, ending, nanos);
    } else {
        let took = Duration::from_nanos(nanos);
        facade::finished(counted, ending, took);
    }
}

/// Offers a call that took so long as an exemplar.
#[inline]
pub(crate) fn offer_exemplar(counted: Counted, nanos: u64, span: SpanContext) {
    if ours() && exemplars::fits(&span) {
        local::offer(counted, nanos, span);
    }
}
