//! Our recorder behind the `metrics` facade, so that `counter!`, `gauge!` and `histogram!` of any
//! library land in the same store as our own metrics.
//!
//! A counter's name ends with `_total`, whether it was given so or not. Labels go through the
//! scrubber where a series is made: later, nobody could take a value out of a page again.

use super::cells::GaugeCell;
use super::losses::{self, Reason};
use super::store::{Cell, Description, Found, Kind, Labels, Series, metric_name, store};
use super::{buckets, count_redaction};
use crate::names;
use crate::redact::Clean;
use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata,
    SharedString, Unit,
};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, PoisonError, RwLock};

/// The name of the page among the outputs.
const SINK: &str = "metrics";
/// How many keys are remembered. There may be more of them than series: the same labels in another
/// order are another key.
const MAX_KEYS: usize = 1 << 18;

/// The recorder.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    counters: Known,
    gauges: Known,
    histograms: Known,
}

/// The series of keys that were asked for before.
#[derive(Debug, Default)]
struct Known(RwLock<HashMap<Key, Arc<Series>, BuildHasherDefault<Hashed>>>);

/// Takes the hash that a key brings with it.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Known {
    fn get(&self, key: &Key) -> Option<Arc<Series>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(key).cloned()
    }

    fn add(&self, key: &Key, series: &Arc<Series>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MAX_KEYS {
            known.insert(key.clone(), Arc::clone(series));
        }
    }
}

impl Recorder {
    /// The series of a key; `None` if it cannot be recorded, which is counted.
    fn series(&self, key: &Key, kind: Kind) -> Option<Arc<Series>> {
        let known = match kind {
            Kind::Counter => &self.counters,
            Kind::Gauge => &self.gauges,
            _ => &self.histograms,
        };
        known.get(key).or_else(|| make(key, kind, known))
    }

    /// Lets gauges go that nobody has written for so long, and that nobody holds a handle to.
    pub(crate) fn let_go(&self, now: u64, limit: u64) {
        let mut known = self
            .gauges
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // One is here, one in the family's list, one in its map.
        known
            .retain(|_, series| Arc::strong_count(series) > 3 || !series.is_idle_gauge(now, limit));
        drop(known);
        store().let_go(now, limit);
    }
}

#[cold]
fn make(key: &Key, kind: Kind, known: &Known) -> Option<Arc<Series>> {
    let name = family_name(key.name(), kind);
    let Some(family) = store().family(&name, kind) else {
        losses::count(Reason::OtherKind);
        return None;
    };
    let pairs = key.labels().map(|label| (label.key(), label.value()));
    let mut changed = false;
    let labels = Labels::scrubbed(pairs, |clean: &Clean| {
        changed = true;
        clean.rules().for_each(|rule| count_redaction(rule, SINK));
    });
    let found = family.series(labels, || match kind {
        Kind::Counter => Cell::counter(0),
        Kind::Gauge => Cell::Gauge(GaugeCell::default()),
        _ => Cell::histogram(buckets::of(&name)),
    });
    match found {
        Found::Series(series) => {
            // What the scrubber took out is not remembered either.
            if !changed {
                known.add(key, &series);
            }
            Some(series)
        }
        Found::Rest(series, worst) => {
            losses::overflow(key.name(), worst.as_deref());
            Some(series)
        }
    }
}

/// The name of a family: a counter's without `_total`, which its line adds.
fn family_name(name: &str, kind: Kind) -> String {
    let name = metric_name(name);
    match (kind, name.strip_suffix(names::TOTAL)) {
        (Kind::Counter, Some(stem)) if !stem.is_empty() => stem.to_owned(),
        _ => name,
    }
}

fn describe(name: &KeyName, kind: Kind, unit: Option<Unit>, help: &SharedString) {
    let unit = unit.filter(|unit| *unit != Unit::Count);
    let unit = unit.map_or("", |unit| unit.as_str());
    let name = family_name(name.as_str(), kind);
    let description = Description {
        help: Clean::scrubbed(help.to_string()).to_string(),
        unit: if name.ends_with(&format!("_{unit}")) {
            unit.to_owned()
        } else {
            String::new()
        },
    };
    store().describe(&name, description);
}

impl metrics::Recorder for Recorder {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, help: SharedString) {
        describe(&name, Kind::Counter, unit, &help);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, help: SharedString) {
        describe(&name, Kind::Gauge, unit, &help);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, help: SharedString) {
        describe(&name, Kind::Histogram, unit, &help);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let series = self.series(key, Kind::Counter);
        series.map_or_else(Counter::noop, Counter::from_arc)
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        let series = self.series(key, Kind::Gauge);
        series.map_or_else(Gauge::noop, Gauge::from_arc)
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        let series = self.series(key, Kind::Histogram);
        series.map_or_else(Histogram::noop, Histogram::from_arc)
    }
}

impl CounterFn for Series {
    fn increment(&self, value: u64) {
        self.add(value);
    }

    fn absolute(&self, value: u64) {
        self.raise(value);
    }
}

impl GaugeFn for Series {
    fn increment(&self, value: f64) {
        counted(self.step(value));
    }

    fn decrement(&self, value: f64) {
        counted(self.step(-value));
    }

    fn set(&self, value: f64) {
        counted(Series::set(self, value));
    }
}

impl HistogramFn for Series {
    fn record(&self, value: f64) {
        counted(Series::record(self, value, 1));
    }

    fn record_many(&self, value: f64, count: usize) {
        counted(Series::record(self, value, count as u64));
    }
}

/// Counts a value that was none.
fn counted(good: bool) {
    if !good {
        losses::count(Reason::BadValue);
    }
}
