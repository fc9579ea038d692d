//! Ended spans as the SDK's span data. Runs on the exporting thread.

use crate::context::SpanContext;
use crate::engine::{Ended, Ending, EventRecord, Fields, PollTimes};
use crate::names;
use crate::outcome::Outcome;
use crate::redact::{self, FieldValue, Sink};
use crate::site::Site;
use opentelemetry::trace::{
    Event, Link, SpanContext as OtelContext, SpanId, SpanKind, Status, TraceFlags, TraceId,
    TraceState,
};
use opentelemetry::{InstrumentationScope, KeyValue, Value};
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};
use std::borrow::Cow;
use std::time::Duration;

/// One ended span for the exporter.
pub(super) fn span(ended: &Ended) -> SpanData {
    let Ended { place, record, .. } = ended;
    let (start_time, end_time) = ended.times();
    let state = place.state.as_deref().unwrap_or_default();
    let none: &[EventRecord] = &[];
    let (recorded, dropped) = record
        .has()
        .map_or((none, 0), |rich| (&*rich.events, rich.dropped_events));
    let (linked, unlinked) = record
        .has()
        .map_or((&[][..], 0), |rich| (&*rich.links, rich.dropped_links));
    SpanData {
        span_context: context(place.context, trace_state(state)),
        parent_span_id: place
            .parent_id
            .map_or(SpanId::INVALID, |id| id.as_u64().into()),
        parent_span_is_remote: place.parent_is_remote,
        span_kind: kind(&record.fields, ended.site),
        name: name(ended),
        start_time,
        end_time,
        attributes: attributes(ended),
        dropped_attributes_count: record.fields.dropped(),
        events: events(recorded, dropped),
        links: links(linked, unlinked),
        status: status(&record.fields, record.ending),
        instrumentation_scope: InstrumentationScope::builder(ended.metadata.target()).build(),
    }
}

fn context(context: SpanContext, state: TraceState) -> OtelContext {
    OtelContext::new(
        TraceId::from_bytes(context.trace_id.as_u128().to_be_bytes()),
        context.span_id.as_u64().into(),
        TraceFlags::new(context.flags.bits()),
        false,
        state,
    )
}

fn trace_state(state: &str) -> TraceState {
    state.parse().unwrap_or_default()
}

fn name(ended: &Ended) -> Cow<'static, str> {
    match text(&ended.record.fields, names::FIELD_OTEL_NAME) {
        Some(name) => Cow::Owned(name.to_owned()),
        None => Cow::Borrowed(ended.metadata.name()),
    }
}

/// The text under a name that has a meaning of its own.
fn text<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.get(name)?.seen_at(Sink::Otlp)?.as_text()
}

fn kind(fields: &Fields, site: Option<&'static Site>) -> SpanKind {
    let of_site = || site.map_or("internal", |site| site.spec().kind);
    let kind = text(fields, names::FIELD_OTEL_KIND).unwrap_or_else(of_site);
    match kind.to_ascii_lowercase().as_str() {
        "server" => SpanKind::Server,
        "client" => SpanKind::Client,
        "producer" => SpanKind::Producer,
        "consumer" => SpanKind::Consumer,
        _ => SpanKind::Internal,
    }
}

/// Failed and panicked calls are errors; a cancelled one is neither that nor a success. The
/// description stays empty: it would be text that nobody classified.
fn status(fields: &Fields, ending: Option<Ending>) -> Status {
    if let Some(code) = text(fields, names::FIELD_OTEL_STATUS) {
        match code.to_ascii_lowercase().as_str() {
            "error" => return Status::error(""),
            "ok" => return Status::Ok,
            _ => {}
        }
    }
    match ending.map(|ending| ending.outcome) {
        Some(Outcome::Error | Outcome::Panicked) => Status::error(""),
        _ => Status::Unset,
    }
}

fn attributes(ended: &Ended) -> Vec<KeyValue> {
    let Ended {
        metadata, record, ..
    } = ended;
    let mut attributes: Vec<KeyValue> = record
        .fields
        .seen_at(Sink::Otlp)
        .filter(|(name, _)| !name.starts_with("otel."))
        .map(|(name, value)| KeyValue::new(name, self::value(value)))
        .collect();
    if let Some(site) = ended.site {
        let spec = site.spec();
        let function = format!("{}::{}", spec.module, spec.function);
        attributes.push(KeyValue::new(names::ATTR_CODE_FUNCTION, function));
    }
    if let Some(file) = metadata.file() {
        attributes.push(KeyValue::new(names::ATTR_CODE_FILE, redact::trimmed(file)));
    }
    if let Some(line) = metadata.line() {
        attributes.push(KeyValue::new(names::ATTR_CODE_LINE, i64::from(line)));
    }
    if let Some(ending) = record.ending {
        // An error of a call without a span arose in this one.
        let origin = ending
            .origin
            .filter(|origin| *origin != ended.place.context.span_id);
        attributes.extend(of_ending(Ending { origin, ..ending }));
    }
    if let Some(polls) = record.polls {
        attributes.extend(of_polls(polls, ended.took()));
    }
    attributes
}

fn of_ending(ending: Ending) -> Vec<KeyValue> {
    let mut attributes = vec![KeyValue::new(names::ATTR_OUTCOME, ending.outcome.as_str())];
    let error_type = match ending.outcome {
        Outcome::Error => ending.error_kind,
        Outcome::Panicked => "panic",
        Outcome::Ok | Outcome::Cancelled => "",
    };
    if !error_type.is_empty() {
        attributes.push(KeyValue::new(names::ATTR_ERROR_TYPE, error_type));
    }
    if let Some(class) = ending.class {
        attributes.push(KeyValue::new(names::ATTR_ERROR_CLASS, class.as_str()));
    }
    if let Some(origin) = ending.origin {
        let span = origin.to_string();
        attributes.push(KeyValue::new(names::ATTR_ERROR_SPAN, span));
    }
    attributes
}

fn of_polls(polls: PollTimes, took: Duration) -> [KeyValue; 4] {
    let took = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
    let nanos = |name, nanos| KeyValue::new(name, value(&FieldValue::U64(nanos)));
    [
        nanos(names::ATTR_BUSY, polls.busy),
        nanos(names::ATTR_IDLE, took.saturating_sub(polls.busy)),
        nanos(names::ATTR_POLLS, polls.count.get().into()),
        nanos(names::ATTR_LONGEST_POLL, polls.longest),
    ]
}

/// OTLP has signed 64-bit integers only; what does not fit becomes text rather than another number.
fn value(value: &FieldValue) -> Value {
    let text = |number: &dyn std::fmt::Display| Value::String(number.to_string().into());
    match value {
        FieldValue::I64(number) => Value::I64(*number),
        FieldValue::U64(number) => i64::try_from(*number).map_or_else(|_| text(number), Value::I64),
        FieldValue::I128(number) => {
            i64::try_from(*number).map_or_else(|_| text(number), Value::I64)
        }
        FieldValue::U128(number) => {
            i64::try_from(*number).map_or_else(|_| text(number), Value::I64)
        }
        FieldValue::F64(number) => Value::F64(*number),
        FieldValue::Bool(truth) => Value::Bool(*truth),
        FieldValue::Text(text) => Value::String(text.to_string().into()),
        FieldValue::ByPolicy(_) => Value::String("".into()),
    }
}

fn events(records: &[EventRecord], dropped: u32) -> SpanEvents {
    let mut events = SpanEvents::default();
    events.dropped_count = dropped;
    events.events = records
        .iter()
        .map(|event| {
            let name = match text(&event.fields, "message") {
                Some(message) => Cow::Owned(message.to_owned()),
                None => Cow::Borrowed(event.metadata.name()),
            };
            let attributes = event
                .fields
                .seen_at(Sink::Otlp)
                .filter(|(name, _)| *name != "message")
                .map(|(name, value)| KeyValue::new(name, self::value(value)))
                .chain([
                    KeyValue::new("level", event.metadata.level().as_str()),
                    KeyValue::new("target", event.metadata.target()),
                ])
                .collect();
            Event::new(name, event.at, attributes, event.fields.dropped())
        })
        .collect();
    events
}

fn links(contexts: &[SpanContext], dropped: u32) -> SpanLinks {
    let mut links = SpanLinks::default();
    links.dropped_count = dropped;
    links.links = contexts
        .iter()
        .map(|to| Link::with_context(context(*to, TraceState::NONE)))
        .collect();
    links
}
