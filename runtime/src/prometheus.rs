//! The `/metrics` page: Prometheus text, version 0.0.4.
//!
//! The recorder behind the `metrics` facade is that of `metrics-exporter-prometheus`. Its
//! histograms keep every sample until somebody drains them, so a thread of ours does so when
//! nobody scrapes.

mod labels;

pub(crate) use labels::Scrubbing;

use crate::names;
use metrics_exporter_prometheus::{
    Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};
use std::thread;
use std::time::Duration;

/// `Content-Type` of the page.
pub(crate) const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// How often samples nobody scraped are folded into buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// The recorder to install, with the bucket bounds of our own histograms.
pub(crate) fn recorder() -> PrometheusRecorder {
    let ours = [names::FUNCTION_DURATION, names::HTTP_SERVER_DURATION];
    ours.into_iter()
        .fold(PrometheusBuilder::new(), |builder, name| {
            builder
                .set_buckets_for_metric(Matcher::Full(name.to_owned()), &names::DURATION_BUCKETS)
                .expect("the bounds are a constant that is not empty")
        })
        .build_recorder()
}

/// The page.
pub(crate) struct Page {
    handle: PrometheusHandle,
}

impl Page {
    /// Starts the upkeep thread, which lives as long as the process. Where none can be had the
    /// page works, and grows until it is scraped.
    pub(crate) fn new(handle: PrometheusHandle) -> Self {
        let upkeep = handle.clone();
        let _ = thread::Builder::new()
            .name("frosted-metrics".to_owned())
            .spawn(move || {
                loop {
                    thread::sleep(UPKEEP);
                    upkeep.run_upkeep();
                }
            });
        Self { handle }
    }

    /// The text of the page.
    pub(crate) fn render(&self) -> String {
        self.handle.render()
    }
}
