//! Traces over OTLP: ended spans are queued, turned into SDK spans on a thread of ours, and sent
//! by the exporter of `opentelemetry-otlp`, which retries what is worth retrying.
//!
//! What goes wrong, and what happens then:
//! - the queue is full (collector slow or down): the spans are dropped and counted;
//! - an export fails after its retries: its spans are dropped and counted;
//! - the collector hangs: the export is given up after its time limit, a flush after its own;
//! - any of these is reported at most once a minute, and so is its end.

mod convert;
mod exporter;
mod queue;
mod worker;

pub(crate) use exporter::{OtlpSettings, Protocol};

use crate::engine::{Ended, SpanSink};
use queue::Queue;
use std::sync::Arc;
use std::time::Duration;

/// The trace output of the engine.
#[derive(Clone, Debug)]
pub(crate) struct Otlp {
    queue: Arc<Queue>,
}

impl Otlp {
    /// An output that only queues, until [`launch`](Self::launch).
    pub(crate) fn new(settings: &OtlpSettings) -> Self {
        let queue = Arc::new(Queue::new(settings.max_queue));
        Self { queue }
    }

    /// Starts the thread that exports.
    pub(crate) fn launch(&self, settings: OtlpSettings) {
        worker::start(Arc::clone(&self.queue), settings);
    }

    /// Shows on the metrics page how it goes.
    pub(crate) fn show(&self) {
        Arc::clone(&self.queue).show();
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
