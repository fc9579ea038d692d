//! Durations of operations of data stores, as the semantic conventions name them, and of their
//! connections.

use crate::names;
use metrics::{Counter, Histogram, Label, SharedString};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

/// How many ways to end one operation are remembered. Further ones are looked up each time.
const MAX_KNOWN: usize = 16;

/// What the labels of an operation say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfStore<'a> {
    pub(crate) system: &'static str,
    pub(crate) namespace: &'a str,
    /// Of a statement.
    pub(crate) summary: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) address: &'a str,
    pub(crate) port: Option<u16>,
}

/// The durations of one operation, by how it ended.
#[derive(Debug)]
pub(crate) struct Operations {
    labels: Vec<Label>,
    known: RwLock<Vec<(Ending, Histogram)>>,
}

/// The code that the store answered with, and the kind of the error.
type Ending = (String, String);

impl Operations {
    pub(crate) fn of(of: &OfStore<'_>) -> Self {
        let port = of.port.map(|port| port.to_string()).unwrap_or_default();
        let pairs = [
            (names::LABEL_DB_SYSTEM, of.system.to_owned()),
            (names::LABEL_DB_NAMESPACE, of.namespace.to_owned()),
            (names::LABEL_SUMMARY, of.summary.to_owned()),
            (names::LABEL_DB_OPERATION, of.operation.to_owned()),
            (names::LABEL_SERVER, of.address.to_owned()),
            (names::LABEL_PORT, port),
        ];
        Self {
            labels: pairs
                .into_iter()
                .map(|(name, value)| Label::new(name, value))
                .collect(),
            known: RwLock::default(),
        }
    }

    /// Counts one operation with its duration.
    pub(crate) fn record(&self, status: &str, error_type: &str, took: Duration) {
        if !super::recording() {
            return;
        }
        let took = took.as_secs_f64();
        // A recorder of the application's may let a series go that was idle, and a handle with it.
        if !super::is_ours() {
            return self.series(status, error_type).record(took);
        }
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let is_it = |ending: &Ending| ending.0 == status && ending.1 == error_type;
        if let Some((_, series)) = known.iter().find(|(ending, _)| is_it(ending)) {
            return series.record(took);
        }
        drop(known);
        let series = self.series(status, error_type);
        series.record(took);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MAX_KNOWN && known.iter().all(|(ending, _)| !is_it(ending)) {
            known.push(((status.to_owned(), error_type.to_owned()), series));
        }
    }

    fn series(&self, status: &str, error_type: &str) -> Histogram {
        let mut labels = self.labels.clone();
        labels.push(Label::new(names::LABEL_DB_STATUS, status.to_owned()));
        labels.push(Label::new(names::LABEL_ERROR_TYPE, error_type.to_owned()));
        metrics::histogram!(names::DB_DURATION, labels)
    }
}

/// How the connections of one pool are used.
#[derive(Clone, Debug)]
pub(crate) struct OfPool {
    pub(crate) wait: Histogram,
    pub(crate) usage: Histogram,
    pub(crate) timeouts: Counter,
}

impl OfPool {
    /// Those of this name; `None` if nobody counts so far.
    pub(crate) fn of(pool: &str) -> Option<Self> {
        if !super::recording() {
            return None;
        }
        let name = || SharedString::from_owned(pool.to_owned());
        let timeouts = metrics::counter!(names::DB_TIMEOUTS, names::LABEL_POOL => name());
        timeouts.increment(0);
        Some(Self {
            wait: metrics::histogram!(names::DB_WAIT, names::LABEL_POOL => name()),
            usage: metrics::histogram!(names::DB_USE, names::LABEL_POOL => name()),
            timeouts,
        })
    }
}

/// Says which buckets these have.
pub(super) fn say_buckets() {
    for name in [names::DB_DURATION, names::DB_WAIT, names::DB_USE] {
        super::say_buckets(name, &names::DB_BUCKETS);
    }
}
