//! Probes: is the process alive, has it started, is it ready for requests.
//!
//! | route | also | says |
//! |---|---|---|
//! | `/health/live` | `/livez` | 200 as long as the process turns; 503 after [`Health::mark_broken`] |
//! | `/health/startup` | `/startupz` | 503 until the [start-up checks](Health::starting) have passed, then 200 |
//! | `/health/ready` | `/readyz` | 200 if every required check is well, otherwise 503 |
//!
//! ```json
//! {"status":"ready","checks":{"database":"ok","redis":"ok"}}
//! ```
//!
//! The status is `ready`, `degraded` (200: only a check that is not required failed), `not_ready`,
//! `starting` or `draining` (503). A failed check is shown as `error`, one that took too long as
//! `timeout`, one that ran in the background too long ago as `stale`. Why it failed is never shown:
//! the text of an error may hold an address with its password.
//!
//! However many probes come, a check runs at most once a second and never twice at once; a probe
//! is answered within 800 ms, as Kubernetes gives it one second. A panic in a check is a failed
//! check.
//!
//! ```
//! use frosted::health::{Check, Health};
//! # use std::{io, time::Duration};
//!
//! let health = Health::new()
//!     .check("database", || async { Ok::<_, io::Error>(()) })
//!     .with(Check::new("redis", || async { Ok::<_, io::Error>(()) }).degraded());
//! let probes: axum::Router = health.router();
//! ```
//!
//! Two metrics: `health_check_status{check, criticality}` (1 or 0) and `health_check_duration_seconds{check}`.

mod check;
mod routes;
mod start_up;

pub use check::Check;
pub use start_up::StartUpFailed;

use crate::names;
use check::{Criticality, Outcome};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

/// The checks that decide whether the service is ready, and where it is in its life. A clone is
/// another handle to the same.
#[derive(Clone, Default)]
pub struct Health(Arc<Shared>);

#[derive(Default)]
struct Shared {
    checks: Vec<Arc<Check>>,
    /// A [`Stage`].
    stage: AtomicU8,
    broken: AtomicBool,
    /// What was last said of readiness: nothing, ready, not ready.
    said: AtomicU8,
}

/// Where the service is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Stage {
    Started,
    Starting,
    Draining,
}

/// What a readiness probe says.
struct Readiness {
    word: &'static str,
    is_ready: bool,
    results: Vec<(&'static str, Outcome)>,
}

impl Health {
    /// No checks: ready from the start.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a check that is required: as long as it fails, the service is not ready.
    ///
    /// # Panics
    /// If there are clones of this handle already.
    #[must_use]
    pub fn check<F, R, E>(self, name: &'static str, check: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), E>> + Send + 'static,
    {
        self.with(Check::new(name, check))
    }

    /// Adds a check with more to say of it.
    ///
    /// # Panics
    /// If there are clones of this handle already.
    #[must_use]
    pub fn with(mut self, check: Check) -> Self {
        self.alone().checks.push(Arc::new(check));
        self
    }

    /// Begins in the start-up phase: not ready, and `/health/startup` says so, until
    /// [`start_up`](Self::start_up) or [`mark_started`](Self::mark_started).
    #[must_use]
    pub fn starting(self) -> Self {
        self.go_to(Stage::Starting);
        self
    }

    /// Ends the start-up phase.
    pub fn mark_started(&self) {
        let _ = self.0.stage.compare_exchange(
            Stage::Starting as u8,
            Stage::Started as u8,
            Ordering::AcqRel,
            Ordering::Relaxed,
        );
    }

    /// Says that the process cannot be helped any more: `/health/live` answers 503 from now on, and
    /// whoever watches it starts another.
    pub fn mark_broken(&self) {
        self.0.broken.store(true, Ordering::Release);
    }

    /// Says that the service is about to stop: `/health/ready` answers 503 from now on, so that no
    /// further requests are sent to it. [`serve`](crate::serve) does this by itself.
    pub fn drain(&self) {
        self.go_to(Stage::Draining);
    }

    pub(crate) fn is_starting(&self) -> bool {
        self.stage() == Stage::Starting
    }

    fn alone(&mut self) -> &mut Shared {
        Arc::get_mut(&mut self.0).expect("checks are added before the handle is cloned")
    }

    fn go_to(&self, stage: Stage) {
        self.0.stage.store(stage as u8, Ordering::Release);
    }

    fn stage(&self) -> Stage {
        match self.0.stage.load(Ordering::Acquire) {
            stage if stage == Stage::Starting as u8 => Stage::Starting,
            stage if stage == Stage::Draining as u8 => Stage::Draining,
            _ => Stage::Started,
        }
    }

    /// Asks every check, or what is known of it.
    async fn readiness(&self) -> Readiness {
        if self.stage() != Stage::Started {
            return Readiness {
                word: match self.stage() {
                    Stage::Draining => "draining",
                    _ => "starting",
                },
                is_ready: false,
                results: Vec::new(),
            };
        }
        let results = check::all(&self.0.checks).await;
        let failed = |wanted: Criticality| {
            let mut all = self.0.checks.iter().zip(&results);
            all.any(|(check, (_, outcome))| {
                check.criticality() == wanted && *outcome != Outcome::Ok
            })
        };
        let is_ready = !failed(Criticality::Required);
        let word = match (is_ready, failed(Criticality::Degraded)) {
            (false, _) => "not_ready",
            (true, true) => "degraded",
            (true, false) => "ready",
        };
        self.say(is_ready, &results);
        Readiness {
            word,
            is_ready,
            results,
        }
    }

    /// One line when readiness changes.
    fn say(&self, is_ready: bool, results: &[(&'static str, Outcome)]) {
        let now = if is_ready { 1 } else { 2 };
        if self.0.said.swap(now, Ordering::AcqRel) == now {
            return;
        }
        if is_ready {
            tracing::info!(target: names::TARGET, "ready");
        } else {
            let failed = results
                .iter()
                .filter(|(_, outcome)| *outcome != Outcome::Ok);
            let failed: Vec<&str> = failed.map(|(name, _)| *name).collect();
            tracing::warn!(target: names::TARGET, checks = failed.join(","), "not ready");
        }
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.checks.iter().map(|check| check.name());
        f.debug_list().entries(names).finish()
    }
}
