//! A service that leaks in every way its authors could think of. What it writes and sends is looked
//! through for the canaries of `surfaces.rs`.

#![allow(dead_code, reason = "fields are there to be hidden")]
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::missing_panics_doc,
    clippy::unnecessary_literal_unwrap,
    clippy::unused_self,
    unused_variables,
    reason = "a program that means no good"
)]

mod surfaces;

use frosted::redact::Redacted;
use frosted::{Redact, observed};
use std::collections::HashMap;
use surfaces::canary;
use tracing::{error, info, info_span, warn};

frosted::taxonomy! {
    Acme { TenantKey: secret }
}

/// So that no spelling gives text away.
type Alias = String;

#[derive(Redact)]
struct Internal {
    #[redact(internal)]
    internal: String,
}

#[derive(Redact)]
struct Everything {
    #[redact(pii)]
    pii: String,
    #[redact(pan)]
    pan: String,
    #[redact(health)]
    health: String,
    #[redact(secret)]
    secret: String,
    #[redact(class = Acme::TenantKey)]
    taxonomy: String,
    #[redact(drop)]
    dropped: String,
    #[redact(public)]
    bytes: Vec<u8>,
    #[redact(map(keys = pii, values = public))]
    by_key: HashMap<String, String>,
    #[redact(map(keys = public, values = secret))]
    by_value: HashMap<String, String>,
    #[redact(url)]
    url: String,
    #[redact(public)]
    text: String,
    login: Login,
}

#[derive(Redact)]
enum Login {
    #[redact(variant = hidden)]
    Token(#[redact(secret)] String),
}

fn everything() -> Everything {
    Everything {
        pii: canary("field-pii"),
        pan: canary("field-pan"),
        health: canary("field-health"),
        secret: canary("field-secret"),
        taxonomy: canary("field-taxonomy"),
        dropped: canary("field-dropped"),
        bytes: canary("field-bytes").into_bytes(),
        by_key: [(canary("map-key"), "x".to_owned())].into(),
        by_value: [("x".to_owned(), canary("map-value"))].into(),
        url: format!("https://u:{}@host/", canary("field-url")),
        text: format!("the password={}", canary("field-public-text")),
        login: Login::Token(canary("field-hidden-variant")),
    }
}

#[derive(Redact)]
#[redact(transparent, pii)]
struct Email(String);

/// Prints what must never be seen.
#[derive(Debug)]
struct Opaque(String);

#[derive(Debug)]
struct Outer {
    inner: Email,
}

impl Opaque {
    #[observed]
    fn method(&self) {}
}

#[observed]
fn arguments<T>(
    text: Alias,
    opaque: Opaque,
    generic: T,
    rules: Email,
    #[redact(pii)] inline: &str,
    every: &Everything,
) {
}

#[observed(class(value = pii), fields(explicit = format!("token={}", canary("explicit-field"))), skip_all)]
fn fields(value: String) {
    let span = info_span!("later", password = tracing::field::Empty);
    span.record("password", canary("recorded-later"));
    span.in_scope(|| info!("inside"));
}

#[observed(ret)]
fn returned() -> Email {
    Email(canary("returned"))
}

#[observed(ret)]
fn returned_text() -> Alias {
    canary("returned-text")
}

#[derive(Debug)]
struct Source(String);

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Source {}

#[derive(Debug)]
struct Failed(String, Source);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.1)
    }
}

#[observed]
fn failed() -> Result<(), Failed> {
    Err(Failed(canary("error-text"), Source(canary("error-source"))))
}

#[observed]
fn failed_by_rules() -> Result<(), Email> {
    Err(Email(canary("error-rules")))
}

#[observed(err(Display))]
fn failed_in_words() -> Result<(), String> {
    Err(format!("login refused, token={}", canary("error-display")))
}

#[observed(err(Debug))]
fn failed_in_json() -> Result<u32, serde_json::Error> {
    serde_json::from_str(&format!("\"{}\"", canary("json-error")))
}

fn errors() {
    let _ = (
        failed(),
        failed_by_rules(),
        failed_in_words(),
        failed_in_json(),
    );
    let detail = format!("Key (email)=({}) already exists.", canary("sql-error"));
    error!(detail, "duplicate key value violates unique constraint");
    let text = format!("cannot open postgres://u:{}@db/x", canary("io-error"));
    let io = std::io::Error::other(text);
    error!(error = %io, "io");
    let io = std::io::Error::other(canary("error-value"));
    error!(error = &io as &dyn std::error::Error, "io");
}

fn panics() {
    let panics: [fn(); 4] = [
        || panic!("bad token: {}", canary("panic-text")),
        || assert_eq!(canary("panic-assert"), "another"),
        || Err::<(), _>(Opaque(canary("panic-unwrap"))).unwrap(),
        || {
            let text = format!("ä{}", canary("panic-slice"));
            let _ = &text[1..];
        },
    ];
    for panics in panics {
        let _ = std::thread::spawn(panics).join();
    }
    let named = std::thread::Builder::new().name(format!("token={}", canary("panic-thread")));
    let _ = named.spawn(|| panic!("by name")).unwrap().join();
}

fn messages() {
    info!("login with password={} failed", canary("message-assigned"));
    info!("body {{\"apiKey\":\"{}\"}}", canary("message-json"));
    info!("GET https://u:{}@host/", canary("message-url"));
    info!("GET https://host/?q={}", canary("message-query"));
    info!("sent Bearer {}00", canary("message-bearer"));
    let part = canary("message-jwt");
    info!("eyJhbGciOiJIUzI1NiJ9.{part}.{part}");
    info!("-----BEGIN PRIVATE KEY-----\n{}\n", canary("message-pem"));
    info!("ghp_{}-0123456789abcdefghijkl", canary("message-vendor"));
    let mut headers = axum::http::HeaderMap::new();
    let value = format!("Token {}", canary("header-debug"));
    headers.insert("authorization", value.parse().unwrap());
    info!(?headers, "headers");
    info!(target: "hyper::client", uri = %format!("http://h/?t={}", canary("third-party")), "connecting");
    info!(password = canary("named-field"), "named");
    info!(session_id = ?Opaque(canary("named-debug")), "named");
    info!(
        "rejected: invalid type: string \"{}\", expected u32",
        canary("rejection")
    );
    info!(outer = ?Outer { inner: Email(canary("debug-outer")) }, "outer");
    let json = Redacted::new(&Email(canary("redacted-json"))).to_string();
    info!("as json: {json}");
    let name = format!("call token={}", canary("span-name"));
    info_span!("dynamic", otel.name = name).in_scope(|| warn!("inside"));
}

fn watched() {
    let raw = canary("watched-raw");
    frosted::redact::watch_for(&raw).unwrap();
    info!("it is {raw}!");
    let quoted = format!("\"{}\" ä", canary("watched-json"));
    frosted::redact::watch_for(&quoted).unwrap();
    info!("it is {}", serde_json::to_string(&quoted).unwrap());
    let percent = format!("{}/ ä", canary("watched-percent"));
    frosted::redact::watch_for(&percent).unwrap();
    info!("it is {}%2F%20%C3%A4", canary("watched-percent"));
    let hex = canary("watched-hex");
    frosted::redact::watch_for(&hex).unwrap();
    let digits: String = hex.bytes().map(|byte| format!("{byte:02x}")).collect();
    info!("it is {digits}");
    frosted::redact::watch_for(&canary("watched-base64")).unwrap();
    // `c4n4ry-watched-base64` behind one byte.
    info!("it is eGM0bjRyeS13YXRjaGVkLWJhc2U2NA==");
}

fn labels() {
    metrics::counter!("logins", "api_token" => canary("label-name")).increment(1);
    let value = format!("https://u:{}@host", canary("label-value"));
    metrics::counter!("requests", "address" => value).increment(1);
}

#[derive(serde::Deserialize)]
struct Body {
    number: u32,
}

async fn http() {
    use axum::body::Body as HttpBody;
    use axum::http::Request;
    use tower::ServiceExt;
    let handler = |axum::Json(body): axum::Json<Body>| async move { body.number.to_string() };
    let app = axum::Router::new()
        .route("/reset/{token}", axum::routing::post(handler))
        .layer(frosted::http::layer());
    let address = format!("/reset/{}?q={}", canary("http-path"), canary("http-query"));
    for address in [address, format!("/{}", canary("http-unmatched"))] {
        let request = Request::post(address)
            .header("content-type", "application/json")
            .header("x-custom", canary("http-header"))
            .header("cookie", format!("id={}", canary("http-cookie")))
            .body(HttpBody::from(format!(
                "{{\"number\":\"{}\"}}",
                canary("http-body")
            )));
        let response = app.clone().oneshot(request.unwrap()).await.unwrap();
        assert!(response.status().is_client_error());
    }
}

fn main() {
    let telemetry = frosted::init!().unwrap();
    let email = || Email(canary("argument-rules"));
    arguments(
        canary("argument-text"),
        Opaque(canary("argument-opaque")),
        canary("argument-generic"),
        email(),
        &canary("argument-inline"),
        &everything(),
    );
    Opaque(canary("self")).method();
    fields(canary("argument-class"));
    let _ = (returned(), returned_text());
    errors();
    panics();
    messages();
    watched();
    labels();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(http());
    info!("everything: {:?}", everything());
    let internal = Internal {
        internal: canary("field-internal-strict"),
    };
    info!(?internal, "by its own debug");
    telemetry.flush(std::time::Duration::from_secs(20));
    std::fs::write(
        std::env::var("LEAKS_PAGE").unwrap(),
        telemetry.metrics().unwrap(),
    )
    .unwrap();
}
