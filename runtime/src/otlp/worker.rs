//! The exporting thread. It owns a small Tokio runtime, so that neither the HTTP nor the gRPC
//! client needs one of the application's, and nothing it does is recorded as a span or event of
//! the application.

use super::convert;
use super::exporter::{self, OtlpSettings};
use super::queue::{Queue, Round};
use crate::engine::{Loss, quietly};
use crate::{metrics, names};
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SpanExporter as _;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// How often trouble may be reported.
const REPORT_EVERY: Duration = Duration::from_mins(1);
/// What an export may take over the exporter's own time limit before it is cut.
const GRACE: Duration = Duration::from_secs(1);

/// Starts the thread. Where none can be had, the queue fills up and drops.
pub(super) fn start(queue: Arc<Queue>, settings: OtlpSettings) {
    let _ = thread::Builder::new()
        .name("frosted-otlp".to_owned())
        .spawn(move || Worker::new(settings).run(&queue));
}

struct Worker {
    settings: OtlpSettings,
    client: Option<(Runtime, SpanExporter)>,
    trouble: Trouble,
}

impl Worker {
    fn new(settings: OtlpSettings) -> Self {
        let mut trouble = Trouble::default();
        let client = quietly(|| open(&settings));
        if let Err(reason) = &client {
            trouble.lost(0, reason);
        }
        Self {
            settings,
            client: client.ok(),
            trouble,
        }
    }

    fn run(mut self, queue: &Queue) {
        loop {
            let round = queue.next(self.settings.schedule_delay);
            self.export(queue, &round);
            queue.finish(&round);
        }
    }

    fn export(&mut self, queue: &Queue, round: &Round) {
        if round.dropped > 0 {
            metrics::count_lost_spans(Loss::Queue, round.dropped);
            self.trouble.lost(round.dropped, "the queue is full");
        }
        for batch in round.spans.chunks(self.settings.max_batch) {
            let spans: Vec<_> = batch.iter().map(convert::span).collect();
            let sent = self.send(spans);
            queue.sent(batch.len(), sent.is_ok());
            match sent {
                Ok(()) => self.trouble.over(),
                Err(reason) => {
                    metrics::count_lost_spans(Loss::Export, batch.len() as u64);
                    self.trouble.lost(batch.len() as u64, reason);
                }
            }
        }
        self.trouble.report();
    }

    fn send(&self, spans: Vec<opentelemetry_sdk::trace::SpanData>) -> Result<(), &'static str> {
        let (runtime, exporter) = self.client.as_ref().ok_or("there is no exporter")?;
        let limit = self.settings.timeout + GRACE;
        quietly(|| {
            runtime.block_on(async {
                match tokio::time::timeout(limit, exporter.export(spans)).await {
                    Ok(Ok(())) => Ok(()),
                    // The error's text may hold the address with its credentials.
                    Ok(Err(_)) => Err("the collector did not take them"),
                    Err(_) => Err("the collector did not answer in time"),
                }
            })
        })
    }
}

fn open(settings: &OtlpSettings) -> Result<(Runtime, SpanExporter), &'static str> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| "no runtime could be started")?;
    let exporter = runtime
        .block_on(async { exporter::build(settings) })
        .map_err(|_| "the exporter's settings do not fit together")?;
    Ok((runtime, exporter))
}

/// Lost spans, and when they were last spoken of.
#[derive(Default)]
struct Trouble {
    lost: u64,
    reason: &'static str,
    reported: Option<Instant>,
    announced: bool,
}

impl Trouble {
    fn lost(&mut self, spans: u64, reason: &'static str) {
        self.lost += spans;
        self.reason = reason;
        self.report();
    }

    fn over(&mut self) {
        if self.announced {
            self.announced = false;
            tracing::info!(target: names::TARGET, "traces are exported again");
        }
    }

    /// Speaks of the trouble unless it did so within the last minute.
    fn report(&mut self) {
        let due = self.reported.is_none_or(|at| at.elapsed() >= REPORT_EVERY);
        if self.reason.is_empty() || !due {
            return;
        }
        tracing::warn!(
            target: names::TARGET,
            lost_spans = self.lost,
            reason = self.reason,
            "traces are not exported"
        );
        self.announced = true;
        self.reported = Some(Instant::now());
        self.lost = 0;
        self.reason = "";
    }
}
