//! One request and its response, recorded once, however they end.

use super::edge::{self, Origin};
use super::method;
use super::problem;
use super::request_id::RequestId;
use super::route::Route;
use super::service::{RemoteParent, Settings};
use crate::engine;
use crate::metrics::{self, Exchange as Labels};
use crate::redact::{Clean, FieldValue};
use crate::{context, names, propagation};
use ::metrics::Gauge;
use axum::extract::MatchedPath;
use http::{HeaderMap, Method, Request, header};
use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::Span;
use tracing::field::Empty;

/// How much of a query is recorded.
const MAX_QUERY: usize = 512;

/// How an exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The whole response was handed to the server.
    Completed,
    /// The service failed without a response.
    ServiceError,
    /// The response's body failed on the way.
    BodyError,
    /// The client went away, or the server stopped, before the end.
    Cancelled,
    /// The handler or the body unwound.
    Panicked,
}

/// A request being served. Dropping it unfinished means that it was cancelled, or that the service
/// unwound before there was a future to watch.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) span: Span,
    pub(super) request_id: RequestId,
    route: Arc<Route>,
    protocol: &'static str,
    scheme: &'static str,
    status: Option<u16>,
    /// How long it took until there was a response.
    first_byte: Option<Duration>,
    /// Bytes of the body that were handed to the server.
    pub(super) sent: u64,
    /// Bytes of the body that the client announced.
    announced: Option<u64>,
    /// Whether only the head of the response is asked for.
    is_head: bool,
    /// Whether the client asks for problem details.
    pub(super) wants_problem: bool,
    begun: Instant,
    active: Gauge,
    finished: bool,
}

impl Exchange {
    /// Begins the exchange: its span, its place among the requests in flight, its clock.
    pub(super) fn begin<B>(
        request: &Request<B>,
        request_id: RequestId,
        origin: &Origin,
        settings: &Settings,
    ) -> Self {
        let method = method::label(request.method());
        let scheme = origin.scheme.unwrap_or(match request.uri().scheme_str() {
            Some("https") => "https",
            _ => "http",
        });
        let route = request.extensions().get::<MatchedPath>();
        let route = Route::of(method, route.map(MatchedPath::as_str));
        let protocol = method::version(request.version());
        let remote = propagation::extract(request.headers());
        let (parent, linked) = match settings.remote_parent {
            RemoteParent::Continue => (remote, None),
            RemoteParent::Link => (None, remote),
            RemoteParent::Ignore => (None, None),
        };
        let span = context::adopt(parent, || open(&route, scheme, protocol));
        if let Some(linked) = linked {
            engine::link(&span, linked.context);
        }
        engine::bind(
            &span,
            names::REQUEST_ID,
            FieldValue::Text(Clean::scrubbed(request_id.to_string())),
        );
        record_request(&span, request, origin, settings);
        let active = metrics::active_requests(method, scheme);
        active.increment(1.0);
        Self {
            span,
            request_id,
            route,
            protocol,
            scheme,
            status: None,
            first_byte: None,
            sent: 0,
            announced: length_of(request.headers()),
            is_head: request.method() == Method::HEAD,
            wants_problem: problem::is_wanted(request.headers()),
            begun: Instant::now(),
            active,
            finished: false,
        }
    }

    /// Notes the status of the response that is about to be sent.
    pub(super) fn responded(&mut self, status: u16) {
        let took = self.begun.elapsed();
        self.status = Some(status);
        self.first_byte = Some(took);
        self.span.record("http.response.status_code", status);
    }

    /// Whether the response ends with its head, so that nobody will ask for its body: an answer to
    /// `HEAD`, 204 and 304 (RFC 9110, section 6.4.1).
    pub(super) fn ends_with_head(&self) -> bool {
        self.is_head || matches!(self.status, Some(204 | 304))
    }

    /// Ends the exchange: the one place where its ending reaches span, metrics and log.
    pub(super) fn finish(&mut self, ending: Ending) {
        if std::mem::replace(&mut self.finished, true) {
            return;
        }
        let took = self.begun.elapsed();
        let error_type = self.error_type(ending);
        if !error_type.is_empty() {
            self.span.record(names::ATTR_ERROR_TYPE, &*error_type);
            self.span.record(names::FIELD_OTEL_STATUS, "ERROR");
        }
        self.log(ending, took);
        let labels = Labels {
            scheme: self.scheme,
            protocol: self.protocol,
            status: self.status,
            error_type,
        };
        // Inside of the span, which the value may be an exemplar of.
        self.span
            .in_scope(|| self.route.exchanges.record(labels, took));
        self.active.decrement(1.0);
        let first_byte = self.first_byte.map(|took| FieldValue::F64(millis(took)));
        engine::end_with(&self.span, names::ATTR_FIRST_BYTE, first_byte);
    }

    /// What went wrong, from a closed set; empty when nothing did. A status of the 4xx class is
    /// the client's error and none of ours.
    fn error_type(&self, ending: Ending) -> Cow<'static, str> {
        match (ending, self.status) {
            (Ending::Completed, Some(status @ 500..)) => status.to_string().into(),
            (Ending::Completed, _) => "".into(),
            (Ending::ServiceError, _) => "service_error".into(),
            (Ending::BodyError, _) => "body_error".into(),
            (Ending::Cancelled, _) => "cancelled".into(),
            (Ending::Panicked, _) => "panic".into(),
        }
    }

    /// The one line of this request.
    fn log(&self, ending: Ending, took: Duration) {
        let duration_ms = millis(took);
        let bytes_out = self.first_byte.map(|_| self.sent);
        let failed = self.status.is_some_and(|status| status >= 500);
        macro_rules! line {
            ($level:ident, $message:literal) => {
                tracing::$level!(
                    target: names::TARGET_HTTP,
                    parent: &self.span,
                    method = self.route.method,
                    route = self.route.template.as_deref(),
                    status_code = self.status,
                    duration_ms,
                    ttfb_ms = self.first_byte.map(millis),
                    bytes_in = self.announced,
                    bytes_out,
                    $message
                )
            };
        }
        match ending {
            Ending::Completed if failed => line!(error, "request_completed"),
            // Whoever runs the service may have to do something about these.
            Ending::Completed if matches!(self.status, Some(408 | 429)) => {
                line!(warn, "request_completed");
            }
            Ending::Completed => line!(info, "request_completed"),
            Ending::Cancelled => line!(info, "request_cancelled"),
            Ending::Panicked => line!(error, "unhandled_exception"),
            Ending::ServiceError | Ending::BodyError => line!(error, "request_failed"),
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let unwinds = std::thread::panicking();
        self.finish(if unwinds {
            Ending::Panicked
        } else {
            Ending::Cancelled
        });
    }
}

/// Records of a request what the code and the environment name, and takes of its baggage what is
/// taken.
fn record_request<B>(span: &Span, request: &Request<B>, origin: &Origin, settings: &Settings) {
    edge::record_request(span, request.headers());
    if let Some(client) = origin.client.filter(|_| settings.client_address) {
        let client = Clean::scrubbed(client.to_string());
        engine::set(span, "client.address", FieldValue::Text(client));
    }
    if let Some(query) = request.uri().query().filter(|_| !settings.query.is_empty()) {
        let query = Clean::scrubbed(allowed(query, &settings.query)).shortened(MAX_QUERY);
        if !query.is_empty() {
            engine::set(span, "url.query", FieldValue::Text(query));
        }
    }
    if !settings.baggage.is_empty() {
        let taken = propagation::taken(request.headers(), &settings.baggage);
        engine::carry(span, taken);
    }
}

/// The parameters of a query that may be seen, decoded, as it is then that a secret in them is known.
fn allowed(query: &str, names: &[String]) -> String {
    let pairs = query.split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        names.iter().any(|allowed| allowed == name)
    });
    let decoded: Vec<String> = pairs.map(propagation::percent_decoded).collect();
    decoded.join("&")
}

fn length_of(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// Whole microseconds: more digits would be noise.
fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn open(route: &Route, scheme: &'static str, protocol: &'static str) -> Span {
    tracing::info_span!(
        target: names::TARGET_HTTP,
        "HTTP request",
        otel.name = route.span_name,
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = route.method,
        http.route = route.template.as_deref(),
        http.response.status_code = Empty,
        url.scheme = scheme,
        network.protocol.version = protocol,
        error.type = Empty,
    )
}
