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
use std::sync::{Mutex, PoisonError};
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

/// Where the counting began, and where it was when the clocks were last compared.
#[derive(Clone, Copy, Debug)]
struct Anchors {
    first: Anchor,
    latest: Anchor,
}

static ANCHORS: Mutex<Option<Anchors>> = Mutex::new(None);

/// By how much the rate of the last moments may differ from that of the whole time, one part in so
/// many, before the whole time counts no longer: the machine slept, or the counter was set.
const DIFFERENCE: u64 = 1000;

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
        Self::now()
    }

    /// Nanoseconds from `earlier` to this reading; zero if it was not earlier.
    #[inline]
    pub(crate) fn nanos_since(self, earlier: Self) -> u64 {
        nanos(self.0.saturating_sub(earlier.0))
    }

    /// What was read so many nanoseconds before.
    #[cfg_attr(
        not(feature = "sql"),
        allow(dead_code, reason = "queries are told of late")
    )]
    pub(crate) fn before(self, nanos: u64) -> Self {
        let rate = u128::from(known_rate().max(1));
        let ticks = (u128::from(nanos) << POINT) / rate;
        Self(
            self.0
                .saturating_sub(u64::try_from(ticks).unwrap_or(u64::MAX)),
        )
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
    u64::try_from((u128::from(ticks) * u128::from(known_rate())) >> POINT).unwrap_or(u64::MAX)
}

/// Nanoseconds for one tick.
#[inline]
fn known_rate() -> u64 {
    match RATE.load(Ordering::Relaxed) {
        0 => first_look(),
        rate => rate,
    }
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

fn anchors() -> Anchors {
    let mut anchors = ANCHORS.lock().unwrap_or_else(PoisonError::into_inner);
    *anchors.get_or_insert_with(|| {
        let now = Anchor::now();
        Anchors {
            first: now,
            latest: now,
        }
    })
}

fn latest() -> Anchor {
    anchors().latest
}

/// Waits until enough time has passed since the first reading to know the rate.
#[cold]
fn first_look() -> u64 {
    let first = anchors().first;
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
/// place now. Called when telemetry starts and every second after that.
pub(crate) fn compare() -> u64 {
    let before = anchors();
    let now = Anchor::now();
    let first = start_of_the_count(before, now);
    let latest = now;
    *ANCHORS.lock().unwrap_or_else(PoisonError::into_inner) = Some(Anchors { first, latest });
    if SOURCE.load(Ordering::Relaxed) != Source::COUNTER {
        return 1 << POINT;
    }
    match rate(first, now) {
        Some(rate) => {
            RATE.store(rate, Ordering::Relaxed);
            rate
        }
        None => RATE.load(Ordering::Relaxed).max(1),
    }
}

/// From where on the rate is measured: from the first reading, unless the last moments speak
/// another language.
fn start_of_the_count(before: Anchors, now: Anchor) -> Anchor {
    let Anchors { first, latest } = before;
    if now.ticks < latest.ticks {
        return now;
    }
    match (rate(first, now), rate(latest, now)) {
        (Some(all), Some(recent)) if all.abs_diff(recent) > all / DIFFERENCE => latest,
        _ => first,
    }
}

/// Nanoseconds for one tick between two readings, if they are far enough apart.
fn rate(from: Anchor, to: Anchor) -> Option<u64> {
    let ticks = to
        .ticks
        .0
        .checked_sub(from.ticks.0)
        .filter(|ticks| *ticks > 0)?;
    let elapsed = to.steady.saturating_duration_since(from.steady);
    let rate = u64::try_from((elapsed.as_nanos() << POINT) / u128::from(ticks)).ok()?;
    (elapsed >= FIRST_LOOK && rate > 0).then_some(rate)
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
    fn a_machine_that_slept_is_measured_anew() {
        let first = Anchor::now();
        let later = |seconds: u64, ticks: u64| Anchor {
            ticks: Ticks(first.ticks.0 + ticks),
            steady: first.steady + Duration::from_secs(seconds),
            wall: first.wall,
        };
        let latest = later(100, 100_000_000_000);
        let anchors = Anchors { first, latest };
        let awake = later(101, 101_000_000_000);
        assert_eq!(start_of_the_count(anchors, awake).ticks, first.ticks);
        let slept = later(101, 900_000_000_000);
        assert_eq!(start_of_the_count(anchors, slept).ticks, latest.ticks);
        let reset = Anchor {
            ticks: Ticks(5),
            ..awake
        };
        assert_eq!(start_of_the_count(anchors, reset).ticks, reset.ticks);
    }

    #[test]
    fn time_that_runs_backwards_is_no_time() {
        let now = Ticks::now();
        assert_eq!(now.nanos_since(Ticks(now.0 + 1_000_000)), 0);
    }
}
