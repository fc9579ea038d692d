//! Events of a library that say what could be a span: somebody takes them before they are lines.

use super::current;
use super::fields::Fields;
use crate::clock::Ticks;
use std::cell::Cell;
use std::sync::OnceLock;
use std::time::Duration;
use tracing_core::{Level, Metadata};

/// Who takes the events of one target.
#[derive(Debug)]
pub(crate) struct Tap {
    pub(crate) target: &'static str,
    /// The level up to which they are listened to, whatever the log shows.
    pub(crate) level: Level,
    /// Whether what is said now is known already.
    pub(crate) knows: fn() -> bool,
    /// Takes one, which is not known already or is shown; whether it is no line any more.
    pub(crate) take: fn(Level, &Fields) -> bool,
}

static TAP: OnceLock<Tap> = OnceLock::new();

/// From now on, this one takes events. There is one.
pub(crate) fn tap(tap: Tap) {
    let _ = TAP.set(tap);
}

/// The level up to which anything is listened to.
pub(super) fn level() -> Option<Level> {
    TAP.get().map(|tap| tap.level)
}

/// Who takes events of this kind.
#[inline]
pub(super) fn of(metadata: &Metadata<'_>) -> Option<&'static Tap> {
    let tap = TAP.get()?;
    // Also whoever only asks whether anybody listens.
    (!metadata.is_span() && metadata.target() == tap.target && *metadata.level() <= tap.level)
        .then_some(tap)
}

/// Whether this thread is right inside of a span of this target.
pub(crate) fn is_inside(target: &str) -> bool {
    current::innermost_is(|metadata| metadata.target() == target)
}

thread_local! {
    /// How long ago the next span began, in nanoseconds.
    static EARLIER: Cell<u64> = const { Cell::new(0) };
}

/// Makes a span that began so long ago.
pub(crate) fn began_before<T>(time: Duration, create: impl FnOnce() -> T) -> T {
    let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let _ = EARLIER.try_with(|earlier| earlier.set(nanos));
    let created = create();
    let _ = EARLIER.try_with(|earlier| earlier.set(0));
    created
}

/// When the span that is being made began.
#[inline]
pub(super) fn begun() -> Ticks {
    let now = Ticks::now();
    match EARLIER.try_with(Cell::take) {
        Ok(0) | Err(_) => now,
        Ok(earlier) => now.before(earlier),
    }
}
