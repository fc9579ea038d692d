//! Ended spans as OTLP messages. Runs on the exporting thread.

use crate::context::SpanContext;
use crate::engine::{Ended, Ending, EventRecord, Fields, PollTimes};
use crate::names;
use crate::otlp::values::{attribute, nanos, of_field, of_text, scope};
use crate::outcome::Outcome;
use crate::redact::{self, FieldValue, Sink};
use crate::site::Site;
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::span::{Event, Link, SpanKind};
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;
use opentelemetry_proto::tonic::trace::v1::{ScopeSpans, Span, SpanFlags, Status};
use std::time::Duration;

/// Spans by what made them: the target of a span is its instrumentation scope.
pub(super) fn by_scope(spans: &[Ended]) -> Vec<ScopeSpans> {
    let mut scopes: Vec<ScopeSpans> = Vec::new();
    for ended in spans {
        let target = ended.metadata.target();
        let is_its = |of: &ScopeSpans| of.scope.as_ref().is_some_and(|of| of.name == target);
        // Spans of one trace come together, and so do those of one scope.
        let place = scopes.iter().rposition(is_its).unwrap_or_else(|| {
            scopes.push(ScopeSpans {
                scope: Some(scope(target, "")),
                ..ScopeSpans::default()
            });
            scopes.len() - 1
        });
        scopes[place].spans.push(span(ended));
    }
    scopes
}

fn span(ended: &Ended) -> Span {
    let Ended { place, record, .. } = ended;
    let (start_time, end_time) = ended.times();
    let rich = record.has();
    let events = rich.map_or(&[][..], |rich| &rich.events);
    let links = rich.map_or(&[][..], |rich| &rich.links);
    let parent = place.parent_id;
    Span {
        trace_id: trace_id(place.context),
        span_id: span_id(place.context),
        trace_state: place.state.as_deref().unwrap_or_default().to_owned(),
        parent_span_id: parent.map_or_else(Vec::new, |id| id.as_u64().to_be_bytes().into()),
        flags: flags(place.context, parent.is_some() && place.parent_is_remote),
        name: name(ended).to_owned(),
        kind: kind(&record.fields, ended.site).into(),
        start_time_unix_nano: nanos(start_time),
        end_time_unix_nano: nanos(end_time),
        attributes: attributes(ended),
        dropped_attributes_count: record.fields.dropped(),
        events: events.iter().map(event).collect(),
        dropped_events_count: rich.map_or(0, |rich| rich.dropped_events),
        links: links.iter().copied().map(link).collect(),
        dropped_links_count: rich.map_or(0, |rich| rich.dropped_links),
        status: Some(status(&record.fields, record.ending)),
    }
}

fn trace_id(context: SpanContext) -> Vec<u8> {
    context.trace_id.as_u128().to_be_bytes().into()
}

fn span_id(context: SpanContext) -> Vec<u8> {
    context.span_id.as_u64().to_be_bytes().into()
}

/// The flags of W3C Trace Context, and above them whether the other end is in another process.
fn flags(context: SpanContext, is_remote: bool) -> u32 {
    let known = SpanFlags::ContextHasIsRemoteMask as u32;
    let remote = if is_remote {
        SpanFlags::ContextIsRemoteMask as u32
    } else {
        0
    };
    u32::from(context.flags.bits()) | known | remote
}

fn name(ended: &Ended) -> &str {
    text(&ended.record.fields, names::FIELD_OTEL_NAME).unwrap_or(ended.metadata.name())
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

/// Failed and panicked calls are errors; a cancelled one is neither that nor a success. The message
/// stays empty: it would be text that nobody classified.
fn status(fields: &Fields, ending: Option<Ending>) -> Status {
    let of = |code: StatusCode| Status {
        code: code.into(),
        ..Status::default()
    };
    if let Some(code) = text(fields, names::FIELD_OTEL_STATUS) {
        match code.to_ascii_lowercase().as_str() {
            "error" => return of(StatusCode::Error),
            "ok" => return of(StatusCode::Ok),
            _ => {}
        }
    }
    match ending.map(|ending| ending.outcome) {
        Some(Outcome::Error | Outcome::Panicked) => of(StatusCode::Error),
        _ => Status::default(),
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
        .map(|(name, value)| attribute(name, of_field(value)))
        .collect();
    if let Some(site) = ended.site {
        let spec = site.spec();
        let function = format!("{}::{}", spec.module, spec.function);
        attributes.push(of_text(names::ATTR_CODE_FUNCTION, function));
    }
    if let Some(file) = metadata.file() {
        attributes.push(of_text(names::ATTR_CODE_FILE, redact::trimmed(file)));
    }
    if let Some(line) = metadata.line() {
        let line = Value::IntValue(line.into());
        attributes.push(attribute(names::ATTR_CODE_LINE, line));
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
    let mut attributes = vec![of_text(names::ATTR_OUTCOME, ending.outcome.as_str())];
    let error_type = match ending.outcome {
        Outcome::Error => ending.error_kind,
        Outcome::Panicked => "panic",
        Outcome::Ok | Outcome::Cancelled => "",
    };
    if !error_type.is_empty() {
        attributes.push(of_text(names::ATTR_ERROR_TYPE, error_type));
    }
    if let Some(class) = ending.class {
        attributes.push(of_text(names::ATTR_ERROR_CLASS, class.as_str()));
    }
    if let Some(origin) = ending.origin {
        attributes.push(of_text(names::ATTR_ERROR_SPAN, origin.to_string()));
    }
    attributes
}

fn of_polls(polls: PollTimes, took: Duration) -> [KeyValue; 4] {
    let took = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
    let nanos = |name, nanos| attribute(name, of_field(&FieldValue::U64(nanos)));
    [
        nanos(names::ATTR_BUSY, polls.busy),
        nanos(names::ATTR_IDLE, took.saturating_sub(polls.busy)),
        nanos(names::ATTR_POLLS, polls.count.get().into()),
        nanos(names::ATTR_LONGEST_POLL, polls.longest),
    ]
}

fn event(event: &EventRecord) -> Event {
    let name = text(&event.fields, "message").unwrap_or(event.metadata.name());
    let seen = event.fields.seen_at(Sink::Otlp);
    let attributes = seen
        .filter(|(name, _)| *name != "message")
        .map(|(name, value)| attribute(name, of_field(value)))
        .chain([
            of_text("level", event.metadata.level().as_str()),
            of_text("target", event.metadata.target()),
        ]);
    Event {
        time_unix_nano: nanos(event.at),
        name: name.to_owned(),
        attributes: attributes.collect(),
        dropped_attributes_count: event.fields.dropped(),
    }
}

fn link(to: SpanContext) -> Link {
    Link {
        trace_id: trace_id(to),
        span_id: span_id(to),
        flags: flags(to, false),
        ..Link::default()
    }
}
