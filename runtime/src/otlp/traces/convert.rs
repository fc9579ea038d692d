//! Ended spans as an OTLP message. Runs on the exporting thread. The numbers of the fields are those
//! of [`trace.proto`](https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto).

use crate::context::SpanContext;
use crate::engine::{Ended, Ending, EventRecord, Fields, PollTimes};
use crate::names;
use crate::otlp::attributes::{number, text};
use crate::otlp::limits::{Limits, SpanLimits};
use crate::otlp::values::{by_target, nanos};
use crate::otlp::wire::Wire;
use crate::outcome::Outcome;
use crate::redact::{self, Sink};
use crate::site::Site;
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::SpanFlags;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;
use prost::Message;
use std::collections::HashMap;
use std::time::Duration;

/// About how long a span becomes, in bytes.
const SPAN: usize = 320;
/// Of how many callsites it is remembered where their code is.
const MAX_PLACES: usize = 1 << 14;

/// Writes the spans of this process.
pub(super) struct Converter {
    /// Who is speaking, as it is written.
    resource: Vec<u8>,
    limits: SpanLimits,
    /// Where the code of a span is, as it is written, by the address of its metadata.
    places: HashMap<usize, Box<[u8]>>,
}

impl Converter {
    pub(super) fn new(resource: &Resource, limits: SpanLimits) -> Self {
        Self {
            resource: resource.encode_to_vec(),
            limits,
            places: HashMap::new(),
        }
    }

    /// A request that exports these spans. The target of a span is its instrumentation scope.
    pub(super) fn request(&mut self, spans: &[Ended]) -> Vec<u8> {
        let scopes = by_target(spans, |span| span.metadata.target());
        let room = self.resource.len() + spans.len() * SPAN;
        let mut wire = Wire::with_capacity(room + 64);
        wire.message(1, 3, |wire| {
            wire.bytes(1, &self.resource);
            for (target, spans) in scopes {
                wire.message(2, 3, |wire| {
                    wire.message(1, 1, |wire| wire.bytes(1, target.as_bytes()));
                    for span in spans {
                        wire.message(2, 2, |wire| self.span(wire, span));
                    }
                });
            }
        });
        wire.finish()
    }

    fn span(&mut self, wire: &mut Wire, ended: &Ended) {
        let Ended { place, record, .. } = ended;
        let fields = &record.fields;
        let (start_time, end_time) = ended.times();
        wire.bytes(1, &place.context.trace_id.as_u128().to_be_bytes());
        wire.bytes(2, &place.context.span_id.as_u64().to_be_bytes());
        if let Some(state) = &place.state {
            wire.bytes(3, state.as_bytes());
        }
        if let Some(parent) = place.parent_id {
            wire.bytes(4, &parent.as_u64().to_be_bytes());
        }
        wire.bytes(5, name(ended).as_bytes());
        wire.number(6, kind(fields, ended.site) as u64);
        wire.fixed64(7, nanos(start_time));
        wire.fixed64(8, nanos(end_time));
        let left_out = self.attributes(wire, ended);
        wire.number(10, (fields.dropped() + left_out).into());
        if let Some(rich) = record.has() {
            let SpanLimits { events, links, .. } = self.limits;
            for recorded in rich.events.iter().take(events) {
                wire.message(11, 2, |wire| event(wire, recorded, self.limits.of_event));
            }
            let left_out = rich.events.len().saturating_sub(events) as u64;
            wire.number(12, u64::from(rich.dropped_events) + left_out);
            for to in rich.links.iter().take(links) {
                wire.message(13, 1, |wire| link(wire, *to));
            }
            let left_out = rich.links.len().saturating_sub(links) as u64;
            wire.number(14, u64::from(rich.dropped_links) + left_out);
        }
        let code = status(fields, record.ending);
        wire.message(15, 1, |wire| wire.number(3, code as u64));
        let is_remote = place.parent_id.is_some() && place.parent_is_remote;
        wire.fixed32(16, flags(place.context, is_remote));
    }

    /// Writes the attributes; how many recorded ones were left out.
    fn attributes(&mut self, wire: &mut Wire, ended: &Ended) -> u32 {
        let seen = ended.record.fields.seen_at(Sink::Otlp);
        let seen = seen.filter(|(name, _)| !name.starts_with("otel."));
        let left_out = self.limits.own.write(wire, 9, seen);
        let address = std::ptr::from_ref(ended.metadata).addr();
        match self.places.get(&address) {
            Some(written) => wire.again(written),
            None => {
                let written = place_in_the_code(ended);
                wire.again(&written);
                if self.places.len() < MAX_PLACES {
                    self.places.insert(address, written.into());
                }
            }
        }
        if let Some(ending) = ended.record.ending {
            // An error of a call without a span arose in this one.
            let origin = ending
                .origin
                .filter(|origin| *origin != ended.place.context.span_id);
            of_ending(wire, Ending { origin, ..ending });
        }
        if let Some(polls) = ended.record.polls {
            of_polls(wire, polls, ended.took());
        }
        left_out
    }
}

fn place_in_the_code(ended: &Ended) -> Vec<u8> {
    let mut wire = Wire::default();
    if let Some(site) = ended.site {
        let function = format!("{}::{}", site.module(), site.function());
        text(&mut wire, 9, names::ATTR_CODE_FUNCTION, &function);
    }
    if let Some(file) = ended.metadata.file() {
        text(&mut wire, 9, names::ATTR_CODE_FILE, redact::trimmed(file));
    }
    if let Some(line) = ended.metadata.line() {
        number(&mut wire, 9, names::ATTR_CODE_LINE, line.into());
    }
    wire.finish()
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
    said(&ended.record.fields, names::FIELD_OTEL_NAME).unwrap_or(ended.metadata.name())
}

/// The text under a name that has a meaning of its own.
fn said<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.get(name)?.seen_at(Sink::Otlp)?.as_text()
}

fn kind(fields: &Fields, site: Option<&'static Site>) -> SpanKind {
    let of_site = || site.map_or("internal", |site| site.spec().kind);
    let kind = said(fields, names::FIELD_OTEL_KIND).unwrap_or_else(of_site);
    let known = [
        ("server", SpanKind::Server),
        ("client", SpanKind::Client),
        ("producer", SpanKind::Producer),
        ("consumer", SpanKind::Consumer),
    ];
    let known = known
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(kind));
    known.map_or(SpanKind::Internal, |(_, kind)| *kind)
}

/// Failed and panicked calls are errors; a cancelled one is neither that nor a success. There is no
/// message: it would be text that nobody classified.
fn status(fields: &Fields, ending: Option<Ending>) -> StatusCode {
    match said(fields, names::FIELD_OTEL_STATUS) {
        Some(code) if code.eq_ignore_ascii_case("error") => return StatusCode::Error,
        Some(code) if code.eq_ignore_ascii_case("ok") => return StatusCode::Ok,
        _ => {}
    }
    match ending.map(|ending| ending.outcome) {
        Some(Outcome::Error | Outcome::Panicked) => StatusCode::Error,
        _ => StatusCode::Unset,
    }
}

fn of_ending(wire: &mut Wire, ending: Ending) {
    text(wire, 9, names::ATTR_OUTCOME, ending.outcome.as_str());
    let error_type = match ending.outcome {
        Outcome::Error => ending.error_kind,
        Outcome::Panicked => "panic",
        Outcome::Ok | Outcome::Cancelled => "",
    };
    if !error_type.is_empty() {
        text(wire, 9, names::ATTR_ERROR_TYPE, error_type);
    }
    if let Some(class) = ending.class {
        text(wire, 9, names::ATTR_ERROR_CLASS, class.as_str());
    }
    if let Some(origin) = ending.origin {
        text(wire, 9, names::ATTR_ERROR_SPAN, &origin.to_string());
    }
}

fn of_polls(wire: &mut Wire, polls: PollTimes, took: Duration) {
    let took = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
    let mut nanos = |name, nanos: u64| {
        number(wire, 9, name, i64::try_from(nanos).unwrap_or(i64::MAX));
    };
    nanos(names::ATTR_BUSY, polls.busy);
    nanos(names::ATTR_IDLE, took.saturating_sub(polls.busy));
    nanos(names::ATTR_POLLS, polls.count.get().into());
    nanos(names::ATTR_LONGEST_POLL, polls.longest);
}

fn event(wire: &mut Wire, event: &EventRecord, limits: Limits) {
    let name = said(&event.fields, "message").unwrap_or(event.metadata.name());
    wire.fixed64(1, nanos(event.at));
    wire.bytes(2, name.as_bytes());
    let seen = event.fields.seen_at(Sink::Otlp);
    let seen = seen.filter(|(name, _)| *name != "message");
    let left_out = limits.write(wire, 3, seen);
    text(wire, 3, "level", event.metadata.level().as_str());
    text(wire, 3, "target", event.metadata.target());
    wire.number(4, (event.fields.dropped() + left_out).into());
}

fn link(wire: &mut Wire, to: SpanContext) {
    wire.bytes(1, &to.trace_id.as_u128().to_be_bytes());
    wire.bytes(2, &to.span_id.as_u64().to_be_bytes());
    wire.fixed32(6, flags(to, false));
}
