//! The exporting thread.

use super::SpanSettings;
use super::convert::Converter;
use super::queue::{Queue, Waiting};
use crate::engine::{Ended, Loss};
use crate::metrics;
use crate::otlp::rounds::Round;
use crate::otlp::sender::{Failed, Sender};
use crate::otlp::trouble::{Signal, Trouble};
use crate::otlp::values;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceResponse;
use prost::Message;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

/// What takes spans over gRPC.
const METHOD: &str = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

/// Starts the thread. Where none can be had, the queue fills up and drops.
pub(super) fn start(queue: Arc<Queue>, settings: SpanSettings) {
    let _ = thread::Builder::new()
        .name("frosted-otlp".to_owned())
        .spawn(move || Worker::new(settings).run(&queue));
}

struct Worker {
    settings: SpanSettings,
    converter: Converter,
    sender: Option<Sender>,
    trouble: Trouble,
}

impl Worker {
    fn new(settings: SpanSettings) -> Self {
        let mut trouble = Trouble::of(Signal::Traces);
        let sender = Sender::open(&settings.target, METHOD);
        if let Err(reason) = &sender {
            trouble.lost(0, reason);
        }
        Self {
            converter: Converter::new(&values::resource(&settings.resource)),
            settings,
            sender: sender.ok(),
            trouble,
        }
    }

    fn run(mut self, queue: &Queue) {
        loop {
            let round = queue.next(self.settings.schedule_delay);
            let exported = catch_unwind(AssertUnwindSafe(|| self.export(queue, &round)));
            if exported.is_err() {
                self.trouble.lost(0, "the exporter panicked");
            }
            queue.finish(&round);
        }
    }

    fn export(&mut self, queue: &Queue, round: &Round<Waiting>) {
        if round.work.dropped > 0 {
            metrics::count_lost_spans(Loss::Queue, round.work.dropped);
            self.trouble.lost(round.work.dropped, "the queue is full");
        }
        for batch in round.work.spans.chunks(self.settings.max_batch) {
            let all = batch.len() as u64;
            let (lost, reason) = match self.send(batch, round.is_flush) {
                Ok(0) => (0, ""),
                Ok(refused) => (refused.min(all), "the collector took only some of them"),
                Err(failed) => (all, failed.reason()),
            };
            queue.sent(all - lost, lost);
            if lost == 0 {
                self.trouble.over();
            } else {
                metrics::count_lost_spans(Loss::Export, lost);
                self.trouble.lost(lost, reason);
            }
        }
        self.trouble.report();
    }

    /// Sends a batch; how many of it the collector refused.
    fn send(&mut self, batch: &[Ended], hurry: bool) -> Result<u64, Failed> {
        let sender = self
            .sender
            .as_ref()
            .ok_or(Failed::Later("there is no exporter"))?;
        let answer = sender.send(self.converter.request(batch), hurry)?;
        // An answer that cannot be read says nothing, and the status said that all is well.
        let answer = ExportTraceServiceResponse::decode(&*answer).unwrap_or_default();
        let refused = answer.partial_success.map(|some| some.rejected_spans);
        Ok(refused.unwrap_or_default().try_into().unwrap_or_default())
    }
}
