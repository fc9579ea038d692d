//! Serving, from the first signal handler to the last request: limits on what a client may send and
//! how long it may take, probes, a listener for operators, and an orderly end.

mod admin;
mod connection;
mod ending;
mod error;
mod signals;

pub use error::ServeError;

use crate::health::Health;
use crate::names;
use axum::Router;
use connection::{Held, Limits, Listening};
use ending::Stop;
use signals::Signals;
use std::time::Duration;
use tokio::net::TcpListener;

/// Serves a router until the process is asked to stop (`SIGTERM`, `SIGINT`), and then brings it to an
/// orderly end.
///
/// ```no_run
/// use frosted::health::Health;
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let _telemetry = frosted::init!()?;
/// let health = Health::new().check("database", || async { Ok::<_, std::io::Error>(()) });
/// let routes = axum::Router::new()
///     .merge(health.router())
///     .layer(frosted::http::layer());
/// let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
/// frosted::serve(listener, routes)
///     .health(&health)
///     .admin(tokio::net::TcpListener::bind("127.0.0.1:9464").await?)
///     .run()
///     .await?;
/// # Ok(())
/// # }
/// ```
///
/// The end, from the signal on:
///
/// 1. `/health/ready` answers 503 with the status `draining`; `/health/live` stays as it is.
/// 2. For the [drain delay](Serve::drain_delay) requests are still taken, as those who send them
///    need a moment to hear of it; answers over HTTP/1 close their connection. `SIGINT` skips this.
/// 3. No connection is accepted any more, idle ones are closed, and requests in flight may end
///    within the [grace](Serve::grace). What is left then is dropped, and recorded as cancelled.
/// 4. [`run`](Serve::run) returns. Dropping [`Telemetry`](crate::Telemetry) sends what is queued.
///
/// A second signal goes to step 4 at once; a third ends the process.
///
/// A client has 10 seconds for the head of its first request; one that asked before, and is silent for
/// 75, is let go. A head may have 64 KiB, and 100 headers over HTTP/1.
pub fn serve(listener: TcpListener, router: Router) -> Serve {
    Serve {
        listener,
        router,
        health: None,
        start_up: Duration::from_mins(1),
        admin: None,
        drain_delay: Duration::from_secs(5),
        grace: Duration::from_secs(20),
        limits: Limits::default(),
        stop: None,
    }
}

/// A router that is about to be served.
#[must_use = "nothing is served until `run` is called"]
pub struct Serve {
    listener: TcpListener,
    router: Router,
    health: Option<Health>,
    start_up: Duration,
    admin: Option<TcpListener>,
    drain_delay: Duration,
    grace: Duration,
    limits: Limits,
    stop: Option<Stop>,
}

impl Serve {
    /// Whose readiness ends with the first signal. If it is in its
    /// [start-up phase](Health::starting), its [start-up checks](Health::start_up) run first, while
    /// probes are answered already.
    pub fn health(mut self, health: &Health) -> Self {
        self.health = Some(health.clone());
        self
    }

    /// How long the start-up checks may take: a minute, without this call.
    pub fn start_up_limit(mut self, limit: Duration) -> Self {
        self.start_up = limit;
        self
    }

    /// Another listener, for those who operate the service: `/metrics`, the probes,
    /// `/health/details`, and `/log-filter`, which shows what is logged and takes another filter
    /// (`curl -X PUT -d info,shop=debug 'localhost:9464/log-filter?seconds=600'`). Nobody is asked who
    /// they are: it should be one that only operators can reach. It is served until the end, so
    /// that the last requests can still be seen.
    pub fn admin(mut self, listener: TcpListener) -> Self {
        self.admin = Some(listener);
        self
    }

    /// How long requests are still taken after `SIGTERM`: 5 seconds, without this call.
    pub fn drain_delay(mut self, delay: Duration) -> Self {
        self.drain_delay = delay;
        self
    }

    /// How long requests in flight may take after that: 20 seconds, without this call. Kubernetes
    /// kills a process 30 seconds after its signal unless it is told otherwise, and what is queued
    /// is still to be sent.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// How long a client may take for the head of its first request: 10 seconds, without this call.
    pub fn header_timeout(mut self, timeout: Duration) -> Self {
        self.limits.header_timeout = timeout;
        self
    }

    /// How many bytes the body of a request may have, whoever reads it; Axum's extractors answer with
    /// 413 when there are more. Without this call only their own limit holds (2 MiB).
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits.max_body = Some(bytes);
        self
    }

    /// Stops also when this future is done, as `SIGINT` would: without the drain delay.
    pub fn stop_when(mut self, stop: impl Future<Output = ()> + Send + 'static) -> Self {
        self.stop = Some(Box::pin(stop));
        self
    }

    /// Serves until the end. Dropping the future ends everything at once.
    ///
    /// # Errors
    /// [`ServeError::StartUp`] if a start-up check did not pass in time, and [`ServeError::Io`] if
    /// the handlers of signals cannot be installed. What goes wrong with one connection ends that one.
    pub async fn run(self) -> Result<(), ServeError> {
        // Before anything else: a signal that comes now is not to be missed.
        let mut signals = Signals::install(self.stop)?;
        let health = self.health.unwrap_or_default();
        let of_admin = admin::router(&health);
        let admin = self
            .admin
            .map(|listener| Held(Listening::start(listener, of_admin, Limits::default())));
        let serving = Held(Listening::start(self.listener, self.router, self.limits));
        let ended = ending::until_told(&mut signals, &health, self.start_up).await;
        health.drain();
        let told = ended?;
        let drain = if told.waits {
            self.drain_delay
        } else {
            Duration::ZERO
        };
        tracing::info!(
            target: names::TARGET,
            signal = told.by,
            connections = serving.0.connections(),
            "shutdown_started"
        );
        ending::wind_down(&serving.0, &mut signals, drain, self.grace).await;
        drop(admin);
        tracing::info!(target: names::TARGET, "shutdown_complete");
        Ok(())
    }
}

impl std::fmt::Debug for Serve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Serve")
            .field("listener", &self.listener)
            .field("admin", &self.admin)
            .finish_non_exhaustive()
    }
}
