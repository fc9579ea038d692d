//! Business metrics that nobody records.

use crate::label::{Amount, LabelSpec, LabelValue};
use crate::returned::{Infallible, Sees, Type};

/// The kind of a metric.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub enum MetricKind {
    Counter,
    Gauge,
    Histogram,
    Summary,
}

/// What an expansion knows of a metric; nobody reads it here.
#[derive(Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub struct MetricSpec {
    pub kind: MetricKind,
    pub name: &'static str,
    pub help: &'static str,
    pub unit: &'static str,
    pub digits: u8,
    pub exact: bool,
    pub buckets: &'static [f64],
    pub labels: &'static [LabelSpec],
}

/// What would be done with a value.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub enum Change {
    Add,
    Subtract,
    Record,
}

/// Which calls would be recorded.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "as with an output; nobody reads them here")]
pub enum On {
    Ok,
    Error,
    Always,
}

/// A metric.
#[derive(Debug)]
pub struct Metric;

impl Metric {
    /// Forgets the description.
    pub const fn new(_: MetricSpec) -> Self {
        Self
    }

    /// Does nothing.
    #[inline]
    #[allow(clippy::needless_pass_by_value, reason = "as with an output")]
    pub fn record(&'static self, _: Change, _: Amount, _: &[&LabelValue]) {}
}

/// Nobody looks at what is returned.
#[inline]
pub fn noting<R, K: Sees<R>, N: Fn(&K::Ok)>(_: Type<R>, _: K, _: N) -> Infallible {
    Infallible
}

/// Nobody looks at what is returned.
#[inline]
pub fn noting_known<K, N: Fn()>(_: K, _: On, _: N) -> Infallible {
    Infallible
}
