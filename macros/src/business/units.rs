//! Names and units, as the Prometheus conventions have them:
//! <https://prometheus.io/docs/practices/naming/>.

/// Units that are not base units, and the base unit of each.
const OTHERS: &[(&str, &str)] = &[
    ("ms", "seconds"),
    ("us", "seconds"),
    ("ns", "seconds"),
    ("millis", "seconds"),
    ("milliseconds", "seconds"),
    ("microseconds", "seconds"),
    ("nanoseconds", "seconds"),
    ("minutes", "seconds"),
    ("hours", "seconds"),
    ("days", "seconds"),
    ("kb", "bytes"),
    ("mb", "bytes"),
    ("gb", "bytes"),
    ("kilobytes", "bytes"),
    ("megabytes", "bytes"),
    ("gigabytes", "bytes"),
    ("kib", "bytes"),
    ("mib", "bytes"),
    ("bits", "bytes"),
    ("percent", "ratio"),
    ("cents", "usd"),
];

/// Units that a name is known to end with.
const BASE: &[&str] = &[
    "seconds", "bytes", "ratio", "meters", "grams", "joules", "volts", "amperes", "celsius", "usd",
    "eur", "gbp", "jpy", "chf",
];

/// Suffixes of lines that the page makes itself.
const RESERVED: &[&str] = &["_count", "_sum", "_bucket", "_created", "_info"];

/// The base unit for a unit that is none.
pub(super) fn base(unit: &str) -> Option<&'static str> {
    let found = OTHERS.iter().find(|(other, _)| *other == unit);
    found.map(|(_, base)| *base)
}

/// The unit that a name ends with, if it is one that is known.
pub(super) fn of_name(name: &str) -> Option<&str> {
    let (_, last) = name.rsplit_once('_')?;
    let known = BASE.contains(&last) || base(last).is_some();
    known.then_some(last)
}

/// The suffix of a name that it may not have.
pub(super) fn reserved(name: &str) -> Option<&'static str> {
    let found = RESERVED.iter().find(|suffix| name.ends_with(**suffix));
    found.copied()
}
