//! Metrics that the business reads: described by an attribute, known before they are recorded for
//! the first time.

use super::cells::{GaugeCell, SummaryCell};
use super::losses::{self, Reason};
use super::red::{Counts, counts};
use super::store::{self, Description, Family, Found, Kind, Labels, Series};
use super::{count_redaction, theirs};
use crate::label::{Amount, LabelSpec, LabelValue};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

/// How many series of a metric are made before there is a value for them.
const MAX_CLOSED: usize = 1000;

/// The kind of a business metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricKind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Spread over buckets.
    Histogram,
    /// Quantiles over five minutes.
    Summary,
}

/// What an expansion knows of a metric. All of it is constant.
#[derive(Debug)]
pub struct MetricSpec {
    /// Its kind.
    pub kind: MetricKind,
    /// Its name with the unit; of a counter without `_total`.
    pub name: &'static str,
    /// What it means.
    pub help: &'static str,
    /// Its unit, as the name ends with it; empty if there is none.
    pub unit: &'static str,
    /// How many decimal digits of a whole number stand after the point.
    pub digits: u8,
    /// Whether the name is shown as it is, without `_total`.
    pub exact: bool,
    /// Bucket bounds; none means the usual ones.
    pub buckets: &'static [f64],
    /// Its labels, in the order of their values.
    pub labels: &'static [LabelSpec],
}

/// One business metric. It lives in a `static` of the expansion.
pub struct Metric {
    spec: MetricSpec,
    state: OnceLock<State>,
    /// The values of each open label.
    open: Mutex<Vec<HashSet<String>>>,
}

/// What is known of the metric's series.
struct State {
    /// `None` if the name is taken by a metric of another kind.
    family: Option<Arc<Family>>,
    /// By the values of all labels, see [`with_key`].
    known: RwLock<HashMap<String, Arc<Series>>>,
}

/// What an expansion submits at link time: one business metric of this binary.
pub struct RegisteredMetric(pub &'static Metric);

inventory::collect!(RegisteredMetric);

/// Describes every metric of this binary, and makes the series that are known start at zero.
pub(super) fn start() {
    for RegisteredMetric(metric) in inventory::iter::<RegisteredMetric> {
        metric.start();
    }
}

/// Every metric of this binary, recorded or not.
pub(crate) fn business() -> impl Iterator<Item = &'static MetricSpec> {
    let all = inventory::iter::<RegisteredMetric>.into_iter();
    all.map(|registered| &registered.0.spec)
}

/// What is done with the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A counter or a gauge goes up.
    Add,
    /// A gauge goes down.
    Subtract,
    /// A gauge is set, a histogram or a summary takes a value.
    Record,
}

impl Metric {
    /// Describes a metric.
    pub const fn new(spec: MetricSpec) -> Self {
        Self {
            spec,
            state: OnceLock::new(),
            open: Mutex::new(Vec::new()),
        }
    }

    pub(super) fn spec(&self) -> &MetricSpec {
        &self.spec
    }

    /// Records a value. Before `init` nothing is recorded.
    pub fn record(&'static self, change: Change, amount: Amount, labels: &[&LabelValue]) {
        match counts() {
            Counts::Nobody => {}
            Counts::Ours => self.record_here(change, amount, labels),
            Counts::Theirs => theirs::record(self, change, amount, labels),
        }
    }

    fn record_here(&'static self, change: Change, amount: Amount, labels: &[&LabelValue]) {
        let Some(series) = self.series(labels) else {
            return;
        };
        let good = match (change, amount) {
            (_, Amount::Whole(None)) => false,
            (Change::Add, Amount::Whole(Some(number))) if self.spec.kind == MetricKind::Counter => {
                series.add(number);
                true
            }
            (Change::Add, amount) => series.step(number(amount)),
            (Change::Subtract, amount) => series.step(-number(amount)),
            (Change::Record, amount) if self.spec.kind == MetricKind::Gauge => {
                series.set(number(amount))
            }
            (Change::Record, amount) => series.record(number(amount), 1),
        };
        if !good {
            losses::count(Reason::BadValue);
        }
    }

    fn state(&'static self) -> &'static State {
        self.state.get_or_init(|| {
            let kind = match self.spec.kind {
                MetricKind::Counter if self.spec.exact => Kind::Bare,
                MetricKind::Counter => Kind::Counter,
                MetricKind::Gauge => Kind::Gauge,
                MetricKind::Histogram => Kind::Histogram,
                MetricKind::Summary => Kind::Summary,
            };
            let family = store::store().family(self.spec.name, kind);
            if family.is_none() {
                losses::taken(self.spec.name);
            }
            State {
                family,
                known: RwLock::default(),
            }
        })
    }

    fn start(&'static self) {
        let described = Description {
            help: self.spec.help.to_owned(),
            unit: self.spec.unit.to_owned(),
        };
        store::store().describe(self.spec.name, described);
        // The metric exists, even if no series of it is known.
        self.state();
        for labels in self.closed() {
            let labels: Vec<_> = labels.iter().collect();
            let _ = self.series(&labels);
        }
    }

    /// Every set of labels, if all labels are closed and their values known.
    fn closed(&self) -> Vec<Vec<LabelValue>> {
        let mut sets = vec![Vec::new()];
        for label in self.spec.labels {
            if sets.len() * label.values.len() > MAX_CLOSED {
                return Vec::new();
            }
            sets = sets
                .iter()
                .flat_map(|set| {
                    label.values.iter().map(|value| {
                        let mut set = set.clone();
                        set.push(LabelValue::Closed(value));
                        set
                    })
                })
                .collect();
        }
        sets
    }

    fn cell(&self) -> store::Cell {
        use store::Cell;
        match self.spec.kind {
            MetricKind::Counter => Cell::counter(self.spec.digits),
            MetricKind::Gauge => Cell::Gauge(GaugeCell::default()),
            MetricKind::Summary => Cell::Summary(SummaryCell::default()),
            MetricKind::Histogram if self.spec.buckets.is_empty() => {
                Cell::histogram(super::buckets::of(self.spec.name))
            }
            MetricKind::Histogram => Cell::histogram(Arc::from(self.spec.buckets)),
        }
    }

    /// The series of these labels; `None` if the name is taken by a metric of another kind.
    fn series(&'static self, labels: &[&LabelValue]) -> Option<Arc<Series>> {
        let state = self.state();
        let known = with_key(labels, |key| {
            let known = state.known.read().unwrap_or_else(PoisonError::into_inner);
            known.get(key).cloned()
        });
        known.or_else(|| self.find(state, labels))
    }

    /// The series of labels that come for the first time, or too late.
    #[cold]
    fn find(&self, state: &State, labels: &[&LabelValue]) -> Option<Arc<Series>> {
        let family = state.family.as_ref()?;
        let (found, changed) = match self.labels(labels) {
            Err(label) => {
                let (rest, first) = family.rest(|| self.cell());
                (Found::Rest(rest, first.then(|| label.to_owned())), true)
            }
            Ok((labels, changed)) => (family.series(labels, || self.cell()), changed),
        };
        match found {
            Found::Series(series) => {
                // What the scrubber took out is not remembered either.
                if !changed {
                    let mut known = state.known.write().unwrap_or_else(PoisonError::into_inner);
                    with_key(labels, |key| {
                        known.insert(key.to_owned(), Arc::clone(&series))
                    });
                }
                Some(series)
            }
            Found::Rest(series, worst) => {
                losses::overflow(self.spec.name, worst.as_deref());
                Some(series)
            }
        }
    }

    /// The labels as they may be shown, and whether the scrubber changed them; the label that has
    /// too many values, if one has.
    pub(super) fn labels(&self, values: &[&LabelValue]) -> Result<(Labels, bool), &'static str> {
        if let Some(label) = self.too_many(values) {
            return Err(label);
        }
        let names = self.spec.labels.iter().map(|label| label.name);
        let pairs = names.zip(values.iter().map(|value| value.text()));
        let mut changed = false;
        let labels = Labels::scrubbed(pairs, |clean| {
            changed = true;
            clean
                .rules()
                .for_each(|rule| count_redaction(rule, "metrics"));
        });
        Ok((labels, changed))
    }

    /// The open label that has as many values as it may, and would have one more.
    fn too_many(&self, labels: &[&LabelValue]) -> Option<&'static str> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.resize_with(self.spec.labels.len(), HashSet::new);
        let sets = self.spec.labels.iter().zip(open.iter_mut()).zip(labels);
        let capped =
            sets.filter_map(|((spec, known), label)| Some((spec, spec.max?, known, label)));
        let mut news = Vec::new();
        for (spec, max, known, label) in capped {
            let text = label.text();
            if !known.contains(text) {
                if known.len() >= max {
                    return Some(spec.name);
                }
                news.push((known, text));
            }
        }
        for (known, text) in news {
            known.insert(text.to_owned());
        }
        None
    }
}

/// Does something with the values of all labels as one text, each with its length, so that no two
/// sets have the same. It is made where the last one was: a value that is known costs no memory.
fn with_key<T>(labels: &[&LabelValue], then: impl FnOnce(&str) -> T) -> T {
    thread_local! {
        static KEY: Cell<String> = const { Cell::new(String::new()) };
    }
    let mut key = KEY.try_with(Cell::take).unwrap_or_default();
    key.clear();
    for label in labels {
        let text = label.text();
        // Writing into memory does not fail.
        let _ = write!(key, "{}:{text}", text.len());
    }
    let answer = then(&key);
    let _ = KEY.try_with(|place| place.set(key));
    answer
}

fn number(amount: Amount) -> f64 {
    match amount {
        Amount::Measure(number) => number,
        #[allow(
            clippy::cast_precision_loss,
            reason = "Prometheus has no other numbers"
        )]
        Amount::Whole(number) => number.map_or(f64::NAN, |number| number as f64),
    }
}

impl LabelValue {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Closed(text) => text,
            Self::Open(text) => text,
        }
    }
}

impl std::fmt::Debug for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Metric").field(&self.spec).finish()
    }
}
