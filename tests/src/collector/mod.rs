//! A small OTLP/HTTP collector for tests that want to look at each span.

mod points;
mod records;

pub use points::{Point, PointKind};
pub use records::LogRecord;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use opentelemetry_proto::tonic::collector::logs::v1::{
    ExportLogsPartialSuccess, ExportLogsServiceRequest, ExportLogsServiceResponse,
};
use opentelemetry_proto::tonic::collector::metrics::v1::{
    ExportMetricsPartialSuccess, ExportMetricsServiceRequest, ExportMetricsServiceResponse,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value};
use prost::Message;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// How the collector treats an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It takes it.
    Accepts,
    /// It refuses the first so many with 503, then accepts.
    RefusesFirst(u32),
    /// It takes all but two spans, or values, of each export.
    TakesSome,
    /// It refuses with 503, and asks to be left alone for longer than clocks count.
    Never,
    /// It answers the first so many with 400, which is not to be tried again, then accepts.
    RejectsFirst(u32),
    /// It reads it and never answers.
    Hangs,
}

/// An exported span, with everything in a form that is easy to compare.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names are those of OTLP")]
pub struct Span {
    pub trace_id: String,
    pub span_id: String,
    pub parent_span_id: String,
    pub name: String,
    /// 1 internal, 2 server, 3 client, 4 producer, 5 consumer.
    pub kind: i32,
    /// 0 unset, 1 ok, 2 error.
    pub status: i32,
    pub attributes: BTreeMap<String, any_value::Value>,
    pub events: Vec<String>,
    /// The attributes of each event.
    pub event_attributes: Vec<BTreeMap<String, any_value::Value>>,
    pub links: Vec<String>,
    /// How many attributes, events and links were left out.
    pub dropped: [u32; 3],
    pub resource: BTreeMap<String, any_value::Value>,
    pub trace_state: String,
    /// Nanoseconds since 1970.
    pub start: u64,
    pub took: Duration,
}

impl Span {
    /// The text of an attribute.
    pub fn text(&self, name: &str) -> &str {
        match self.attributes.get(name) {
            Some(any_value::Value::StringValue(text)) => text,
            other => panic!("{} has no text {name}: {other:?}", self.name),
        }
    }

    /// The number of an attribute.
    pub fn int(&self, name: &str) -> i64 {
        match self.attributes.get(name) {
            Some(any_value::Value::IntValue(number)) => *number,
            other => panic!("{} has no number {name}: {other:?}", self.name),
        }
    }
}

#[derive(Debug, Default)]
struct Received {
    spans: Vec<Span>,
    points: Vec<Point>,
    headers: Vec<HeaderMap>,
    bytes: Vec<u8>,
    records: Vec<LogRecord>,
    exports: u32,
    pushes: u32,
    record_exports: u32,
}

/// The collector, on a port of its own.
#[derive(Debug)]
pub struct Collector {
    endpoint: String,
    received: Arc<Mutex<Received>>,
    _runtime: Runtime,
}

impl Collector {
    /// Starts a collector of this manner.
    pub fn start(manner: Manner) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let listener = runtime
            .block_on(TcpListener::bind(("127.0.0.1", 0)))
            .expect("a port");
        let address = listener.local_addr().expect("it is bound");
        let received = Arc::new(Mutex::new(Received::default()));
        let state = (manner, Arc::clone(&received));
        let router = Router::new()
            .route("/v1/traces", post(take::<ExportTraceServiceRequest>))
            .route("/v1/metrics", post(take::<ExportMetricsServiceRequest>))
            .route("/v1/logs", post(take::<ExportLogsServiceRequest>))
            .with_state(state);
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self {
            endpoint: format!("http://{address}"),
            received,
            _runtime: runtime,
        }
    }

    /// What to put into `OTEL_EXPORTER_OTLP_ENDPOINT`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Everything that was accepted so far.
    pub fn spans(&self) -> Vec<Span> {
        self.received.lock().unwrap().spans.clone()
    }

    /// The bytes of everything that arrived.
    pub fn bytes(&self) -> Vec<u8> {
        self.received.lock().unwrap().bytes.clone()
    }

    /// Every value of every push that was accepted.
    pub fn points(&self) -> Vec<Point> {
        self.received.lock().unwrap().points.clone()
    }

    /// Every log record of every export that was accepted.
    pub fn records(&self) -> Vec<LogRecord> {
        self.received.lock().unwrap().records.clone()
    }

    /// The headers of every export and push.
    pub fn headers(&self) -> Vec<HeaderMap> {
        self.received.lock().unwrap().headers.clone()
    }

    /// How many exports of spans arrived, accepted or not.
    pub fn exports(&self) -> u32 {
        self.received.lock().unwrap().exports
    }
}

type Shared = (Manner, Arc<Mutex<Received>>);
type Answer = Result<Vec<u8>, (StatusCode, [(&'static str, &'static str); 1])>;

/// What is particular to a signal.
trait Exported: Message + Default {
    fn count(received: &mut Received) -> &mut u32;
    fn keep(self, received: &mut Received);
    /// The answer of a collector that did not take two.
    fn two_refused() -> Vec<u8>;
}

impl Exported for ExportTraceServiceRequest {
    fn count(received: &mut Received) -> &mut u32 {
        &mut received.exports
    }

    fn keep(self, received: &mut Received) {
        received.spans.extend(spans(self));
    }

    fn two_refused() -> Vec<u8> {
        let partial_success = Some(ExportTracePartialSuccess {
            rejected_spans: 2,
            ..ExportTracePartialSuccess::default()
        });
        ExportTraceServiceResponse { partial_success }.encode_to_vec()
    }
}

impl Exported for ExportMetricsServiceRequest {
    fn count(received: &mut Received) -> &mut u32 {
        &mut received.pushes
    }

    fn keep(self, received: &mut Received) {
        received.points.extend(points::points(self));
    }

    fn two_refused() -> Vec<u8> {
        let partial_success = Some(ExportMetricsPartialSuccess {
            rejected_data_points: 2,
            ..ExportMetricsPartialSuccess::default()
        });
        ExportMetricsServiceResponse { partial_success }.encode_to_vec()
    }
}

impl Exported for ExportLogsServiceRequest {
    fn count(received: &mut Received) -> &mut u32 {
        &mut received.record_exports
    }

    fn keep(self, received: &mut Received) {
        received.records.extend(records::records(self));
    }

    fn two_refused() -> Vec<u8> {
        let partial_success = Some(ExportLogsPartialSuccess {
            rejected_log_records: 2,
            ..ExportLogsPartialSuccess::default()
        });
        ExportLogsServiceResponse { partial_success }.encode_to_vec()
    }
}

async fn take<E: Exported>(
    State((manner, received)): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let count = {
        let mut received = received.lock().unwrap();
        let count = E::count(&mut received);
        *count += 1;
        *count
    };
    behave(manner, count).await?;
    let body = inflate(&headers, &body);
    let request = E::decode(&*body).map_err(|_| refused(StatusCode::BAD_REQUEST))?;
    let mut received = received.lock().unwrap();
    received.bytes.extend_from_slice(&body);
    received.headers.push(headers);
    request.keep(&mut received);
    if manner == Manner::TakesSome {
        Ok(E::two_refused())
    } else {
        Ok(Vec::new())
    }
}

fn refused(status: StatusCode) -> (StatusCode, [(&'static str, &'static str); 1]) {
    (status, [("retry-after", "0")])
}

/// What comes before the body is looked at.
async fn behave(
    manner: Manner,
    count: u32,
) -> Result<(), (StatusCode, [(&'static str, &'static str); 1])> {
    let busy = StatusCode::SERVICE_UNAVAILABLE;
    match manner {
        Manner::Hangs => std::future::pending().await,
        Manner::RefusesFirst(refused) if count <= refused => Err((busy, [("x", "y")])),
        Manner::Never => Err((busy, [("retry-after", "18446744073709551615")])),
        Manner::RejectsFirst(rejected) if count <= rejected => {
            Err(refused(StatusCode::BAD_REQUEST))
        }
        _ => Ok(()),
    }
}

fn inflate(headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
    if headers
        .get("content-encoding")
        .is_none_or(|it| it != "gzip")
    {
        return body.to_vec();
    }
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(body)
        .read_to_end(&mut plain)
        .expect("gzip");
    plain
}

fn spans(request: ExportTraceServiceRequest) -> Vec<Span> {
    let mut all = Vec::new();
    for resource in request.resource_spans {
        let of_resource = attributes(resource.resource.unwrap_or_default().attributes);
        for span in resource
            .scope_spans
            .into_iter()
            .flat_map(|scope| scope.spans)
        {
            all.push(Span {
                trace_id: hex(&span.trace_id),
                span_id: hex(&span.span_id),
                parent_span_id: hex(&span.parent_span_id),
                name: span.name,
                kind: span.kind,
                status: span.status.unwrap_or_default().code,
                attributes: attributes(span.attributes),
                events: span.events.iter().map(|event| event.name.clone()).collect(),
                event_attributes: span
                    .events
                    .into_iter()
                    .map(|event| attributes(event.attributes))
                    .collect(),
                dropped: [
                    span.dropped_attributes_count,
                    span.dropped_events_count,
                    span.dropped_links_count,
                ],
                links: span.links.iter().map(|link| hex(&link.span_id)).collect(),
                resource: of_resource.clone(),
                trace_state: span.trace_state,
                start: span.start_time_unix_nano,
                took: Duration::from_nanos(span.end_time_unix_nano - span.start_time_unix_nano),
            });
        }
    }
    all
}

fn attributes(list: Vec<KeyValue>) -> BTreeMap<String, any_value::Value> {
    let mut map = BTreeMap::new();
    for KeyValue { key, value, .. } in list {
        if let Some(AnyValue { value: Some(value) }) = value {
            let twice = map.insert(key.clone(), value);
            assert!(twice.is_none(), "the attribute {key} occurs twice");
        }
    }
    map
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
