//! The store as OTLP metrics, a batch at a time: nothing is locked in between, and no message grows
//! beyond what a collector takes.

use super::conventions::{self, Convention};
use super::last::{Last, Pending};
use crate::metrics::{Exemplar, Family, Kind, Labels, Number, QUANTILES, Reading, Series, store};
use crate::otlp::values::nanos;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::number_data_point::Value;
use opentelemetry_proto::tonic::metrics::v1::summary_data_point::ValueAtQuantile;
use opentelemetry_proto::tonic::metrics::v1::{
    self as proto, AggregationTemporality, Gauge, Histogram, HistogramDataPoint, Metric,
    NumberDataPoint, Sum, Summary, SummaryDataPoint, exemplar,
};
use std::sync::Arc;
use std::time::SystemTime;

/// How many values are in one message. A gRPC server takes 4 MiB unless it is told otherwise.
const AT_ONCE: usize = 1000;
/// The same for histograms, which may have a hundred buckets with an exemplar each.
const HISTOGRAMS_AT_ONCE: usize = 200;

/// Everything in the store, a batch at a time.
pub(super) struct Batches {
    families: Vec<Arc<Family>>,
    /// The family that is being written, and how many of its series have been.
    family: usize,
    series: usize,
    at: SystemTime,
}

/// Some metrics.
pub(super) struct Batch {
    pub(super) metrics: Vec<Metric>,
    /// How many values they have.
    pub(super) points: u64,
    pub(super) pending: Pending,
}

impl Batches {
    pub(super) fn begin() -> Self {
        Self {
            families: store().families(),
            family: 0,
            series: 0,
            at: SystemTime::now(),
        }
    }

    /// The next batch; `None` if there are no more.
    pub(super) fn next(&mut self, last: &Last) -> Option<Batch> {
        let mut batch = Batch {
            metrics: Vec::new(),
            points: 0,
            pending: Vec::new(),
        };
        let mut room = AT_ONCE;
        while room > 0
            && let Some(family) = self.families.get(self.family).cloned()
        {
            let most = match family.kind {
                Kind::Histogram => room.min(HISTOGRAMS_AT_ONCE),
                _ => room,
            };
            // What is known of the process is the resource.
            let more = family.kind != Kind::Info && self.some(&family, most, last, &mut batch);
            self.series += most;
            if more && most < room {
                return Some(batch);
            }
            room = AT_ONCE.saturating_sub(usize::try_from(batch.points).unwrap_or(AT_ONCE));
            if !more {
                (self.family, self.series) = (self.family + 1, 0);
            }
        }
        (!batch.metrics.is_empty()).then_some(batch)
    }

    /// Adds up to `most` series of a family; whether there are more.
    fn some(&self, family: &Family, most: usize, last: &Last, batch: &mut Batch) -> bool {
        let convention = conventions::of(&family.name);
        let mut points = Points::of(family, convention, last.is_delta());
        let name: Arc<str> = family.name.as_str().into();
        let mut reading = Reading::default();
        let more = family.some(self.series, most, |labels, series| {
            series.read(&mut reading);
            let key = (Arc::clone(&name), Arc::clone(labels.text()));
            let since = match family.kind {
                Kind::Counter | Kind::Bare | Kind::Histogram => {
                    last.since(key, &mut reading, self.at, &mut batch.pending)
                }
                _ => last.begun(),
            };
            let one = One {
                labels,
                series,
                reading: &reading,
                since: nanos(since),
                at: nanos(self.at),
            };
            points.add(&one, convention);
        });
        let (data, count) = points.finish();
        if count > 0 {
            batch.points += count as u64;
            batch.metrics.push(metric(family, convention, data));
        }
        more
    }
}

fn metric(family: &Family, convention: Option<&Convention>, data: Data) -> Metric {
    let described = store().description(&family.name);
    let name = convention.map_or(family.name.as_str(), |known| known.name);
    let unit = convention.map_or_else(|| conventions::unit(&described.unit), |known| known.unit);
    Metric {
        name: name.to_owned(),
        description: described.help,
        unit: unit.to_owned(),
        data: Some(data),
        ..Metric::default()
    }
}

/// A series at this moment.
struct One<'s> {
    labels: &'s Labels,
    series: &'s Series,
    reading: &'s Reading,
    since: u64,
    at: u64,
}

/// The values of a metric.
enum Points {
    Gauge(Gauge),
    Sum(Sum),
    Histogram(Histogram),
    Summary(Summary),
}

impl Points {
    fn of(family: &Family, convention: Option<&Convention>, delta: bool) -> Self {
        let cumulative = AggregationTemporality::Cumulative.into();
        let temporality = if delta {
            AggregationTemporality::Delta.into()
        } else {
            cumulative
        };
        match family.kind {
            Kind::Counter | Kind::Bare => Self::Sum(Sum {
                aggregation_temporality: temporality,
                is_monotonic: true,
                ..Sum::default()
            }),
            // An up-down counter: it is what it is now, from the start on.
            Kind::Gauge | Kind::Info if convention.is_some_and(|known| known.adds_up) => {
                Self::Sum(Sum {
                    aggregation_temporality: cumulative,
                    ..Sum::default()
                })
            }
            Kind::Gauge | Kind::Info => Self::Gauge(Gauge::default()),
            Kind::Histogram => Self::Histogram(Histogram {
                aggregation_temporality: temporality,
                ..Histogram::default()
            }),
            Kind::Summary => Self::Summary(Summary::default()),
        }
    }

    fn add(&mut self, one: &One<'_>, convention: Option<&Convention>) {
        let attributes = conventions::attributes(one.labels, convention);
        match self {
            Self::Gauge(Gauge { data_points }) | Self::Sum(Sum { data_points, .. }) => {
                let value = value(one.reading.value);
                data_points.extend(value.map(|value| NumberDataPoint {
                    attributes,
                    start_time_unix_nano: one.since,
                    time_unix_nano: one.at,
                    exemplars: one.series.exemplar(0).map(exemplar).into_iter().collect(),
                    value: Some(value),
                    ..NumberDataPoint::default()
                }));
            }
            Self::Histogram(Histogram { data_points, .. }) => {
                let buckets = &one.reading.buckets;
                let exemplars = (0..buckets.len()).filter_map(|place| one.series.exemplar(place));
                data_points.push(HistogramDataPoint {
                    attributes,
                    start_time_unix_nano: one.since,
                    time_unix_nano: one.at,
                    count: buckets.iter().copied().fold(0, u64::wrapping_add),
                    sum: Some(float(one.reading.sum)),
                    bucket_counts: buckets.clone(),
                    explicit_bounds: one
                        .series
                        .bounds()
                        .map_or_else(Vec::new, |all| all.to_vec()),
                    exemplars: exemplars.map(exemplar).collect(),
                    ..HistogramDataPoint::default()
                });
            }
            Self::Summary(Summary { data_points }) => data_points.push(SummaryDataPoint {
                attributes,
                start_time_unix_nano: one.since,
                time_unix_nano: one.at,
                count: match one.reading.value {
                    Number::Whole(count) => count,
                    _ => 0,
                },
                sum: float(one.reading.sum),
                quantile_values: quantiles(one.reading),
                ..SummaryDataPoint::default()
            }),
        }
    }

    fn finish(self) -> (Data, usize) {
        match self {
            Self::Gauge(gauge) => {
                let count = gauge.data_points.len();
                (Data::Gauge(gauge), count)
            }
            Self::Sum(sum) => {
                let count = sum.data_points.len();
                (Data::Sum(sum), count)
            }
            Self::Histogram(histogram) => {
                let count = histogram.data_points.len();
                (Data::Histogram(histogram), count)
            }
            Self::Summary(summary) => {
                let count = summary.data_points.len();
                (Data::Summary(summary), count)
            }
        }
    }
}

/// A number; one that is not known now is left out.
fn value(number: Number) -> Option<Value> {
    match number {
        Number::Whole(number) => Some(i64::try_from(number).map_or_else(
            |_| Value::AsDouble(float(Number::Whole(number))),
            Value::AsInt,
        )),
        Number::Float(number) if number.is_nan() => None,
        number => Some(Value::AsDouble(float(number))),
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "OTLP has no larger whole numbers"
)]
fn float(number: Number) -> f64 {
    match number {
        Number::Whole(number) => number as f64,
        Number::Decimal(number, digits) => number as f64 / 10_f64.powi(digits.into()),
        Number::Float(number) => number,
    }
}

/// The quantiles of what the window holds; none if it holds nothing.
fn quantiles(reading: &Reading) -> Vec<ValueAtQuantile> {
    let all = QUANTILES.into_iter().zip(reading.quantiles);
    all.filter(|(_, value)| !value.is_nan())
        .map(|(quantile, value)| ValueAtQuantile { quantile, value })
        .collect()
}

fn exemplar(exemplar: Exemplar) -> proto::Exemplar {
    proto::Exemplar {
        time_unix_nano: nanos(exemplar.at),
        span_id: exemplar.span.span_id.as_u64().to_be_bytes().into(),
        trace_id: exemplar.span.trace_id.as_u128().to_be_bytes().into(),
        value: Some(exemplar::Value::AsDouble(exemplar.value)),
        ..proto::Exemplar::default()
    }
}
