//! Ended spans are queued, and exported in batches by a thread of ours.

mod attributes;
mod convert;
mod queue;
mod worker;

use super::sender::Target;
use crate::engine::{Ended, SpanSink};
use crate::redact::Clean;
use queue::Queue;
use std::sync::Arc;
use std::time::Duration;

/// Everything the output needs to know.
#[derive(Clone, Debug)]
pub(crate) struct SpanSettings {
    pub(crate) target: Target,
    pub(crate) schedule_delay: Duration,
    pub(crate) max_queue: usize,
    pub(crate) max_batch: usize,
    pub(crate) resource: Vec<(String, Clean)>,
}

/// The trace output of the engine.
#[derive(Clone, Debug)]
pub(crate) struct Otlp {
    queue: Arc<Queue>,
}

impl Otlp {
    /// An output that only queues, until [`launch`](Self::launch).
    pub(crate) fn new(settings: &SpanSettings) -> Self {
        let queue = Arc::new(Queue::new(settings.max_queue));
        Self { queue }
    }

    /// Starts the thread that exports.
    pub(crate) fn launch(&self, settings: SpanSettings) {
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
