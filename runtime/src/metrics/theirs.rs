//! Business metrics in a recorder of the application's, through the facade. Its counters are whole
//! numbers, so that a counter with a scale becomes a gauge there, which is set to the exact sum.

use super::business::{Change, Metric, MetricKind, MetricSpec};
use super::losses::{self, Reason};
use crate::label::{Amount, LabelValue};
use crate::names;
use metrics::Label;

pub(super) fn record(metric: &Metric, change: Change, amount: Amount, values: &[&LabelValue]) {
    let spec = metric.spec();
    let labels: Vec<Label> = match metric.labels(values) {
        Ok((labels, _)) => labels.pairs().map(label).collect(),
        Err(_) => vec![Label::new(names::LABEL_OVERFLOW, "true")],
    };
    let value = match amount {
        Amount::Whole(None) => return losses::count(Reason::BadValue),
        Amount::Whole(Some(number)) if spec.kind == MetricKind::Counter && spec.digits == 0 => {
            return metrics::counter!(counter(spec), labels).increment(number);
        }
        #[allow(
            clippy::cast_precision_loss,
            reason = "the facade has no other numbers"
        )]
        Amount::Whole(Some(number)) => number as f64 / 10_f64.powi(spec.digits.into()),
        Amount::Measure(number) => number,
    };
    match (spec.kind, change) {
        (MetricKind::Histogram | MetricKind::Summary, _) => {
            metrics::histogram!(spec.name, labels).record(value);
        }
        (MetricKind::Counter, _) => {
            metrics::gauge!(counter(spec), labels).increment(value);
        }
        (MetricKind::Gauge, Change::Add) => metrics::gauge!(spec.name, labels).increment(value),
        (MetricKind::Gauge, Change::Subtract) => {
            metrics::gauge!(spec.name, labels).decrement(value);
        }
        (MetricKind::Gauge, Change::Record) => metrics::gauge!(spec.name, labels).set(value),
    }
}

/// The name of a counter.
fn counter(spec: &MetricSpec) -> String {
    let suffix = if spec.exact { "" } else { names::TOTAL };
    format!("{}{suffix}", spec.name)
}

fn label((name, value): (&str, &str)) -> Label {
    Label::new(name.to_owned(), value.to_owned())
}
