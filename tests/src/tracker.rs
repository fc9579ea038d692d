//! A small server that takes what is sent to Sentry, for tests that want to look at each report.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use std::io::Read;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// How the server treats a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It takes it.
    Accepts,
    /// It reads it and never answers.
    Hangs,
    /// It says that there are too many, for a minute.
    Limits,
}

/// The server, on a port of its own.
#[derive(Debug)]
pub struct Tracker {
    address: String,
    received: Arc<Mutex<Received>>,
    _runtime: Runtime,
}

#[derive(Debug, Default)]
struct Received {
    requests: u32,
    bytes: Vec<u8>,
    reports: Vec<Value>,
}

type Shared = (Manner, Arc<Mutex<Received>>);

impl Tracker {
    /// Starts a server of this manner.
    pub fn start(manner: Manner) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let listener = runtime
            .block_on(TcpListener::bind(("127.0.0.1", 0)))
            .expect("a port");
        let address = listener.local_addr().expect("it is bound").to_string();
        let received = Arc::new(Mutex::new(Received::default()));
        let router = Router::new()
            .route("/api/{project}/envelope/", post(take))
            .with_state((manner, Arc::clone(&received)));
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self {
            address,
            received,
            _runtime: runtime,
        }
    }

    /// What to put into `SENTRY_DSN`.
    pub fn dsn(&self) -> String {
        format!("http://0123456789abcdef@{}/7", self.address)
    }

    /// Everything that was accepted so far.
    pub fn reports(&self) -> Vec<Value> {
        self.received.lock().unwrap().reports.clone()
    }

    /// The bytes of everything that arrived.
    pub fn bytes(&self) -> Vec<u8> {
        self.received.lock().unwrap().bytes.clone()
    }

    /// How many requests came, taken or not.
    pub fn requests(&self) -> u32 {
        self.received.lock().unwrap().requests
    }
}

async fn take(
    State((manner, received)): State<Shared>,
    Path(project): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<&'static str, (StatusCode, [(&'static str, &'static str); 1])> {
    received.lock().unwrap().requests += 1;
    match manner {
        Manner::Accepts => {}
        Manner::Hangs => std::future::pending().await,
        Manner::Limits => return Err((StatusCode::TOO_MANY_REQUESTS, [("retry-after", "60")])),
    }
    assert_eq!(project, "7");
    let auth = headers["x-sentry-auth"].to_str().unwrap();
    assert!(auth.contains("sentry_key=0123456789abcdef"), "{auth}");
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(&*body)
        .read_to_end(&mut plain)
        .expect("gzip");
    let mut received = received.lock().unwrap();
    received.bytes.extend_from_slice(&plain);
    let text = String::from_utf8(plain).expect("text");
    let mut lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let (_, item): (Option<Value>, Option<Value>) = (lines.next(), lines.next());
    assert_eq!(item.unwrap()["type"], "event");
    received.reports.push(lines.next().expect("a payload"));
    Ok("{}")
}
