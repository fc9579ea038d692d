//! Errors to [Sentry](https://develop.sentry.dev/sdk/), or to whoever speaks its protocol: each
//! event of level `ERROR` is a report, once for each request that failed, with what was logged in
//! its trace before.
//!
//! A report says what a line says, under the policy of its own sink, and nothing else: no address,
//! header, cookie, body, user or host of a request. The spans around the event are its stack, as
//! that of an async function says little of who called it.
//!
//! What goes wrong, and what happens then:
//! - one error happens many times: ten reports a minute leave for each place and kind of error, the
//!   others are counted;
//! - the queue is full, the server is down, slow, or asks to be left alone: reports are dropped and
//!   counted, and that is said at most once a minute;
//! - the address cannot be read: a warning at the start, and nothing is reported.

mod event;
mod frames;
mod limit;
mod outgoing;
mod tally;

use crate::engine::{EventSink, EventView};
use crate::export::{self, Batching, Protocol, Queue, Target, Tls};
use crate::redact::Clean;
use event::Writer;
use limit::Limit;
use outgoing::Envelopes;
use sentry_types::Dsn;
use sentry_types::protocol::v7::Event;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tally::{Fate, Tally};
use tracing_core::Level;

/// How many reports may wait.
const MAX_QUEUE: usize = 100;
/// How soon a report leaves.
const DELAY: Duration = Duration::from_millis(500);
/// Time limit of one report, attempts included.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What the output needs to know besides its address.
#[derive(Clone, Debug)]
pub(crate) struct ReportSettings {
    pub(crate) release: Option<String>,
    pub(crate) environment: Option<String>,
    pub(crate) resource: Vec<(String, Clean)>,
}

/// The output of errors.
#[derive(Clone, Debug)]
pub(crate) struct Sentry {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    queue: Arc<Queue<Event<'static>>>,
    writer: Writer,
    limit: Limit,
    tally: Arc<Tally>,
}

/// Where reports go. It prints as nothing: it holds a key.
#[derive(Clone)]
pub(crate) struct Address(Dsn);

impl Address {
    /// The address of this text, `https://key@host/project`, if it is one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl Sentry {
    /// An output that only queues, until [`launch`](Self::launch).
    pub(crate) fn new(settings: &ReportSettings) -> Self {
        Self {
            shared: Arc::new(Shared {
                queue: Arc::new(Queue::new(MAX_QUEUE)),
                writer: Writer::new(settings),
                limit: Limit::default(),
                tally: Arc::default(),
            }),
        }
    }

    /// Starts the thread that sends.
    pub(crate) fn launch(&self, address: &Address) {
        let dsn = &address.0;
        let auth = dsn.to_auth(Some(concat!("frosted/", env!("CARGO_PKG_VERSION"))));
        let target = Target {
            endpoint: dsn.envelope_api_url().into(),
            protocol: Protocol::Http,
            gzip: true,
            timeout: TIMEOUT,
            headers: vec![("x-sentry-auth".to_owned(), auth.to_string())],
            tls: Tls::default(),
        };
        let batching = Batching {
            delay: DELAY,
            max: 1,
        };
        let envelopes = Envelopes(Arc::clone(&self.shared.tally));
        export::start(Arc::clone(&self.shared.queue), envelopes, target, batching);
    }

    /// Shows on the metrics page how it goes.
    pub(crate) fn show(&self) {
        Arc::clone(&self.shared.tally).show();
    }

    /// Waits until everything queued is sent or given up, at most for `limit`.
    pub(crate) fn flush(&self, limit: Duration) -> bool {
        self.shared.queue.flush(limit)
    }
}

impl EventSink for Sentry {
    fn event(&self, event: &EventView<'_>) {
        let level = *event.metadata.level();
        if level == Level::ERROR {
            self.shared.report(event);
        }
        if level <= Level::INFO {
            event::remember(event);
        }
    }
}

impl Shared {
    fn report(&self, event: &EventView<'_>) {
        let level = event::level(event);
        if event.is_reported() {
            return self.tally.count(level, Fate::Duplicate);
        }
        if !self.limit.lets(limit::fingerprint(event), Instant::now()) {
            return self.tally.count(level, Fate::Limited);
        }
        let report = self.writer.report(event, level);
        if !self.queue.push(report) {
            self.tally.count(level, Fate::Lost);
        }
    }
}
