//! The edge of a service: an empty handler under layers, ours and those that a team adds by hand.
//! The ratio is that of what the layers add.

use crate::harness::{Bench, drive};
use crate::{Row, over};
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use http_body_util::BodyExt;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::Sampler;
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::Instant;
use tower::Service;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tracing_opentelemetry::OpenTelemetrySpanExt;

const EMPTY: &str = "axum: empty handler";
const EMPTY_LOOPBACK: &str = "axum over loopback: empty handler";

pub(crate) fn rows() -> Vec<Row> {
    let (team, team_loopback) = (
        "axum: hand-made layers",
        "axum over loopback: hand-made layers",
    );
    vec![
        over(EMPTY, EMPTY, "", || Bench::new(inside(router()))),
        over("axum: frosted's layer, everything on", team, EMPTY, || {
            crate::ours::everything(|| inside(ours()))
        }),
        over("axum: frosted's layer, 1 %", team, EMPTY, || {
            crate::ours::everything_at("traceidratio", "0.01", || inside(ours()))
        }),
        over(team, team, EMPTY, || {
            crate::peers::team(Sampler::AlwaysOn, inside(by_hand()))
        }),
        over(EMPTY_LOOPBACK, EMPTY_LOOPBACK, "", || {
            Bench::new(served(router()))
        }),
        over(
            "axum over loopback: frosted's layer, everything on",
            team_loopback,
            EMPTY_LOOPBACK,
            || crate::ours::everything(|| served(ours())),
        ),
        over(team_loopback, team_loopback, EMPTY_LOOPBACK, || {
            crate::peers::team(Sampler::AlwaysOn, served(by_hand()))
        }),
    ]
}

fn router() -> Router {
    Router::new().route("/orders/{id}", get(|| async {}))
}

fn ours() -> Router {
    router().layer(frosted::http::layer())
}

/// A span that takes over the caller's trace, a request id, a guard against panics, and RED.
fn by_hand() -> Router {
    let traced = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_request(())
        .on_response(answered);
    router()
        .layer(from_fn(counted))
        .layer(CatchPanicLayer::new())
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(traced)
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}

struct Headers<'h>(&'h axum::http::HeaderMap);

impl opentelemetry::propagation::Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(axum::http::HeaderName::as_str).collect()
    }
}

fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str);
    let id = request.headers().get("x-request-id");
    let span = tracing::info_span!(
        "request",
        otel.name = format!("{} {route}", request.method()),
        otel.kind = "server",
        http.request.method = %request.method(),
        http.route = route,
        request_id = id.and_then(|id| id.to_str().ok()),
        http.response.status_code = tracing::field::Empty,
    );
    let parent = TraceContextPropagator::new().extract(&Headers(request.headers()));
    let _ = span.set_parent(parent);
    span
}

fn answered<B>(
    response: &axum::http::Response<B>,
    took: std::time::Duration,
    span: &tracing::Span,
) {
    let status = response.status().as_u16();
    span.record("http.response.status_code", status);
    let duration_ms = took.as_secs_f64() * 1e3;
    tracing::info!(status, duration_ms, "request_completed");
}

async fn counted(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().to_string();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(String::new, |route| route.as_str().to_owned());
    let active = metrics::gauge!("http_server_active_requests", "method" => method.clone());
    active.increment(1.0);
    let response = next.run(request).await;
    active.decrement(1.0);
    let status = response.status().as_u16().to_string();
    metrics::histogram!(
        "http_server_request_duration_seconds",
        "method" => method, "route" => route, "status" => status
    )
    .record(begun.elapsed().as_secs_f64());
    response
}

/// Requests handed to the router on this thread.
fn inside(router: Router) -> impl Fn(u64) + Send + Sync {
    move |calls| {
        for _ in 0..calls {
            let request = Request::get("/orders/7").body(Body::empty()).unwrap();
            let mut router = router.clone();
            let response =
                drive(Service::<Request>::call(&mut router, black_box(request))).unwrap();
            let _ = black_box(drive(response.into_body().collect()));
        }
    }
}

/// Requests one after the other over one connection to a server with one thread.
fn served(router: Router) -> impl Fn(u64) + Send + Sync {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    stream.set_nodelay(true).unwrap();
    runtime.spawn(async { axum::serve(listener, router).await });
    std::mem::forget(runtime);
    let stream = Mutex::new(stream);
    move |calls| {
        let mut stream = stream.lock().unwrap();
        for _ in 0..calls {
            let request = b"GET /orders/7 HTTP/1.1\r\nhost: localhost\r\n\r\n";
            stream.write_all(request).unwrap();
            read_head(&mut stream);
        }
    }
}

/// Reads up to the empty line: there is no body.
fn read_head(stream: &mut TcpStream) {
    let (mut buffer, mut length) = ([0; 1024], 0);
    while !buffer[..length].ends_with(b"\r\n\r\n") {
        let read = stream.read(&mut buffer[length..]).unwrap();
        assert!(read > 0, "the server answers");
        length += read;
    }
}
