//! A listener and its connections: accepted, limited, and ended when they are told to.

use crate::names;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{HeaderValue, Request, Response, Version, header};
use http_body_util::Limited;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower_service::Service;

/// How many headers a request may have.
const MAX_HEADERS: usize = 100;
/// How many bytes its head may have.
const MAX_HEAD: u32 = 64 * 1024;
/// How long a connection may wait for its next request: longer than proxies keep theirs, so that it
/// is not them who meet a closed one.
const IDLE: Duration = Duration::from_secs(75);
/// How often a connection of HTTP/2 is asked whether it is still there.
const PING_EVERY: Duration = Duration::from_secs(20);
/// How many requests one connection of HTTP/2 may have open.
const MAX_STREAMS: u32 = 250;
/// The pause after a connection could not be accepted, as when there are no more descriptors.
const PAUSE: Duration = Duration::from_millis(100);
/// How often that is reported.
const REPORT_EVERY: Duration = Duration::from_mins(1);

/// What a client may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) header_timeout: Duration,
    pub(super) max_body: Option<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(10),
            max_body: None,
        }
    }
}

/// What connections are told, each more than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// Serve.
    Open,
    /// Close after the next answer.
    Closing,
    /// Accept no more, and end as soon as nothing is in flight.
    Refusing,
    /// End now.
    Aborted,
}

/// Ends what it holds when whoever served it goes away.
pub(super) struct Held(pub(super) Listening);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A listener that is served.
#[derive(Clone, Debug)]
pub(super) struct Listening(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    phase: watch::Sender<Phase>,
    /// How many connections are open.
    open: watch::Sender<usize>,
}

impl Listening {
    /// Serves the router on this listener from now on.
    pub(super) fn start(listener: TcpListener, router: Router, limits: Limits) -> Self {
        let listening = Self(Arc::new(Shared {
            phase: watch::Sender::new(Phase::Open),
            open: watch::Sender::new(0),
        }));
        tokio::spawn(accept(listener, router, limits, listening.clone()));
        listening
    }

    /// How many connections are open.
    pub(super) fn connections(&self) -> usize {
        *self.0.open.borrow()
    }

    /// Lets every connection of HTTP/1 end with its next answer.
    pub(super) fn close_after_answers(&self) {
        self.go_to(Phase::Closing);
    }

    /// Accepts no more, and lets connections end as soon as nothing is in flight.
    pub(super) fn refuse(&self) {
        self.go_to(Phase::Refusing);
    }

    /// Ends every connection now.
    pub(super) fn abort(&self) {
        self.go_to(Phase::Aborted);
    }

    /// Waits until no connection is open.
    pub(super) async fn ended(&self) {
        let mut open = self.0.open.subscribe();
        let _ = open.wait_for(|open| *open == 0).await;
    }

    fn go_to(&self, phase: Phase) {
        self.0.phase.send_if_modified(|now| {
            let further = phase > *now;
            *now = phase.max(*now);
            further
        });
    }

    fn phase(&self) -> Phase {
        *self.0.phase.borrow()
    }

    /// Waits until this phase, or a later one.
    async fn reached(&self, wanted: Phase) {
        let mut phase = self.0.phase.subscribe();
        let _ = phase.wait_for(|phase| *phase >= wanted).await;
    }
}

/// Counts a connection until it and all requests that came over it are gone: those of HTTP/2 may be
/// dropped later than the connection.
struct Open(Listening);

impl Open {
    fn new(listening: &Listening) -> Self {
        listening.0.open.send_modify(|open| *open += 1);
        Self(listening.clone())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.0.open.send_modify(|open| *open -= 1);
    }
}

async fn accept(listener: TcpListener, router: Router, limits: Limits, listening: Listening) {
    let mut refusing = pin!(listening.reached(Phase::Refusing));
    let mut reported: Option<Instant> = None;
    loop {
        let accepted = std::future::poll_fn(|cx| {
            if refusing.as_mut().poll(cx).is_ready() {
                return Poll::Ready(None);
            }
            listener.poll_accept(cx).map(Some)
        });
        match accepted.await {
            None => return,
            Some(Ok((stream, peer))) => {
                let open = Arc::new(Open::new(&listening));
                tokio::spawn(serve(stream, peer, router.clone(), limits, open));
            }
            Some(Err(error)) => {
                if reported.is_none_or(|at| at.elapsed() >= REPORT_EVERY) {
                    reported = Some(Instant::now());
                    let kind = error.kind().to_string();
                    tracing::warn!(target: names::TARGET, kind, "a connection was not accepted");
                }
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Serves one connection until it ends, or is told to.
async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    open: Arc<Open>,
) {
    // Small answers are not to wait for more.
    let _ = stream.set_nodelay(true);
    let has_asked = Arc::new(AtomicBool::new(false));
    let (of_service, of_requests) = (Arc::clone(&has_asked), Arc::clone(&open));
    let service = service_fn(move |request| {
        of_service.store(true, Ordering::Relaxed);
        let open = Arc::clone(&of_requests);
        answer(router.clone(), request, peer, limits, open)
    });
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(IDLE.max(limits.header_timeout))
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PING_EVERY)
        .max_header_list_size(MAX_HEAD)
        .max_concurrent_streams(MAX_STREAMS);
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    until_ended(connection, &open.0, limits.header_timeout, &has_asked).await;
}

/// Drives a connection until it ends, is told to, or has not asked for anything in time.
async fn until_ended<S>(
    connection: auto::UpgradeableConnection<'_, TokioIo<TcpStream>, S, TokioExecutor>,
    listening: &Listening,
    patience: Duration,
    has_asked: &AtomicBool,
) where
    S: hyper::service::Service<Request<Incoming>, Response = Response<Body>, Error = Infallible>,
    S::Future: Send + 'static,
{
    let mut connection = pin!(connection);
    let mut refusing = pin!(listening.reached(Phase::Refusing));
    let mut aborted = pin!(listening.reached(Phase::Aborted));
    let mut silence = pin!(tokio::time::sleep(patience));
    let mut is_refusing = false;
    std::future::poll_fn(|cx| {
        if !is_refusing && refusing.as_mut().poll(cx).is_ready() {
            is_refusing = true;
            connection.as_mut().graceful_shutdown();
        }
        if aborted.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        // What is wrong with a connection is the client's affair.
        if connection.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        let is_silent = !has_asked.load(Ordering::Relaxed);
        match silence.as_mut().poll(cx) {
            Poll::Ready(()) if is_silent => Poll::Ready(()),
            _ => Poll::Pending,
        }
    })
    .await;
}

async fn answer(
    mut router: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
    limits: Limits,
    open: Arc<Open>,
) -> Result<Response<Body>, Infallible> {
    let version = request.version();
    let mut request = request.map(|body| match limits.max_body {
        Some(most) => Body::new(Limited::new(body, most)),
        None => Body::new(body),
    });
    request.extensions_mut().insert(ConnectInfo(peer));
    let mut response = Service::<Request<Body>>::call(&mut router, request).await?;
    if open.0.phase() >= Phase::Closing && version < Version::HTTP_2 {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    Ok(response)
}
