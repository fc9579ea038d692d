//! Encoded messages on their way to whoever collects them. The sender owns a small Tokio runtime, so that
//! neither the HTTP nor the gRPC client needs one of the application's, and nothing it does is
//! recorded as a span or event of the application.

#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(not(feature = "otlp-grpc"))]
#[path = "no_grpc.rs"]
mod grpc;
mod http;
mod retry;
#[cfg(not(any(feature = "otlp-tls", feature = "sentry")))]
#[path = "no_tls.rs"]
mod tls;
#[cfg(any(feature = "otlp-tls", feature = "sentry"))]
mod tls;

use crate::engine::quietly;
use std::cell::Cell;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// Who is sending ([user agent of an exporter](https://opentelemetry.io/docs/specs/otel/protocol/exporter/#user-agent)).
const USER_AGENT: &str = concat!("frosted-otlp-rust/", env!("CARGO_PKG_VERSION"));
/// How much of an answer is read, in bytes. An answer says little, and may come from anybody.
const LONGEST_ANSWER: usize = 64 * 1024;
/// For how long nothing is sent at most to somebody who asks to be left alone for longer than one
/// export may take: it is a thread's time that would be waited away, and a bad clock's word.
const LONGEST_REST: Duration = Duration::from_mins(1);

/// How messages travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// `http/protobuf`.
    Http,
    /// `grpc`, with the feature `otlp-grpc`.
    Grpc,
}

/// Where the messages of a signal go. It does not print: it may hold credentials.
#[derive(Clone)]
pub(crate) struct Target {
    /// The full address over HTTP, that of the server over gRPC.
    pub(crate) endpoint: String,
    pub(crate) protocol: Protocol,
    pub(crate) gzip: bool,
    /// Time limit of one export, retries included.
    pub(crate) timeout: Duration,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) tls: Tls,
}

/// Whom to trust, and who is asking, as PEM.
#[derive(Clone, Default)]
pub(crate) struct Tls {
    /// The certificates that are trusted; those of the system without them.
    pub(crate) trusted: Option<Vec<u8>>,
    /// The client's certificate and its key.
    pub(crate) client: Option<[Vec<u8>; 2]>,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Target")
    }
}

/// What the messages of a signal are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    /// What takes them over gRPC.
    pub(crate) method: &'static str,
    /// Their media type over HTTP.
    pub(crate) content_type: &'static str,
}

/// Sends the messages of one signal.
pub(crate) struct Sender {
    runtime: Runtime,
    client: Client,
    timeout: Duration,
    /// Until when nothing is sent, as that was asked for.
    resting: Cell<Option<Instant>>,
}

enum Client {
    Http(http::Client),
    Grpc(grpc::Client),
}

/// Why a message did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failed {
    /// Another message may fare better now.
    ForGood(&'static str),
    /// So will every other, for the moment.
    Later(&'static str),
}

impl Failed {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::ForGood(reason) | Self::Later(reason) => reason,
        }
    }
}

/// Why one attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// It will not be taken the next time either.
    ForGood,
    /// The collector has too much to do; how long it asks to be left alone, if it says so.
    Busy(Option<Duration>),
    /// It was not reached.
    Unreachable,
}

impl Sender {
    /// A sender to this target. Nothing is sent yet.
    pub(crate) fn open(target: &Target, form: Form) -> Result<Self, &'static str> {
        quietly(|| {
            let runtime = Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|_| "no runtime could be started")?;
            let client = match target.protocol {
                Protocol::Http => http::Client::new(target, form.content_type).map(Client::Http),
                // The channel wants to be made inside of a runtime.
                Protocol::Grpc => {
                    let _inside = runtime.enter();
                    grpc::Client::new(target, form.method).map(Client::Grpc)
                }
            };
            Ok(Self {
                runtime,
                client: client.ok_or("the exporter's settings do not fit together")?,
                timeout: target.timeout,
                resting: Cell::new(None),
            })
        })
    }

    /// Sends a message, again and again if that may help; the answer, or why there is none. Nothing
    /// of an error's text is handed on: it may hold the address with its credentials. In a hurry, a
    /// collector that cannot be reached is tried twice, as a connection that was kept may have been
    /// closed meanwhile, and not waited for.
    pub(crate) fn send(&self, message: Vec<u8>, hurry: bool) -> Result<Vec<u8>, Failed> {
        if self
            .resting
            .get()
            .is_some_and(|until| Instant::now() < until)
        {
            return Err(Failed::Later("the collector asked to be left alone"));
        }
        quietly(|| {
            self.runtime.block_on(self.attempts(
                message.into(),
                Instant::now() + self.timeout,
                hurry,
            ))
        })
    }

    async fn attempts(
        &self,
        message: bytes::Bytes,
        deadline: Instant,
        hurry: bool,
    ) -> Result<Vec<u8>, Failed> {
        let mut pauses = retry::Pauses::default();
        let mut misses = 0;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let attempt = self.client.send(message.clone());
            let refusal = match tokio::time::timeout(left, attempt).await {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(refusal)) => refusal,
                Err(_) => return Err(Failed::Later("the collector did not answer in time")),
            };
            misses += u32::from(refusal == Refusal::Unreachable);
            let pause = match refusal {
                Refusal::ForGood => {
                    return Err(Failed::ForGood("the collector did not take them"));
                }
                Refusal::Unreachable if hurry && misses > 1 => {
                    return Err(Failed::Later("the collector cannot be reached"));
                }
                Refusal::Busy(Some(asked)) => asked.max(pauses.next_pause()),
                Refusal::Busy(None) | Refusal::Unreachable => pauses.next_pause(),
            };
            // The collector may ask for a pause that no clock can add.
            if pause >= deadline.saturating_duration_since(Instant::now()) {
                if let Refusal::Busy(Some(asked)) = refusal {
                    let until = Instant::now() + asked.min(LONGEST_REST);
                    self.resting.set(Some(until));
                }
                return Err(Failed::Later(match refusal {
                    Refusal::Unreachable => "the collector cannot be reached",
                    _ => "the collector did not take them",
                }));
            }
            tokio::time::sleep(pause).await;
        }
    }
}

impl Client {
    async fn send(&self, message: bytes::Bytes) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::Http(client) => client.send(message).await,
            Self::Grpc(client) => client.send(message).await,
        }
    }
}
