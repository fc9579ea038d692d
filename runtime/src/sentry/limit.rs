//! How often one error is reported.

use crate::engine::EventView;
use crate::names;
use crate::redact::FieldValue;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many reports of one error may leave in a period.
const MAX_REPORTS: u32 = 10;
const PERIOD: Duration = Duration::from_mins(1);
/// Of how many errors it is remembered. When there are more in a period, the others share what one
/// has.
const MAX_ERRORS: usize = 512;

/// What was reported of each error.
#[derive(Debug, Default)]
pub(super) struct Limit(Mutex<HashMap<u64, Reported>>);

#[derive(Debug)]
struct Reported {
    since: Instant,
    reports: u32,
}

/// What tells errors apart: where the event is, whose it is, and of which kind.
pub(super) fn fingerprint(event: &EventView<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    std::ptr::from_ref(event.metadata).hash(&mut hasher);
    for name in [names::FIELD_EXCEPTION_TYPE, names::FIELD_LOCATION] {
        let text = event.fields.get(name).and_then(FieldValue::as_text);
        text.hash(&mut hasher);
    }
    if event.metadata.target() == names::TARGET_HTTP {
        // Those of each route are one error.
        event
            .fields
            .get("route")
            .and_then(FieldValue::as_text)
            .hash(&mut hasher);
        event
            .fields
            .get("method")
            .and_then(FieldValue::as_text)
            .hash(&mut hasher);
    }
    let site = event.scope.iter().find_map(|node| node.site());
    site.map(std::ptr::from_ref).hash(&mut hasher);
    hasher.finish()
}

impl Limit {
    /// Whether one more report of this error may leave.
    pub(super) fn lets(&self, fingerprint: u64, now: Instant) -> bool {
        let mut errors = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = |reported: &Reported| now.duration_since(reported.since) >= PERIOD;
        if errors.len() >= MAX_ERRORS && !errors.contains_key(&fingerprint) {
            errors.retain(|_, reported| !is_over(reported));
        }
        let is_full = errors.len() >= MAX_ERRORS && !errors.contains_key(&fingerprint);
        let reported = errors
            .entry(if is_full { 0 } else { fingerprint })
            .or_insert(Reported {
                since: now,
                reports: 0,
            });
        if is_over(reported) {
            reported.since = now;
            reported.reports = 0;
        }
        reported.reports += 1;
        reported.reports <= MAX_REPORTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_has_ten_reports_a_minute_and_another_has_its_own() {
        let (limit, now) = (Limit::default(), Instant::now());
        let let_through = |error, at| (0..1000).filter(|_| limit.lets(error, at)).count();
        assert_eq!(let_through(1, now), 10);
        assert_eq!(let_through(2, now), 10);
        assert_eq!(let_through(1, now + PERIOD), 10);
    }

    #[test]
    fn many_errors_share_what_one_has() {
        let (limit, now) = (Limit::default(), Instant::now());
        let let_through = |at| (1..5000).filter(|error| limit.lets(*error, at)).count();
        assert_eq!(let_through(now), MAX_ERRORS + 10);
        assert!(limit.0.lock().expect("nobody panicked").len() <= MAX_ERRORS + 1);
        assert_eq!(let_through(now + PERIOD), MAX_ERRORS + 10);
    }
}
