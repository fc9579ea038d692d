//! Ended spans are queued, and exported in batches by a thread of ours.

mod convert;

use super::form;
use crate::engine::{Ended, Loss, SpanSink};
use crate::export::{self, Batching, Form, Outgoing, Queue, Signal, Target};
use crate::metrics::{self, OfQueue};
use crate::names;
use crate::otlp::limits::SpanLimits;
use crate::otlp::values;
use crate::redact::Clean;
use convert::Converter;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceResponse;
use prost::Message;
use std::sync::Arc;
use std::time::Duration;

/// Everything the output needs to know.
#[derive(Clone, Debug)]
pub(crate) struct SpanSettings {
    pub(crate) target: Target,
    pub(crate) batching: Batching,
    pub(crate) max_queue: usize,
    pub(crate) limits: SpanLimits,
    pub(crate) resource: Vec<(String, Clean)>,
}

/// The trace output of the engine.
#[derive(Clone, Debug)]
pub(crate) struct Otlp {
    queue: Arc<Queue<Ended>>,
}

impl Otlp {
    /// An output that only queues, until [`launch`](Self::launch).
    pub(crate) fn new(settings: &SpanSettings) -> Self {
        let queue = Arc::new(Queue::new(settings.max_queue));
        Self { queue }
    }

    /// Starts the thread that exports.
    pub(crate) fn launch(&self, settings: SpanSettings) {
        let resource = values::resource(&settings.resource);
        let spans = Spans(Converter::new(&resource, settings.limits));
        let queue = Arc::clone(&self.queue);
        export::start(queue, spans, settings.target, settings.batching);
    }

    /// Shows on the metrics page how it goes.
    pub(crate) fn show(&self) {
        Arc::clone(&self.queue).show(OfQueue {
            size: names::SPAN_QUEUE,
            capacity: names::SPAN_CAPACITY,
            passed: names::SPAN_EXPORTED,
        });
    }

    /// Waits until everything queued is exported or given up, at most for `limit`.
    pub(crate) fn flush(&self, limit: Duration) -> bool {
        self.queue.flush(limit)
    }
}

impl SpanSink for Otlp {
    fn ended(&self, span: Ended) {
        self.queue.push(span);
    }
}

/// Spans as messages.
struct Spans(Converter);

impl Outgoing for Spans {
    type Item = Ended;
    const THREAD: &'static str = "frosted-otlp";
    const SIGNAL: Signal = Signal::Traces;
    const FORM: Form = form("/opentelemetry.proto.collector.trace.v1.TraceService/Export");

    fn message(&mut self, spans: &[Ended]) -> Vec<u8> {
        self.0.request(spans)
    }

    /// An answer that cannot be read says nothing, and the status said that all is well.
    fn refused(answer: &[u8]) -> u64 {
        let answer = ExportTraceServiceResponse::decode(answer).unwrap_or_default();
        let refused = answer.partial_success.map(|some| some.rejected_spans);
        refused.unwrap_or_default().try_into().unwrap_or_default()
    }

    fn overflowed(&self, spans: u64) {
        metrics::count_lost_spans(Loss::Queue, spans);
    }

    fn settled(&self, _: &[Ended], lost: u64) {
        metrics::count_lost_spans(Loss::Export, lost);
    }
}
