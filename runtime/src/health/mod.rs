//! Liveness and readiness probes.
//!
//! `/health/live` says that the process turns: always 200. `/health/ready` asks every check and
//! answers 200 only if all are well:
//!
//! ```json
//! {"status":"ready","checks":{"database":"ok","redis":"ok"}}
//! ```
//!
//! A failed check is shown as `error`, one that takes more than half a second as `timeout`. Why it
//! failed is never shown: the text of an error may hold an address with its password.
//!
//! ```
//! use frosted::health::Health;
//!
//! let probes: axum::Router = Health::new()
//!     .check("database", || async { Ok::<_, std::io::Error>(()) })
//!     .router();
//! ```

use axum::Router;
use axum::routing::get;
use http::{HeaderName, StatusCode, header};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long one check may take. Kubernetes gives a probe one second in all.
const CHECK_TIMEOUT: Duration = Duration::from_millis(500);

type Outcome = Pin<Box<dyn Future<Output = bool> + Send>>;

struct Check {
    name: &'static str,
    run: Box<dyn Fn() -> Outcome + Send + Sync>,
}

/// The checks that decide whether the service is ready.
#[derive(Default)]
pub struct Health {
    checks: Vec<Arc<Check>>,
}

impl Health {
    /// No checks: ready from the start.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a check. It runs on each probe, beside the others; a panic in it counts as an error.
    #[must_use]
    pub fn check<F, R, E>(mut self, name: &'static str, check: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), E>> + Send + 'static,
    {
        self.checks.push(Arc::new(Check {
            name,
            run: Box::new(move || {
                let running = check();
                Box::pin(async move { running.await.is_ok() })
            }),
        }));
        self
    }

    /// The routes `/health/live` and `/health/ready`.
    pub fn router<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        let health = Arc::new(self);
        Router::new()
            .route("/health/live", get(|| async { live() }))
            .route(
                "/health/ready",
                get(move || {
                    let health = Arc::clone(&health);
                    async move { health.ready().await }
                }),
            )
    }

    async fn ready(&self) -> Answer {
        // All are started before the first is awaited.
        let running: Vec<_> = self
            .checks
            .iter()
            .map(|check| (check.name, start(check)))
            .collect();
        let mut results = Vec::with_capacity(running.len());
        for (name, task) in running {
            results.push((name, task.await.unwrap_or("error")));
        }
        let ready = results.iter().all(|(_, result)| *result == "ok");
        let (status, word) = if ready {
            (StatusCode::OK, "ready")
        } else {
            (StatusCode::SERVICE_UNAVAILABLE, "not_ready")
        };
        answer(status, body(word, &results))
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.checks.iter().map(|check| check.name);
        f.debug_list().entries(names).finish()
    }
}

/// In a task of its own, so that a panic ends there.
fn start(check: &Arc<Check>) -> JoinHandle<&'static str> {
    let check = Arc::clone(check);
    tokio::spawn(async move {
        match timeout(CHECK_TIMEOUT, async { (check.run)().await }).await {
            Ok(true) => "ok",
            Ok(false) => "error",
            Err(_) => "timeout",
        }
    })
}

type Answer = (StatusCode, [(HeaderName, &'static str); 2], String);

fn live() -> Answer {
    answer(StatusCode::OK, "{\"status\":\"ok\"}".to_owned())
}

fn answer(status: StatusCode, body: String) -> Answer {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body)
}

fn body(word: &str, results: &[(&str, &str)]) -> String {
    let checks: Vec<String> = results
        .iter()
        .map(|(name, result)| format!("{name:?}:{result:?}"))
        .collect();
    format!(
        "{{\"status\":\"{word}\",\"checks\":{{{}}}}}",
        checks.join(",")
    )
}
