//! Queries that take long: said when they end, and while they run on.

use super::statement::{Statement, shown};
use crate::engine;
use crate::names;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};
use tracing::Span;

/// From when on a query is slow, in milliseconds, where its pool does not say; zero for never.
static SLOW: AtomicU64 = AtomicU64::new(1000);
/// How many times as long a query may run until it is said that it still does.
const STILL: u32 = 10;
/// How often it is looked at what runs.
const PAUSE: Duration = Duration::from_millis(100);
/// How long nothing is said of the same query.
const QUIET: Duration = Duration::from_secs(10);
/// How many different queries are told apart.
const MAX_KNOWN: usize = 1000;
/// How many characters of a query are said.
const LONGEST: usize = 200;

/// Says from when on a query is slow; zero for never.
pub(crate) fn slow_from(limit: Duration) {
    let millis = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
    SLOW.store(millis, Ordering::Relaxed);
}

/// From when on a query is slow, if ever.
pub(super) fn limit(own: Option<Duration>) -> Option<Duration> {
    let usual = || Duration::from_millis(SLOW.load(Ordering::Relaxed));
    Some(own.unwrap_or_else(usual)).filter(|limit| !limit.is_zero())
}

/// A query that a database is asked.
#[derive(Debug)]
pub(super) struct Running {
    number: u64,
    since: Instant,
    slow: Duration,
    statement: Arc<Statement>,
    span: Span,
    is_said: AtomicBool,
}

impl Running {
    pub(super) fn is_slow(&self, took: Duration) -> bool {
        took >= self.slow
    }
}

/// What runs now.
#[derive(Debug, Default)]
struct All(Mutex<HashMap<u64, Weak<Running>>>);

impl All {
    fn with<T>(&self, then: impl FnOnce(&mut HashMap<u64, Weak<Running>>) -> T) -> T {
        then(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn all() -> &'static All {
    static ALL: OnceLock<All> = OnceLock::new();
    ALL.get_or_init(|| {
        // Where no thread can be had, nothing is said of what still runs.
        let _ = thread::Builder::new()
            .name("frosted-sql".to_owned())
            .spawn(look);
        All::default()
    })
}

/// Watches a query until it is forgotten.
pub(super) fn watch(slow: Duration, statement: &Arc<Statement>, span: &Span) -> Arc<Running> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let running = Arc::new(Running {
        number: NUMBER.fetch_add(1, Ordering::Relaxed),
        since: Instant::now(),
        slow,
        statement: Arc::clone(statement),
        span: span.clone(),
        is_said: AtomicBool::new(false),
    });
    all().with(|all| all.insert(running.number, Arc::downgrade(&running)));
    running
}

pub(super) fn forget(running: &Running) {
    all().with(|all| all.remove(&running.number));
}

/// Looks at what runs, for ever.
fn look() {
    loop {
        thread::sleep(PAUSE);
        let overdue: Vec<Arc<Running>> = all().with(|all| {
            all.retain(|_, running| running.strong_count() > 0);
            let all = all.values().filter_map(Weak::upgrade);
            all.filter(|it| it.since.elapsed() >= it.slow.saturating_mul(STILL))
                .collect()
        });
        for running in overdue {
            if !running.is_said.swap(true, Ordering::Relaxed) {
                say_running(&running);
            }
        }
    }
}

fn say_running(running: &Running) {
    let statement = &running.statement;
    running.span.in_scope(|| {
        tracing::warn!(
            target: names::TARGET_SQL,
            {
                duration = running.since.elapsed().as_secs_f64(),
                query = cut(&statement.text),
                query_fingerprint = shown(statement.fingerprint),
                db.query.summary = &*statement.summary.text,
                route = engine::route_around().as_deref(),
            },
            "slow_query_running"
        );
    });
}

/// Says that a query was slow, once in a while for each.
pub(super) fn say(statement: &Statement, took: Duration, waited: Duration, rows: Option<u64>) {
    let summary = statement.summary.text.clone();
    metrics::counter!(names::DB_SLOW, names::LABEL_SUMMARY => summary).increment(1);
    let Some(suppressed) = may_say(statement.fingerprint) else {
        return;
    };
    tracing::warn!(
        target: names::TARGET_SQL,
        {
            duration = took.as_secs_f64(),
            duration_ms = millis(took),
            pool_wait_ms = millis(waited),
            query = cut(&statement.text),
            query_fingerprint = shown(statement.fingerprint),
            db.query.summary = &*statement.summary.text,
            rows,
            route = engine::route_around().as_deref(),
            suppressed = (suppressed > 0).then_some(suppressed),
        },
        "slow_query"
    );
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The first characters of a statement.
fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST);
    end.map_or(text, |(end, _)| &text[..end])
}

/// When something was last said of a query, and how often nothing was since.
type Said = HashMap<u64, (Instant, u64)>;

/// How often nothing was said of this query since something was; `None` if nothing is said now.
fn may_say(fingerprint: u64) -> Option<u64> {
    static SAID: OnceLock<Mutex<Said>> = OnceLock::new();
    let said = SAID.get_or_init(Mutex::default);
    let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    if let Some((last, suppressed)) = said.get_mut(&fingerprint) {
        if now.duration_since(*last) < QUIET {
            *suppressed += 1;
            return None;
        }
        *last = now;
        return Some(std::mem::take(suppressed));
    }
    if said.len() >= MAX_KNOWN {
        said.retain(|_, (last, _)| now.duration_since(*last) < QUIET);
    }
    if said.len() < MAX_KNOWN {
        said.insert(fingerprint, (now, 0));
    }
    Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_cut_between_characters() {
        let long = "ä".repeat(300);
        assert_eq!(cut(&long).chars().count(), LONGEST);
        assert_eq!(cut("ä"), "ä");
    }
}
