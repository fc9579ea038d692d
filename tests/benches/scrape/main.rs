//! What one page of metrics costs, against the usual exporter, at growing numbers of series.
//!
//! `cargo bench -p frosted-tests --bench scrape`

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    unsafe_code,
    reason = "a benchmark prints"
)]

use metrics_exporter_prometheus::PrometheusBuilder;
use std::time::Instant;

/// How often each page is written; the median counts.
const ROUNDS: usize = 15;

/// Milliseconds of one page, and its size.
fn millis(page: impl Fn() -> String) -> (f64, usize) {
    let mut size = 0;
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            size = page().len();
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[ROUNDS / 2], size)
}

fn count(from: usize, to: usize) {
    for number in from..to {
        let labels = [
            ("tenant", format!("tenant-{number}")),
            ("endpoint", format!("/orders/{}", number % 10)),
            ("method", "GET".to_owned()),
        ];
        metrics::counter!("requests_total", &labels).increment(number as u64);
    }
}

fn spread(from: usize, to: usize) {
    for number in from..to {
        let labels = [("tenant", format!("tenant-{number}"))];
        metrics::histogram!("wait_seconds", &labels).record(number as f64 / 1e4);
    }
}

fn row(name: &str, ours: (f64, usize), theirs: (f64, usize)) {
    println!(
        "| {name} | {:.2} | {:.2} | {:.1} | {} |",
        ours.0,
        theirs.0,
        theirs.0 / ours.0,
        ours.1 / 1024,
    );
}

fn main() {
    for (name, value) in [
        ("FROSTED_METRIC_SERIES", "1000000"),
        ("FROSTED_LOGS", "off"),
    ] {
        // SAFETY: nothing else runs yet.
        unsafe { std::env::set_var(name, value) };
    }
    let telemetry = frosted::init!().unwrap();
    let theirs = PrometheusBuilder::new()
        .set_buckets(&frosted::names::DURATION_BUCKETS)
        .unwrap()
        .build_recorder();
    let handle = theirs.handle();
    println!("| series | frosted, ms | metrics-exporter-prometheus, ms | ratio | KiB |");
    println!("|---|--:|--:|--:|--:|");
    let mut from = 0;
    for to in [1_000, 10_000, 100_000] {
        count(from, to);
        metrics::with_local_recorder(&theirs, || count(from, to));
        from = to;
        let ours = millis(|| telemetry.metrics().unwrap());
        row(&format!("{to} counters"), ours, millis(|| handle.render()));
    }
    spread(0, 10_000);
    metrics::with_local_recorder(&theirs, || spread(0, 10_000));
    let ours = millis(|| telemetry.metrics().unwrap());
    let name = "100000 counters and 10000 histograms of 17 lines";
    row(name, ours, millis(|| handle.render()));
}
