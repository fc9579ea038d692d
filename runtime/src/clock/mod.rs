//! A clock for the hot path: the processor's time-stamp counter where the kernel itself trusts it,
//! the steady clock of the operating system everywhere else.
//!
//! A reading is a number of ticks, which costs half of what `Instant::now` does. Ticks become
//! nanoseconds with a rate that is measured against the steady clock when telemetry starts, and
//! again and again while it runs, so that an error of the first measurement does not add up and
//! the slow corrections of the steady clock are followed. Which source is read is decided once.
//!
//! What goes wrong, and what happens then: the counter of another processor is behind by a little,
//! and a span of time comes out negative: it counts as zero. Nothing is known of the counter (not
//! `x86_64`, not Linux, `/sys` not readable, the kernel uses another source): the steady clock.

mod source;

use source::Source;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// For how long the counter is watched before its rate is used for the first time: an error of
/// 20 ns in the reading of both clocks is then one in a hundred thousand.
const FIRST_LOOK: Duration = Duration::from_millis(2);
/// How often both clocks are read to find a moment at which nothing came in between.
const TRIES: usize = 8;
/// A rate is a fixed-point number with this many binary digits after the point.
const POINT: u32 = 32;

/// One reading of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ticks(u64);

static SOURCE: AtomicU8 = AtomicU8::new(Source::UNKNOWN);
/// Nanoseconds for one tick; zero before the first look.
static RATE: AtomicU64 = AtomicU64::new(0);

/// The same moment by every clock.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    ticks: Ticks,
    steady: Instant,
    wall: SystemTime,
}

/// Where the counting began.
static FIRST: OnceLock<Anchor> = OnceLock::new();
/// Where it was when the clocks were last compared.
static LATEST: Mutex<Option<Anchor>> = Mutex::new(None);

impl Ticks {
    /// No reading at all.
    pub(crate) const ZERO: Self = Self(0);

    /// Now.
    #[inline]
    pub(crate) fn now() -> Self {
        match SOURCE.load(Ordering::Relaxed) {
            Source::COUNTER => Self(source::counter()),
            Source::STEADY => Self(source::steady()),
            _ => Self::first(),
        }
    }

    #[cold]
    fn first() -> Self {
        let source = source::trusted();
        SOURCE.store(source, Ordering::Relaxed);
        if source == Source::STEADY {
            RATE.store(1 << POINT, Ordering::Relaxed);
        }
        FIRST.get_or_init(Anchor::now);
        Self::now()
    }

    /// Nanoseconds from `earlier` to this reading; zero if it was not earlier.
    #[inline]
    pub(crate) fn nanos_since(self, earlier: Self) -> u64 {
        nanos(self.0.saturating_sub(earlier.0))
    }

    /// The wall clock's time at this reading.
    pub(crate) fn wall(self) -> SystemTime {
        let anchor = latest();
        if self >= anchor.ticks {
            anchor.wall + Duration::from_nanos(self.nanos_since(anchor.ticks))
        } else {
            let before = Duration::from_nanos(anchor.ticks.nanos_since(self));
            anchor.wall.checked_sub(before).unwrap_or(anchor.wall)
        }
    }
}

/// Nanoseconds of so many ticks.
#[inline]
pub(crate) fn nanos(ticks: u64) -> u64 {
    let rate = match RATE.load(Ordering::Relaxed) {
        0 => first_look(),
        rate => rate,
    };
    u64::try_from((u128::from(ticks) * u128::from(rate)) >> POINT).unwrap_or(u64::MAX)
}

impl Anchor {
    /// The steady clock is read between two readings of the counter, a few times; the closest two
    /// say best when that was.
    fn now() -> Self {
        let mut best = None;
        for _ in 0..TRIES {
            let before = Ticks::now().0;
            let (steady, wall) = (Instant::now(), SystemTime::now());
            let width = Ticks::now().0.saturating_sub(before);
            if best.is_none_or(|(narrowest, _)| width < narrowest) {
                let ticks = Ticks(before + width / 2);
                best = Some((
                    width,
                    Self {
                        ticks,
                        steady,
                        wall,
                    },
                ));
            }
        }
        best.expect("it was tried at least once").1
    }
}

fn first() -> Anchor {
    let _ = Ticks::now();
    *FIRST.get_or_init(Anchor::now)
}

fn latest() -> Anchor {
    let latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    latest.unwrap_or_else(first)
}

/// Waits until enough time has passed since the first reading to know the rate.
#[cold]
fn first_look() -> u64 {
    let first = first();
    while first.steady.elapsed() < FIRST_LOOK {
        std::hint::spin_loop();
    }
    compare()
}

/// Makes the clock ready, so that the first call that is timed does not wait for it.
pub(crate) fn settle() {
    first_look();
}

/// Compares the clocks: the rate over everything since the first reading, and the wall clock's
/// place now. Called when telemetry starts and every few seconds after that.
pub(crate) fn compare() -> u64 {
    let first = first();
    let now = Anchor::now();
    *LATEST.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    if SOURCE.load(Ordering::Relaxed) != Source::COUNTER {
        return 1 << POINT;
    }
    let ticks = now.ticks.0.saturating_sub(first.ticks.0).max(1);
    let elapsed = now.steady.saturating_duration_since(first.steady);
    let rate = (elapsed.as_nanos() << POINT) / u128::from(ticks);
    let rate = u64::try_from(rate).unwrap_or(u64::MAX).max(1);
    if elapsed >= FIRST_LOOK {
        RATE.store(rate, Ordering::Relaxed);
    }
    rate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_time_is_that_of_the_steady_clock() {
        let (steady, ticks) = (Instant::now(), Ticks::now());
        std::thread::sleep(Duration::from_millis(30));
        let (took, seen) = (steady.elapsed(), Ticks::now().nanos_since(ticks));
        let seen = Duration::from_nanos(seen);
        assert!(
            seen.abs_diff(took) < Duration::from_millis(2),
            "{seen:?} {took:?}"
        );
    }

    #[test]
    fn a_reading_has_a_place_on_the_wall_clock() {
        let before = SystemTime::now();
        let ticks = Ticks::now();
        compare();
        let after = SystemTime::now() + Duration::from_millis(1);
        let wall = ticks.wall() + Duration::from_millis(1);
        assert!(before <= wall && wall <= after + Duration::from_millis(1));
    }

    #[test]
    fn time_that_runs_backwards_is_no_time() {
        let now = Ticks::now();
        assert_eq!(now.nanos_since(Ticks(now.0 + 1_000_000)), 0);
    }
}
