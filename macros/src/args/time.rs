//! Durations as text: a whole number with its unit.

use super::string;
use std::time::Duration;
use syn::Expr;

/// How many bounds a histogram may have: as many as the usual ones.
const MAX_BOUNDS: usize = FUNCTION_BOUNDS.len();

/// The bounds of the duration of functions in milliseconds. A test of the workspace compares them
/// with the runtime's.
pub(crate) const FUNCTION_BOUNDS: [u64; 16] = [
    5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000, 30_000, 60_000,
];
/// Those of requests are the first of them.
pub(crate) const ROUTE_BOUNDS: &[u64] = FUNCTION_BOUNDS.split_at(14).0;

/// The units, longest first.
const UNITS: [(&str, Duration); 4] = [
    ("m", Duration::from_secs(60)),
    ("s", Duration::from_secs(1)),
    ("ms", Duration::from_millis(1)),
    ("us", Duration::from_micros(1)),
];

/// `"200ms"`: a whole number with its unit, above zero.
pub(crate) fn read(value: &Expr) -> Option<Duration> {
    let text = string(value)?.value();
    let digits = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let (_, unit) = UNITS.iter().find(|(name, _)| *name == unit)?;
    let time = unit.checked_mul(number.parse().ok()?)?;
    (!time.is_zero()).then_some(time)
}

/// `["10ms", "100ms"]`: ascending bounds, of which a metric has room for so many.
pub(crate) fn bounds(value: &Expr) -> Option<Vec<Duration>> {
    let Expr::Array(array) = value else {
        return None;
    };
    let bounds: Option<Vec<_>> = array.elems.iter().map(read).collect();
    bounds.filter(|bounds| {
        let ascending = bounds.windows(2).all(|pair| pair[0] < pair[1]);
        ascending && (1..=MAX_BOUNDS).contains(&bounds.len())
    })
}

/// These milliseconds as bounds.
pub(crate) fn millis(bounds: &[u64]) -> Vec<Duration> {
    bounds.iter().copied().map(Duration::from_millis).collect()
}

/// Nanoseconds, as the runtime takes them.
pub(crate) fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// The duration as it would be written.
pub(crate) fn shown(time: Duration) -> String {
    let whole = |unit: &&(&str, Duration)| time.as_nanos().is_multiple_of(unit.1.as_nanos());
    let (name, unit) = UNITS.iter().find(whole).unwrap_or(&UNITS[3]);
    format!("{}{name}", time.as_nanos() / unit.as_nanos())
}
