//! The pushing thread.

use super::convert::{Batch, Batches};
use super::last::Last;
use super::{PushSettings, Pushed};
use crate::export::{Failed, Sender, Signal, Trouble};
use crate::otlp::{form, values};
use opentelemetry_proto::tonic::collector::metrics::v1::{
    ExportMetricsServiceRequest, ExportMetricsServiceResponse,
};
use opentelemetry_proto::tonic::metrics::v1::{Metric, ResourceMetrics, ScopeMetrics};
use opentelemetry_proto::tonic::resource::v1::Resource;
use prost::Message;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// What takes metrics over gRPC.
const METHOD: &str = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

/// Starts the thread. Where none can be had, nothing is pushed.
pub(super) fn start(state: Arc<Pushed>, settings: PushSettings) {
    let begun = SystemTime::now();
    let _ = thread::Builder::new()
        .name("frosted-metrics".to_owned())
        .spawn(move || Worker::new(state, &settings, begun).run());
}

struct Worker {
    state: Arc<Pushed>,
    interval: Duration,
    timeout: Duration,
    resource: Resource,
    sender: Option<Sender>,
    last: Last,
    trouble: Trouble,
}

impl Worker {
    fn new(state: Arc<Pushed>, settings: &PushSettings, begun: SystemTime) -> Self {
        let mut trouble = Trouble::of(Signal::Metrics);
        let sender = Sender::open(&settings.target, form(METHOD));
        if let Err(reason) = &sender {
            trouble.lost(0, reason);
        }
        Self {
            state,
            interval: settings.interval,
            timeout: settings.timeout,
            resource: values::resource(&settings.resource),
            sender: sender.ok(),
            last: Last::new(begun, settings.delta),
            trouble,
        }
    }

    fn run(mut self) {
        loop {
            let round = self.state.rounds.next(self.interval, |()| false);
            let pushed = catch_unwind(AssertUnwindSafe(|| self.push(round.is_flush)));
            if pushed.is_err() {
                self.trouble.lost(0, "the exporter panicked");
            }
            self.state.rounds.finish(&round);
        }
    }

    /// Pushes everything, a batch at a time. What does not arrive is part of the next push.
    fn push(&mut self, hurry: bool) {
        let deadline = Instant::now() + self.timeout;
        let mut batches = Batches::begin();
        while let Some(batch) = batches.next(&self.last) {
            if Instant::now() >= deadline {
                self.failed(batch.points, "there was not enough time");
                break;
            }
            let Batch {
                metrics,
                points,
                pending,
            } = batch;
            match self.send(metrics, hurry) {
                Ok(refused) => {
                    let refused = refused.min(points);
                    self.state
                        .taken
                        .fetch_add(points - refused, Ordering::Relaxed);
                    self.last.arrived(pending);
                    if refused > 0 {
                        self.failed(refused, "the collector took only some of them");
                    } else {
                        self.trouble.over();
                    }
                }
                Err(failed) => {
                    self.failed(points, failed.reason());
                    if matches!(failed, Failed::Later(_)) {
                        break;
                    }
                }
            }
        }
        self.trouble.report();
    }

    fn failed(&mut self, points: u64, reason: &'static str) {
        self.state.lost.fetch_add(points, Ordering::Relaxed);
        self.trouble.lost(points, reason);
    }

    /// Sends some metrics; how many of their values the collector refused.
    fn send(&self, metrics: Vec<Metric>, hurry: bool) -> Result<u64, Failed> {
        let sender = self
            .sender
            .as_ref()
            .ok_or(Failed::Later("there is no exporter"))?;
        let scope = values::scope(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        let request = ExportMetricsServiceRequest {
            resource_metrics: vec![ResourceMetrics {
                resource: Some(self.resource.clone()),
                scope_metrics: vec![ScopeMetrics {
                    scope: Some(scope),
                    metrics,
                    ..ScopeMetrics::default()
                }],
                ..ResourceMetrics::default()
            }],
        };
        let answer = sender.send(request.encode_to_vec(), hurry)?;
        // An answer that cannot be read says nothing, and the status said that all is well.
        let answer = ExportMetricsServiceResponse::decode(&*answer).unwrap_or_default();
        let refused = answer.partial_success.map(|some| some.rejected_data_points);
        Ok(refused.unwrap_or_default().try_into().unwrap_or_default())
    }
}
