//! Events as reports ([payload](https://develop.sentry.dev/sdk/data-model/event-payloads/)).

use super::ReportSettings;
use super::frames;
use crate::engine::{EventRecord, EventView, Fields, is_critical, sources};
use crate::names;
use crate::redact::{FieldValue, Sink};
use sentry_types::protocol::v7::Level;
use sentry_types::protocol::v7::{
    Breadcrumb, ClientSdkInfo, Context, Event, Exception, LogEntry, Map, Mechanism, OtelContext,
    Request, SpanId, TraceContext, TraceId, Value,
};
use std::borrow::Cow;

/// How long a tag may be, and its name (the server drops longer ones).
const MAX_TAG: usize = 200;
const MAX_TAG_NAME: usize = 32;
/// How much of a breadcrumb is sent: texts are cut, and there are so many of them.
const MAX_CRUMB_TEXT: usize = 512;
const MAX_CRUMB_FIELDS: usize = 16;

/// Writes reports.
#[derive(Debug)]
pub(super) struct Writer {
    release: Option<Cow<'static, str>>,
    environment: Option<Cow<'static, str>>,
    resource: Map<String, Value>,
}

/// The level of a report.
pub(super) fn level(event: &EventView<'_>) -> Level {
    level_of(*event.metadata.level(), event.fields)
}

fn level_of(level: tracing_core::Level, fields: &Fields) -> Level {
    match level {
        tracing_core::Level::ERROR if is_critical(fields) => Level::Fatal,
        tracing_core::Level::ERROR => Level::Error,
        tracing_core::Level::WARN => Level::Warning,
        tracing_core::Level::INFO => Level::Info,
        _ => Level::Debug,
    }
}

impl Writer {
    pub(super) fn new(settings: &ReportSettings) -> Self {
        let text = |text: &Option<String>| text.clone().map(Cow::Owned);
        let resource = settings.resource.iter();
        Self {
            release: text(&settings.release),
            environment: text(&settings.environment),
            resource: resource
                .map(|(key, value)| (key.clone(), Value::from(&**value)))
                .collect(),
        }
    }

    /// The report of an event.
    pub(super) fn report(&self, event: &EventView<'_>, level: Level) -> Event<'static> {
        let mut report = Event {
            level,
            transaction: event.root().map(|root| transaction(root)),
            logger: Some(event.metadata.target().to_owned()),
            timestamp: event.at,
            release: self.release.clone(),
            environment: self.environment.clone(),
            sdk: Some(Cow::Owned(sdk())),
            ..Event::default()
        };
        self.add_contexts(&mut report, event);
        add_what_happened(&mut report, event);
        add_request(&mut report, event);
        for (name, value) in event.bound_at(Sink::Sentry) {
            let value = value.to_string();
            if is_tag(name, &value) {
                report.tags.insert(name.to_owned(), value);
            }
        }
        if let Some(root) = event.root() {
            let mut record = root.record();
            let trail = &record.rich().trail;
            report.breadcrumbs = trail.events().map(crumb).collect::<Vec<_>>().into();
        }
        report
    }

    fn add_contexts(&self, report: &mut Event<'static>, event: &EventView<'_>) {
        let mut fields = Map::new();
        for (name, value) in event.seen_at(Sink::Sentry) {
            if !IS_ELSEWHERE.contains(&name) && !is_hidden(&value) {
                fields.insert(name.to_owned(), json(&value));
            }
        }
        if !fields.is_empty() {
            let fields = Context::Other(fields);
            report.contexts.insert("fields".to_owned(), fields);
        }
        let otel = OtelContext {
            resource: self.resource.clone(),
            ..OtelContext::default()
        };
        report.contexts.insert("otel".to_owned(), otel.into());
        if let Some(node) = event.scope.first() {
            let context = node.context();
            let trace = TraceContext {
                trace_id: TraceId::from(context.trace_id.as_u128().to_be_bytes()),
                span_id: SpanId::from(context.span_id.as_u64().to_be_bytes()),
                parent_span_id: node
                    .place
                    .parent_id
                    .map(|parent| SpanId::from(parent.as_u64().to_be_bytes())),
                ..TraceContext::default()
            };
            report.contexts.insert("trace".to_owned(), trace.into());
        }
    }
}

/// Remembers an event for the report of an error that may follow in the same work.
pub(super) fn remember(event: &EventView<'_>) {
    if let Some(root) = event.root() {
        let remembered = EventRecord {
            metadata: event.metadata,
            at: event.at,
            fields: event.fields.clone(),
        };
        root.record().rich().trail.add(remembered);
    }
}

/// What the report says in a place of its own.
const IS_ELSEWHERE: [&str; 5] = [
    names::FIELD_EXCEPTION_TYPE,
    names::FIELD_EXCEPTION_MESSAGE,
    names::FIELD_EXCEPTION_STACKTRACE,
    names::FIELD_ERROR_CHAIN,
    names::FIELD_SEVERITY,
];

/// An error with its sources, the outermost last; or what was logged.
fn add_what_happened(report: &mut Event<'static>, event: &EventView<'_>) {
    let message = event.message(Sink::Sentry);
    let field = |name| event.fields.get(name)?.seen_at(Sink::Sentry)?.as_text();
    let stack = frames::stack(event);
    let Some(kind) = field(names::FIELD_EXCEPTION_TYPE) else {
        let message = match failed_request(report, event) {
            Some(failed) => failed,
            None => message.to_owned(),
        };
        report.logentry = Some(LogEntry {
            message,
            params: Vec::new(),
        });
        if let Some(stack) = stack {
            // Where it was logged, though nothing was thrown.
            report.stacktrace = Some(stack);
        }
        return;
    };
    let is_panic = kind == "panic";
    let mut exceptions: Vec<Exception> = sources()
        .into_iter()
        .map(|source| Exception {
            ty: "source".to_owned(),
            value: Some(source.to_string()),
            ..Exception::default()
        })
        .collect();
    exceptions.reverse();
    exceptions.push(Exception {
        ty: kind.to_owned(),
        value: field(names::FIELD_EXCEPTION_MESSAGE).map(str::to_owned),
        stacktrace: stack,
        mechanism: Some(Mechanism {
            ty: if is_panic { "panic" } else { "generic" }.to_owned(),
            handled: Some(!is_panic),
            ..Mechanism::default()
        }),
        ..Exception::default()
    });
    report.exception = exceptions.into();
}

/// What is said of a request that failed though nothing in it was an error. Those of one route are
/// one issue.
fn failed_request(report: &mut Event<'static>, event: &EventView<'_>) -> Option<String> {
    let status = event.fields.get("status_code").map(ToString::to_string);
    let status = status.filter(|_| event.metadata.target() == names::TARGET_HTTP)?;
    let transaction = report.transaction.clone()?;
    let message = format!("{transaction} answered {status}");
    let fingerprint = ["{{ default }}".into(), transaction.into(), status.into()];
    report.fingerprint = fingerprint.to_vec().into();
    Some(message)
}

/// Of a request its method, and nothing that a client wrote.
fn add_request(report: &mut Event<'static>, event: &EventView<'_>) {
    let of_request = |name| {
        let nodes = event.scope.iter();
        let mut nodes = nodes.filter(|node| node.metadata.target() == names::TARGET_HTTP);
        let record = nodes.next()?.record();
        let value = record.fields.get(name)?.seen_at(Sink::Sentry)?;
        value.as_text().map(str::to_owned)
    };
    if let Some(method) = of_request("http.request.method") {
        report.request = Some(Request {
            method: Some(method),
            ..Request::default()
        });
    }
}

/// What the outermost span is called: of a request its method and route.
fn transaction(root: &crate::engine::Node) -> String {
    let record = root.record();
    let name = record.fields.get(names::FIELD_OTEL_NAME);
    let name = name.and_then(FieldValue::as_text);
    name.unwrap_or(root.metadata.name()).to_owned()
}

fn crumb(event: &EventRecord) -> Breadcrumb {
    let seen = event.fields.seen_at(Sink::Sentry);
    let fields = seen.filter(|(name, value)| *name != "message" && !is_hidden(value));
    let message = event.fields.get("message");
    let message = message.and_then(|text| text.seen_at(Sink::Sentry)?.as_text());
    Breadcrumb {
        timestamp: event.at,
        ty: "default".to_owned(),
        category: Some(event.metadata.target().to_owned()),
        level: level_of(*event.metadata.level(), &event.fields),
        message: message.map(|text| cut(text).to_owned()),
        data: fields
            .take(MAX_CRUMB_FIELDS)
            .map(|(name, value)| (name.to_owned(), short(value)))
            .collect(),
    }
}

fn short(value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) => cut(text).into(),
        value => json(value),
    }
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_CRUMB_TEXT)]
}

/// Whether nothing of a value is shown: then neither is its name, which the server would take for
/// that of a secret.
fn is_hidden(value: &FieldValue) -> bool {
    value.as_text() == Some(names::REDACTED)
}

/// Integers wider than 64 bits and numbers that are none become text.
fn json(value: &FieldValue) -> Value {
    match value {
        FieldValue::I64(value) => (*value).into(),
        FieldValue::U64(value) => (*value).into(),
        FieldValue::Bool(value) => (*value).into(),
        FieldValue::F64(value) if value.is_finite() => (*value).into(),
        FieldValue::Text(value) => (&**value).into(),
        value => value.to_string().into(),
    }
}

fn is_tag(name: &str, value: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:-".contains(&byte);
    let is_name = name.len() <= MAX_TAG_NAME && name.bytes().all(letter);
    let is_short = (1..=MAX_TAG).contains(&value.chars().count());
    is_name && is_short && !value.contains('\n') && value != names::REDACTED
}

fn sdk() -> ClientSdkInfo {
    ClientSdkInfo {
        name: env!("CARGO_PKG_NAME").to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        integrations: Vec::new(),
        packages: Vec::new(),
    }
}
