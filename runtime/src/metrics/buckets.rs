//! Which buckets a histogram has when nobody says it at the metric itself.

use super::cells::Bounds;
use crate::names;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Sizes in bytes.
const BYTES: [f64; 9] = [
    256.0,
    1024.0,
    4096.0,
    16_384.0,
    65_536.0,
    262_144.0,
    1_048_576.0,
    4_194_304.0,
    16_777_216.0,
];
/// What is neither a time nor a size: OpenTelemetry's default.
const ANYTHING: [f64; 15] = [
    0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0, 750.0, 1000.0, 2500.0, 5000.0, 7500.0,
    10_000.0,
];

type Said = RwLock<HashMap<String, Bounds>>;

fn said() -> &'static Said {
    static SAID: OnceLock<Said> = OnceLock::new();
    SAID.get_or_init(Said::default)
}

/// Says which buckets the histogram of this name has from now on.
pub(crate) fn say(name: &str, bounds: &[f64]) {
    let mut said = said().write().unwrap_or_else(PoisonError::into_inner);
    said.insert(name.to_owned(), Arc::from(bounds));
}

/// The buckets of the histogram of this name.
pub(crate) fn of(name: &str) -> Bounds {
    let said = said().read().unwrap_or_else(PoisonError::into_inner);
    if let Some(bounds) = said.get(name) {
        return Arc::clone(bounds);
    }
    let usual: &[f64] = if name.ends_with("_seconds") {
        &names::DURATION_BUCKETS
    } else if name.ends_with("_bytes") {
        &BYTES
    } else {
        &ANYTHING
    };
    Arc::from(usual)
}
