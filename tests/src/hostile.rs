//! What an attacker would put into a request, made of bytes that a property test or a fuzzer chooses.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode};
use axum::routing::any;
use std::net::SocketAddr;
use tower::ServiceExt;

/// The headers that the layer reads.
const HEADERS: [&str; 9] = [
    "traceparent",
    "tracestate",
    "baggage",
    "x-request-id",
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-proto",
    "accept",
    "content-length",
];

/// What they may look like, before something is changed.
const VALUES: [&str; 9] = [
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "a=1,b@c=2",
    "tenant=canary-leak,user=%63anary-leak;p=1,plan=gold,",
    "req-1",
    "for=\"[2001:db8::1]:80\";proto=https;by=canary-leak",
    "203.0.113.9, 10.0.0.1",
    "https",
    "application/problem+json;q=1",
    "{\"level\":\"critical\",\"canary-leak\":1}",
];

/// Bytes, read as choices. When there are no more, every choice is the first.
struct Choices<'b>(&'b [u8]);

impl Choices<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn below(&mut self, limit: usize) -> usize {
        let number = u16::from_be_bytes([self.byte(), self.byte()]);
        usize::from(number) % limit
    }
}

/// A service with everything that reads what clients send.
pub fn router() -> Router {
    Router::new()
        .route("/any/{what}", any(|| async { tracing::info!("inside") }))
        .layer(
            frosted::http::layer()
                .accept_request_id(true)
                .client_address(true)
                .query(["page"])
                .baggage(["plan"]),
        )
}

/// Sends a request that is made of these bytes, and looks at the answer.
///
/// # Panics
/// If the service fails, or answers without an id.
pub async fn send(router: Router, bytes: &[u8]) {
    let answer = router.oneshot(request(bytes)).await.expect("it answers");
    let known = [StatusCode::OK, StatusCode::NOT_FOUND];
    assert!(known.contains(&answer.status()), "{}", answer.status());
    let id = answer.headers()["x-request-id"].to_str().expect("text");
    assert!((1..=128).contains(&id.len()), "{id}");
}

fn request(bytes: &[u8]) -> Request<Body> {
    let mut choices = Choices(bytes);
    let mut request = Request::new(Body::empty());
    let methods = ["GET", "HEAD", "EVIL", "canary-leak"];
    let method = methods[choices.below(methods.len())];
    *request.method_mut() = Method::from_bytes(method.as_bytes()).unwrap_or_default();
    *request.uri_mut() = address(&mut choices).parse().unwrap_or_default();
    let peers = ["10.0.0.1:1", "203.0.113.9:1", "[::1]:1"];
    let peer: SocketAddr = peers[choices.below(3)].parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    for name in HEADERS {
        for _ in 0..choices.below(3) {
            if let Ok(value) = HeaderValue::from_bytes(&value(&mut choices)) {
                let name = HeaderName::from_static(name);
                request.headers_mut().append(name, value);
            }
        }
    }
    request
}

fn address(choices: &mut Choices<'_>) -> String {
    let most = if choices.below(10) == 9 { 8000 } else { 40 };
    let length = choices.below(most);
    let letters: String = (0..length)
        .map(|_| format!("%{:02X}", choices.byte()))
        .collect();
    format!("/any/canary-leak{letters}?password=canary-leak&page={letters}&{letters}")
}

/// A valid value, changed in one place; or bytes of any kind.
fn value(choices: &mut Choices<'_>) -> Vec<u8> {
    let mut bytes = VALUES[choices.below(VALUES.len())].as_bytes().to_vec();
    match choices.below(4) {
        0 => {}
        1 => {
            let place = choices.below(bytes.len());
            bytes[place] = choices.byte();
        }
        2 => bytes = bytes.repeat(1 + choices.below(300)),
        _ => {
            let length = choices.below(200);
            bytes = (0..length).map(|_| choices.byte()).collect();
        }
    }
    bytes
}
