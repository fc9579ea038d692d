//! Other metrics libraries: a counter with two labels and a duration, by hand around the call.

use crate::floor::bare;
use crate::harness::{Bench, sync};
use crate::{Row, row};
use measured::label::StaticLabelSet;
use measured::metric::histogram::Thresholds;
use measured::{CounterVec, FixedCardinalityLabel, Histogram, LabelGroup};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram as ClientHistogram;
use std::time::Instant;

const RED: &str = "frosted: RED, sync";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("prometheus-client, sync", RED, client),
        row("prometheus-client, sync, 2 threads", RED, || {
            client().threads(2)
        }),
        row("measured, sync", RED, measured),
        row("measured, sync, 2 threads", RED, || measured().threads(2)),
    ]
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Labels {
    function: &'static str,
    result: &'static str,
}

fn client() -> Bench {
    let calls = Family::<Labels, Counter>::default();
    let took = ClientHistogram::new(frosted::names::DURATION_BUCKETS);
    Bench::new(sync(move |number, text| {
        let begun = Instant::now();
        let returned = bare::sync(number, text);
        let result = if returned.is_ok() { "ok" } else { "error" };
        let function = "sync";
        calls.get_or_create(&Labels { function, result }).inc();
        took.observe(begun.elapsed().as_secs_f64());
        returned
    }))
}

#[derive(Clone, Copy, FixedCardinalityLabel)]
enum Function {
    Sync,
}

#[derive(Clone, Copy, FixedCardinalityLabel)]
enum Returned {
    Good,
    Error,
}

#[derive(Clone, Copy, LabelGroup)]
#[label(set = CallSet)]
struct Call {
    #[label(fixed)]
    function: Function,
    #[label(fixed)]
    result: Returned,
}

fn measured() -> Bench {
    let set = CallSet {
        function: StaticLabelSet::new(),
        result: StaticLabelSet::new(),
    };
    let calls: CounterVec<CallSet> = CounterVec::with_label_set(set);
    let bounds = Thresholds::with_buckets(frosted::names::DURATION_BUCKETS);
    let took: Histogram<{ frosted::names::DURATION_BUCKETS.len() }> =
        Histogram::with_metadata(bounds);
    Bench::new(sync(move |number, text| {
        let begun = Instant::now();
        let returned = bare::sync(number, text);
        let function = Function::Sync;
        let result = if returned.is_ok() {
            Returned::Good
        } else {
            Returned::Error
        };
        calls.inc(Call { function, result });
        took.get_metric().observe(begun.elapsed().as_secs_f64());
        returned
    }))
}
