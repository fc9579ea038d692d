//! One check: how it runs, and what is known of it.

use crate::json::Object;
use crate::names;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{timeout, timeout_at};

/// How long one check may take, unless it says otherwise.
const TIMEOUT: Duration = Duration::from_millis(500);
/// How long all of them may take together.
const ALL_TIMEOUT: Duration = Duration::from_millis(800);
/// How long a result is good for.
const FRESH: Duration = Duration::from_secs(1);
/// How long a result from the background is good for.
const STALE: Duration = Duration::from_secs(30);

type Waiting = watch::Receiver<Option<Outcome>>;
type Run = Box<dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// A check of something that the service needs.
pub struct Check {
    name: &'static str,
    run: Run,
    criticality: Criticality,
    timeout: Duration,
    every: Option<Duration>,
    known: Mutex<Option<Known>>,
    /// What comes of the run that is under way. Its other end goes when the check has ended.
    under_way: Mutex<Option<Waiting>>,
    has_background: AtomicBool,
}

/// What a failed check means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Criticality {
    Required,
    Degraded,
    Informational,
}

impl Criticality {
    fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Degraded => "degraded",
            Self::Informational => "informational",
        }
    }
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Ok,
    Error,
    Timeout,
    Stale,
}

#[derive(Clone, Copy)]
struct Known {
    outcome: Outcome,
    at: Instant,
    took: Duration,
}

impl Outcome {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Error => "error",
            Self::Timeout => "timeout",
            Self::Stale => "stale",
        }
    }
}

impl Check {
    /// A check that is required, runs when a probe asks, and may take half a second. The name is
    /// the key in the answer, and a label: letters, digits and `_`.
    pub fn new<F, R, E>(name: &'static str, check: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), E>> + Send + 'static,
    {
        Self {
            name,
            run: Box::new(move || {
                let running = check();
                Box::pin(async move { running.await.is_ok() })
            }),
            criticality: Criticality::Required,
            timeout: TIMEOUT,
            every: None,
            known: Mutex::new(None),
            under_way: Mutex::new(None),
            has_background: AtomicBool::new(false),
        }
    }

    /// Without it the service works, worse: the status is `degraded`, and the answer 200.
    #[must_use]
    pub fn degraded(mut self) -> Self {
        self.criticality = Criticality::Degraded;
        self
    }

    /// It is shown, and changes nothing.
    #[must_use]
    pub fn informational(mut self) -> Self {
        self.criticality = Criticality::Informational;
        self
    }

    /// How long it may take; not more than 800 ms, which is all that a probe waits.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout.min(ALL_TIMEOUT);
        self
    }

    /// Runs it in the background, so often, and probes are told what came of it last. A result
    /// that is older than 30 seconds and two intervals is `stale`, which is a failure.
    #[must_use]
    pub fn every(mut self, interval: Duration) -> Self {
        self.every = Some(interval.max(Duration::from_millis(10)));
        self
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn criticality(&self) -> Criticality {
        self.criticality
    }

    /// What is known of it, for those who operate the service.
    pub(super) fn details(&self) -> Object {
        let mut details = Object::new();
        details.text(
            "criticality",
            match self.criticality {
                Criticality::Required => "required",
                Criticality::Degraded => "degraded",
                Criticality::Informational => "informational",
            },
        );
        if let Some(known) = self.known() {
            details.text("result", known.outcome.as_str());
            details.literal("age_ms", known.at.elapsed().as_millis());
            details.literal("duration_ms", known.took.as_millis());
        }
        details
    }

    /// What is known of it, if that is good enough; otherwise it runs, once for all who ask.
    async fn outcome(self: Arc<Self>) -> Outcome {
        let Some(interval) = self.every else {
            return match self.known() {
                Some(known) if known.at.elapsed() < FRESH => known.outcome,
                _ => self.run_once().await,
            };
        };
        if !self.has_background.swap(true, Ordering::AcqRel) {
            tokio::spawn(repeat(Arc::downgrade(&self), interval));
        }
        match self.known() {
            None => self.run_once().await,
            Some(known) if known.at.elapsed() <= STALE.max(interval.saturating_mul(2)) => {
                known.outcome
            }
            Some(_) => Outcome::Stale,
        }
    }

    fn known(&self) -> Option<Known> {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs it now, or waits for the run that is under way.
    pub(super) async fn run_once(self: &Arc<Self>) -> Outcome {
        let mut waiting = self.begin();
        let outcome = waiting.wait_for(Option::is_some).await;
        // The run was given up together with its runtime.
        outcome.map_or(Outcome::Error, |outcome| outcome.unwrap_or(Outcome::Error))
    }

    /// Begins a run that nobody who waits for it can end, unless one is under way.
    fn begin(self: &Arc<Self>) -> Waiting {
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = &*under_way
            && waiting.has_changed().is_ok()
        {
            return waiting.clone();
        }
        let (says, waiting) = watch::channel(None);
        *under_way = Some(waiting.clone());
        tokio::spawn(Arc::clone(self).run(says));
        waiting
    }

    /// One run. The check is in a task of its own, so that a panic ends there and a check that blocks
    /// its thread keeps nobody waiting. Until one that took too long has ended, the run is under way.
    async fn run(self: Arc<Self>, says: watch::Sender<Option<Outcome>>) {
        let begun = Instant::now();
        let check = Arc::clone(&self);
        let mut task = Task(tokio::spawn(async move { (check.run)().await }));
        let outcome = match timeout(self.timeout, &mut task.0).await {
            Ok(Ok(true)) => Outcome::Ok,
            Ok(_) => Outcome::Error,
            Err(_) => Outcome::Timeout,
        };
        self.learn(outcome, begun.elapsed());
        says.send_replace(Some(outcome));
        if outcome == Outcome::Timeout {
            task.0.abort();
            let _ = (&mut task.0).await;
        }
    }

    fn learn(&self, outcome: Outcome, took: Duration) {
        let known = Known {
            outcome,
            at: Instant::now(),
            took,
        };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
        let is_ok = if outcome == Outcome::Ok { 1.0 } else { 0.0 };
        let labels = [
            (names::LABEL_CHECK, self.name),
            (names::LABEL_CRITICALITY, self.criticality.as_str()),
        ];
        metrics::gauge!(names::HEALTH_STATUS, &labels).set(is_ok);
        metrics::histogram!(names::HEALTH_DURATION, names::LABEL_CHECK => self.name)
            .record(took.as_secs_f64());
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.name).finish()
    }
}

/// Runs a check for as long as somebody may ask for it.
async fn repeat(check: std::sync::Weak<Check>, interval: Duration) {
    loop {
        let Some(check) = check.upgrade() else {
            return;
        };
        check.run_once().await;
        drop(check);
        tokio::time::sleep(interval).await;
    }
}

/// What every check says, all at once. Those that are not done in time are given up.
pub(super) async fn all(checks: &[Arc<Check>]) -> Vec<(&'static str, Outcome)> {
    let deadline = Instant::now() + ALL_TIMEOUT;
    // All are started before the first is awaited.
    let running: Vec<_> = checks
        .iter()
        .map(|check| (check.name, Task(tokio::spawn(Arc::clone(check).outcome()))))
        .collect();
    let mut results = Vec::with_capacity(running.len());
    for (name, mut task) in running {
        let outcome = match timeout_at(deadline.into(), &mut task.0).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Outcome::Error,
            Err(_) => Outcome::Timeout,
        };
        results.push((name, outcome));
    }
    results
}

/// A task that is given up together with whoever waits for it.
pub(super) struct Task<T>(pub(super) JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_result_from_the_background_that_is_too_old_is_a_failure() {
        let check =
            Check::new("queue", || async { Ok::<_, ()>(()) }).every(Duration::from_mins(10));
        let check = Arc::new(check);
        assert_eq!(Arc::clone(&check).outcome().await, Outcome::Ok);
        let age = |seconds| {
            let mut known = check.known.lock().unwrap_or_else(PoisonError::into_inner);
            let known = known.as_mut().expect("it ran");
            known.at = Instant::now()
                .checked_sub(Duration::from_secs(seconds))
                .expect("a past");
        };
        age(1000);
        assert_eq!(Arc::clone(&check).outcome().await, Outcome::Ok);
        age(1300);
        assert_eq!(Arc::clone(&check).outcome().await, Outcome::Stale);
    }
}
