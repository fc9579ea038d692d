//! Pushed metrics in a form that is easy to compare.

use super::{attributes, hex};
use crate::prometheus::Sample;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::{
    AggregationTemporality, Exemplar, HistogramDataPoint, NumberDataPoint, number_data_point,
};
use std::collections::BTreeMap;

/// One value of a metric.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names are those of OTLP")]
pub struct Point {
    pub name: String,
    pub unit: String,
    pub kind: PointKind,
    /// Whether it counts from the last push.
    pub is_delta: bool,
    pub attributes: BTreeMap<String, any_value::Value>,
    /// The value, or how many values there are.
    pub value: f64,
    pub sum: f64,
    pub bounds: Vec<f64>,
    pub buckets: Vec<u64>,
    /// Of a summary.
    pub quantiles: Vec<(f64, f64)>,
    pub start: u64,
    pub at: u64,
    /// The trace of each exemplar.
    pub exemplars: Vec<String>,
    pub resource: BTreeMap<String, any_value::Value>,
}

/// The kinds of metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of OTLP")]
pub enum PointKind {
    Counter,
    UpDownCounter,
    Gauge,
    Histogram,
    Summary,
}

impl Point {
    /// What a Prometheus makes of it: the samples of its series.
    pub fn samples(&self) -> Vec<Sample> {
        let labels = self.attributes.iter().map(|(name, value)| {
            let value = match value {
                any_value::Value::StringValue(text) => text.clone(),
                any_value::Value::IntValue(number) => number.to_string(),
                any_value::Value::BoolValue(truth) => truth.to_string(),
                other => panic!("a label {other:?}"),
            };
            (name.replace('.', "_"), value)
        });
        let labels: BTreeMap<String, String> = labels.collect();
        let name = self.prometheus_name();
        let sample = |suffix: &str, value: f64| Sample {
            name: format!("{name}{suffix}"),
            labels: labels.clone(),
            value,
        };
        if ![PointKind::Histogram, PointKind::Summary].contains(&self.kind) {
            return vec![sample("", self.value)];
        }
        let mut samples = vec![sample("_sum", self.sum), sample("_count", self.value)];
        for (quantile, value) in &self.quantiles {
            let mut sample = sample("", *value);
            let quantile = format!("{quantile:?}");
            sample.labels.insert("quantile".to_owned(), quantile);
            samples.push(sample);
        }
        let mut count = 0;
        for (place, bucket) in self.buckets.iter().enumerate() {
            count += bucket;
            let bound = self.bounds.get(place);
            let bound = bound.map_or_else(|| "+Inf".to_owned(), |bound| format!("{bound:?}"));
            #[allow(clippy::cast_precision_loss, reason = "small numbers")]
            let mut bucket = sample("_bucket", count as f64);
            bucket.labels.insert("le".to_owned(), bound);
            samples.push(bucket);
        }
        samples
    }

    fn prometheus_name(&self) -> String {
        let mut name = self.name.replace('.', "_");
        let word = match self.unit.as_str() {
            "s" => "seconds",
            "By" => "bytes",
            _ => "",
        };
        if !word.is_empty() && !name.ends_with(word) {
            name = format!("{name}_{word}");
        }
        if self.kind == PointKind::Counter {
            name.push_str("_total");
        }
        name
    }
}

/// Every value of an export.
pub(super) fn points(request: ExportMetricsServiceRequest) -> Vec<Point> {
    let mut all = Vec::new();
    for resource in request.resource_metrics {
        let of_resource = attributes(resource.resource.unwrap_or_default().attributes);
        let scopes = resource.scope_metrics.into_iter();
        for metric in scopes.flat_map(|scope| scope.metrics) {
            let data = metric.data.expect("a metric has data");
            for mut point in of_data(data) {
                point.name.clone_from(&metric.name);
                point.unit.clone_from(&metric.unit);
                point.resource.clone_from(&of_resource);
                all.push(point);
            }
        }
    }
    all
}

fn of_data(data: Data) -> Vec<Point> {
    let is_delta = |temporality| temporality == AggregationTemporality::Delta as i32;
    match data {
        Data::Gauge(gauge) => {
            let all = gauge.data_points.into_iter();
            all.map(|point| number(point, PointKind::Gauge, false))
                .collect()
        }
        Data::Sum(sum) => {
            let kind = if sum.is_monotonic {
                PointKind::Counter
            } else {
                PointKind::UpDownCounter
            };
            let delta = is_delta(sum.aggregation_temporality);
            let all = sum.data_points.into_iter();
            all.map(|point| number(point, kind, delta)).collect()
        }
        Data::Histogram(histogram) => {
            let delta = is_delta(histogram.aggregation_temporality);
            let all = histogram.data_points.into_iter();
            all.map(|point| spread(point, delta)).collect()
        }
        Data::Summary(summary) => {
            let all = summary.data_points.into_iter();
            all.map(|point| Point {
                value: count(point.count),
                sum: point.sum,
                quantiles: point
                    .quantile_values
                    .iter()
                    .map(|it| (it.quantile, it.value))
                    .collect(),
                start: point.start_time_unix_nano,
                at: point.time_unix_nano,
                attributes: attributes(point.attributes),
                ..empty(PointKind::Summary)
            })
            .collect()
        }
        Data::ExponentialHistogram(_) => panic!("nothing of ours is one"),
    }
}

fn number(point: NumberDataPoint, kind: PointKind, is_delta: bool) -> Point {
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    let value = match point.value.expect("a value") {
        number_data_point::Value::AsDouble(value) => value,
        number_data_point::Value::AsInt(value) => value as f64,
    };
    Point {
        value,
        is_delta,
        start: point.start_time_unix_nano,
        at: point.time_unix_nano,
        exemplars: traces(&point.exemplars),
        attributes: attributes(point.attributes),
        ..empty(kind)
    }
}

fn spread(point: HistogramDataPoint, is_delta: bool) -> Point {
    assert_eq!(point.bucket_counts.len(), point.explicit_bounds.len() + 1);
    assert_eq!(point.bucket_counts.iter().sum::<u64>(), point.count);
    Point {
        value: count(point.count),
        is_delta,
        sum: point.sum.expect("a sum"),
        bounds: point.explicit_bounds,
        buckets: point.bucket_counts,
        start: point.start_time_unix_nano,
        at: point.time_unix_nano,
        exemplars: traces(&point.exemplars),
        attributes: attributes(point.attributes),
        ..empty(PointKind::Histogram)
    }
}

#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn count(count: u64) -> f64 {
    count as f64
}

fn traces(exemplars: &[Exemplar]) -> Vec<String> {
    exemplars.iter().map(|one| hex(&one.trace_id)).collect()
}

fn empty(kind: PointKind) -> Point {
    Point {
        name: String::new(),
        unit: String::new(),
        kind,
        is_delta: false,
        attributes: BTreeMap::new(),
        value: 0.0,
        sum: 0.0,
        bounds: Vec::new(),
        buckets: Vec::new(),
        quantiles: Vec::new(),
        start: 0,
        at: 0,
        exemplars: Vec::new(),
        resource: BTreeMap::new(),
    }
}
