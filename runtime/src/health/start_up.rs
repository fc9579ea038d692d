//! The start-up checks: everything that is required is there before the first request.

use super::check::{Criticality, Outcome, Task};
use super::{Check, Health};
use crate::names;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The pause after the first attempt; it doubles up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Something that the service needs was not there in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartUpFailed {
    checks: Vec<&'static str>,
}

impl StartUpFailed {
    /// The checks that did not pass.
    pub fn checks(&self) -> &[&'static str] {
        &self.checks
    }
}

impl fmt::Display for StartUpFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let checks = self.checks.join(", ");
        write!(f, "not ready to start: {checks}")
    }
}

impl std::error::Error for StartUpFailed {}

impl Health {
    /// Runs every required check until it passes, with growing pauses and for at most `limit`, and
    /// then ends the start-up phase. Lines: `application_starting`, for each check
    /// `<name>_connection_ok` or at last `<name>_connection_failed`, and `application_started`.
    ///
    /// # Errors
    /// With the names of the checks that did not pass in time. End the process then: whoever
    /// started it does so again.
    pub async fn start_up(&self, limit: Duration) -> Result<(), StartUpFailed> {
        let begun = Instant::now();
        tracing::info!(target: names::TARGET, "application_starting");
        let required = self.0.checks.iter().filter(|check| is_required(check));
        let running: Vec<_> = required
            .map(|check| {
                let passes = passes(Arc::clone(check), begun, limit);
                (check.name(), Task(tokio::spawn(passes)))
            })
            .collect();
        let mut failed = Vec::new();
        for (name, mut passed) in running {
            if !(&mut passed.0).await.unwrap_or_default() {
                failed.push(name);
            }
        }
        if !failed.is_empty() {
            return Err(StartUpFailed { checks: failed });
        }
        self.mark_started();
        tracing::info!(target: names::TARGET, "application_started");
        Ok(())
    }
}

fn is_required(check: &Check) -> bool {
    check.criticality() == Criticality::Required
}

/// Whether the check passes in time.
async fn passes(check: Arc<Check>, begun: Instant, limit: Duration) -> bool {
    let (mut pause, mut attempts) = (FIRST_PAUSE, 0_u32);
    loop {
        attempts += 1;
        let outcome = check.run_once().await;
        if outcome == Outcome::Ok {
            let message = format!("{}_connection_ok", check.name());
            tracing::info!(target: names::TARGET, attempts, "{message}");
            return true;
        }
        if begun.elapsed() + pause >= limit {
            let message = format!("{}_connection_failed", check.name());
            let result = outcome.as_str();
            tracing::error!(
                target: names::TARGET,
                severity = names::CRITICAL,
                attempts,
                result,
                "{message}"
            );
            return false;
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
