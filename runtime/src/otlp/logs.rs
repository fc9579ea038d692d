//! Events as [log records](https://opentelemetry.io/docs/specs/otel/logs/data-model/), queued and
//! exported in batches. The numbers of the fields are those of
//! [`logs.proto`](https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto).

use super::form;
use super::limits::Limits;
use super::values::{by_target, nanos, resource};
use super::wire::Wire;
use crate::context::SpanContext;
use crate::engine::{EventSink, EventView, Node, Seen};
use crate::export::{self, Batching, Form, Outgoing, Queue, Signal, Target};
use crate::metrics::OfQueue;
use crate::names;
use crate::redact::{Clean, Sink};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceResponse;
use opentelemetry_proto::tonic::logs::v1::SeverityNumber;
use prost::Message;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tracing_core::{Level, Metadata};

/// About how long a record becomes, in bytes.
const RECORD: usize = 256;

/// Everything the output needs to know.
#[derive(Clone, Debug)]
pub(crate) struct LogSettings {
    pub(crate) target: Target,
    pub(crate) batching: Batching,
    pub(crate) max_queue: usize,
    pub(crate) limits: Limits,
    pub(crate) resource: Vec<(String, Clean)>,
}

/// The output of log records.
#[derive(Clone, Debug)]
pub(crate) struct OtlpLogs {
    queue: Arc<Queue<Record>>,
}

/// One event.
#[derive(Debug)]
struct Record {
    metadata: &'static Metadata<'static>,
    at: SystemTime,
    severity: (SeverityNumber, &'static str),
    message: String,
    attributes: Seen,
    dropped: u32,
    context: Option<SpanContext>,
}

impl OtlpLogs {
    /// An output that only queues, until [`launch`](Self::launch).
    pub(crate) fn new(settings: &LogSettings) -> Self {
        let queue = Arc::new(Queue::new(settings.max_queue));
        Self { queue }
    }

    /// Starts the thread that exports.
    pub(crate) fn launch(&self, settings: LogSettings) {
        let records = Records {
            resource: resource(&settings.resource).encode_to_vec(),
            limits: settings.limits,
        };
        let queue = Arc::clone(&self.queue);
        export::start(queue, records, settings.target, settings.batching);
    }

    /// Shows on the metrics page how it goes.
    pub(crate) fn show(&self) {
        Arc::clone(&self.queue).show(OfQueue {
            size: names::RECORD_QUEUE,
            capacity: names::RECORD_CAPACITY,
            passed: names::RECORD_EXPORTED,
        });
    }

    /// Waits until everything queued is exported or given up, at most for `limit`.
    pub(crate) fn flush(&self, limit: Duration) -> bool {
        self.queue.flush(limit)
    }
}

impl EventSink for OtlpLogs {
    fn event(&self, event: &EventView<'_>) {
        self.queue.push(Record {
            metadata: event.metadata,
            at: event.at,
            severity: severity(event),
            message: event.message(Sink::Otlp).to_owned(),
            attributes: event.seen_at(Sink::Otlp),
            dropped: event.fields.dropped(),
            context: event.scope.first().map(Node::context),
        });
    }
}

/// The level as the data model numbers it, and as it is called.
fn severity(event: &EventView<'_>) -> (SeverityNumber, &'static str) {
    match *event.metadata.level() {
        Level::ERROR if event.is_critical() => (SeverityNumber::Fatal, "CRITICAL"),
        Level::ERROR => (SeverityNumber::Error, "ERROR"),
        Level::WARN => (SeverityNumber::Warn, "WARN"),
        Level::INFO => (SeverityNumber::Info, "INFO"),
        Level::DEBUG => (SeverityNumber::Debug, "DEBUG"),
        _ => (SeverityNumber::Trace, "TRACE"),
    }
}

/// Records as messages.
struct Records {
    /// Who is speaking, as it is written.
    resource: Vec<u8>,
    limits: Limits,
}

impl Outgoing for Records {
    type Item = Record;
    const THREAD: &'static str = "frosted-records";
    const SIGNAL: Signal = Signal::Logs;
    const FORM: Form = form("/opentelemetry.proto.collector.logs.v1.LogsService/Export");

    fn message(&mut self, records: &[Record]) -> Vec<u8> {
        let mut wire = Wire::with_capacity(self.resource.len() + records.len() * RECORD + 64);
        wire.message(1, 3, |wire| {
            wire.bytes(1, &self.resource);
            for (target, records) in by_target(records, |record| record.metadata.target()) {
                wire.message(2, 3, |wire| {
                    wire.message(1, 1, |wire| wire.bytes(1, target.as_bytes()));
                    for record in records {
                        wire.message(2, 2, |wire| record.write(wire, self.limits));
                    }
                });
            }
        });
        wire.finish()
    }

    /// An answer that cannot be read says nothing, and the status said that all is well.
    fn refused(answer: &[u8]) -> u64 {
        let answer = ExportLogsServiceResponse::decode(answer).unwrap_or_default();
        let refused = answer.partial_success.map(|some| some.rejected_log_records);
        refused.unwrap_or_default().try_into().unwrap_or_default()
    }

    /// The queue counts them.
    fn overflowed(&self, _: u64) {}

    /// The queue counts them.
    fn settled(&self, _: &[Record], _: u64) {}
}

impl Record {
    fn write(&self, wire: &mut Wire, limits: Limits) {
        let (number, text) = self.severity;
        wire.fixed64(1, nanos(self.at));
        wire.number(2, number as u64);
        wire.bytes(3, text.as_bytes());
        wire.message(5, 1, |wire| wire.bytes(1, self.message.as_bytes()));
        let seen = self.attributes.iter();
        let left_out = limits.write(wire, 6, seen.map(|(name, value)| (*name, value)));
        wire.number(7, (self.dropped + left_out).into());
        if let Some(context) = self.context {
            wire.fixed32(8, context.flags.bits().into());
            wire.bytes(9, &context.trace_id.as_u128().to_be_bytes());
            wire.bytes(10, &context.span_id.as_u64().to_be_bytes());
        }
        wire.fixed64(11, nanos(self.at));
    }
}
