//! What could not be recorded, and why.

use super::store::{Cell, Found, Kind, Labels, Series, store};
use crate::names;
use std::sync::{Arc, OnceLock};

/// Why a metric or a value was not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The name is taken by a metric of another kind.
    OtherKind,
    /// The value is not a finite number, or a counter's is below zero.
    BadValue,
}

impl Reason {
    const ALL: [Self; 2] = [Self::OtherKind, Self::BadValue];

    fn as_str(self) -> &'static str {
        match self {
            Self::OtherKind => "other_kind",
            Self::BadValue => "bad_value",
        }
    }

    fn series(self) -> Option<Arc<Series>> {
        let labels = Labels::known([(names::LABEL_REASON, self.as_str())]);
        counter(names::METRICS_DROPPED, labels)
    }
}

/// Counts one value, or one metric that was asked for.
#[cold]
pub(crate) fn count(reason: Reason) {
    static SERIES: OnceLock<[Option<Arc<Series>>; 2]> = OnceLock::new();
    let series = SERIES.get_or_init(|| Reason::ALL.map(Reason::series));
    if let Some(series) = &series[reason as usize] {
        series.add(1);
    }
}

/// Counts a metric whose name is taken by one of another kind, and warns of it.
#[cold]
pub(crate) fn taken(metric: &str) {
    count(Reason::OtherKind);
    tracing::warn!(
        target: names::TARGET,
        metric,
        "a metric is not recorded, as another kind of metric has its name"
    );
}

/// Counts a label set that found no series of its own, and warns of the first.
#[cold]
pub(crate) fn overflow(metric: &str, worst: Option<&str>) {
    let labels = Labels::known([(names::LABEL_METRIC, metric)]);
    if let Some(series) = counter(names::METRIC_OVERFLOW, labels) {
        series.add(1);
    }
    if let Some(label) = worst {
        tracing::warn!(
            target: names::TARGET,
            metric,
            label,
            "a metric has too many series, so further label sets share one"
        );
    }
}

fn counter(name: &str, labels: Labels) -> Option<Arc<Series>> {
    let stem = name.strip_suffix(names::TOTAL).unwrap_or(name);
    let family = store().family(stem, Kind::Counter)?;
    match family.series(labels, || Cell::counter(0)) {
        Found::Series(series) | Found::Rest(series, _) => Some(series),
    }
}

/// Makes the reasons' series exist before there is one.
pub(super) fn start_at_zero() {
    for reason in Reason::ALL {
        let _ = reason.series();
    }
}
