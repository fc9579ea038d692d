//! Traces and metrics over [OTLP](https://opentelemetry.io/docs/specs/otlp/). Each signal has a
//! thread of its own, on which it is turned into messages, encoded and sent, so that one that hangs
//! does not hold up the other.
//!
//! What goes wrong, and what happens then:
//! - the queue of spans is full (collector slow or down): the spans are dropped and counted;
//! - the collector says that it is overloaded or cannot be reached: the export is tried again, ever
//!   more slowly, until its time limit;
//! - an export fails after that: its spans are dropped and counted; metrics are pushed with their
//!   present values the next time, and nothing is lost;
//! - the collector refuses some of an export (a partial success): those are counted as lost;
//! - the collector hangs: the export is given up after its time limit, a flush after its own;
//! - any of these is reported at most once a minute, and so is its end.

mod attributes;
mod limits;
mod logs;
mod metrics;
mod traces;
mod values;
mod wire;

pub(crate) use limits::{Limits, SpanLimits};
pub(crate) use logs::{LogSettings, OtlpLogs};
pub(crate) use metrics::{OtlpMetrics, PushSettings};
pub(crate) use traces::{Otlp, SpanSettings};

use crate::export::Form;

/// What a signal's messages are over either protocol.
const fn form(method: &'static str) -> Form {
    Form {
        method,
        content_type: "application/x-protobuf",
    }
}
