//! The pool.

use super::comment::Comments;
use super::connection::{ObservedConnection, ObservedTransaction};
use super::database::{About, Settings, Target};
use super::operation::{Operation, no_rows};
use super::shown::{self, Connections};
use crate::metrics::OfPool;
use sqlx::pool::PoolConnection;
use sqlx::{Database, Error, Pool};
use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tracing::Span;

/// How often the same query may come in one request.
pub(super) const REPEATS: u32 = 10;

/// A [`Pool`](sqlx::Pool) whose queries are observed: see the [module](crate::sql). It is cheap to clone.
pub struct ObservedPool<DB: Database> {
    shared: Arc<Shared<DB>>,
    pub(super) target: Arc<Target>,
}

/// What all handles to a pool share.
struct Shared<DB: Database> {
    pool: Pool<DB>,
    usage: Arc<Usage>,
}

/// How the connections are used.
#[derive(Debug)]
pub(super) struct Usage {
    name: String,
    waiting: AtomicU64,
    metrics: OnceLock<OfPool>,
}

/// One who waits for a connection.
struct Waiting<'u>(&'u Usage);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A connection that is used, until this is dropped.
#[derive(Debug)]
pub(super) struct InUse {
    usage: Arc<Usage>,
    since: Instant,
}

impl Drop for InUse {
    fn drop(&mut self) {
        if let Some(metrics) = self.usage.metrics() {
            metrics.usage.record(self.since.elapsed().as_secs_f64());
        }
    }
}

impl Usage {
    fn metrics(&self) -> Option<&OfPool> {
        if self.metrics.get().is_none()
            && let Some(metrics) = OfPool::of(&self.name)
        {
            let _ = self.metrics.set(metrics);
        }
        self.metrics.get()
    }
}

impl<DB: Database> ObservedPool<DB> {
    /// Observes the queries that go through a pool from now on. Its metrics are shown from here on:
    /// call it after [`init!`](crate::init!).
    ///
    /// The pool is called after its database, or after its system where that has no name; a second
    /// one needs a [name](Self::named) of its own.
    pub fn new(pool: Pool<DB>) -> Self {
        let about = About::of(&pool);
        let name = match about.namespace.as_str() {
            "" => about.system,
            namespace => namespace,
        };
        Self::called(pool, about.clone(), name)
    }

    /// The same with a name for the pool, a constant of the program.
    pub fn named(pool: Pool<DB>, name: &'static str) -> Self {
        let about = About::of(&pool);
        Self::called(pool, about, name)
    }

    fn called(pool: Pool<DB>, about: About, name: &str) -> Self {
        let settings = Settings {
            slow: None,
            comments: Comments::Off,
            application: String::new(),
            repeats: REPEATS,
        };
        let usage = Arc::new(Usage {
            name: name.to_owned(),
            waiting: AtomicU64::new(0),
            metrics: OnceLock::new(),
        });
        let pool = Self {
            shared: Arc::new(Shared { pool, usage }),
            target: Arc::new(Target::new(about, settings)),
        };
        pool.show();
        pool
    }

    fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.target.settings.clone();
        change(&mut settings);
        self.target = Arc::new(Target::new(self.target.about.clone(), settings));
        self
    }

    /// From when on a query of this pool is slow, in place of `FROSTED_SLOW_QUERY`. Zero means never.
    #[must_use]
    pub fn slow(self, limit: Duration) -> Self {
        self.with(|settings| settings.slow = Some(limit))
    }

    /// How often one request may ask the same query before it is said; zero says nothing. Default:
    /// 10.
    #[must_use]
    pub fn repeats(self, most: u32) -> Self {
        self.with(|settings| settings.repeats = most)
    }

    /// Adds [comments](Comments) to the text of queries, with the application's name. What was
    /// prepared by hand, and what has a comment already, is sent as it is.
    #[must_use]
    pub fn comments(self, comments: Comments, application: &str) -> Self {
        self.with(|settings| {
            settings.comments = comments;
            application.clone_into(&mut settings.application);
        })
    }

    /// The pool itself: what goes through it is not observed.
    pub fn inner(&self) -> &Pool<DB> {
        &self.shared.pool
    }

    /// Takes a connection, for several queries.
    ///
    /// # Errors
    /// Those of [`Pool::acquire`](sqlx::Pool::acquire).
    pub async fn acquire(&self) -> Result<ObservedConnection<'static, DB>, Error> {
        let (connection, in_use) = self.connect(None).await?;
        Ok(ObservedConnection::pooled(connection, &self.target, in_use))
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// Those of [`Pool::begin`](sqlx::Pool::begin).
    pub async fn begin(&self) -> Result<ObservedTransaction<'static, DB>, Error> {
        let statement = self.target.statement("BEGIN");
        let mut operation = Operation::begin(&self.target, statement);
        let (connection, in_use) = self.connect(Some(&mut operation)).await?;
        let begun = sqlx::Transaction::begin(connection, None);
        let begun = operation.ask(begun, no_rows).await?;
        let in_use = Some(in_use);
        Ok(ObservedTransaction::new(begun, &self.target, in_use, 1))
    }

    /// Waits for a connection; an operation that waits for it is told how long that took.
    pub(super) async fn connect(
        &self,
        operation: Option<&mut Operation>,
    ) -> Result<(PoolConnection<DB>, InUse), Error> {
        let begun = Instant::now();
        let mut connecting = pin!(self.shared.pool.acquire());
        let mut waiting = None;
        // What a new connection asks for itself is nobody's query.
        let span = operation.as_ref().map(|operation| operation.span.clone());
        let connected = poll_fn(|cx| {
            let _inside = span.as_ref().map(Span::enter);
            let polled = connecting.as_mut().poll(cx);
            if polled.is_pending() && waiting.is_none() {
                self.shared.usage.waiting.fetch_add(1, Ordering::Relaxed);
                waiting = Some(Waiting(&self.shared.usage));
            }
            polled
        })
        .await;
        drop(waiting);
        let waited = begun.elapsed();
        if let Some(metrics) = self.shared.usage.metrics() {
            metrics.wait.record(waited.as_secs_f64());
            if matches!(connected, Err(Error::PoolTimedOut)) {
                metrics.timeouts.increment(1);
            }
        }
        if let Some(operation) = operation {
            match &connected {
                Ok(_) => operation.connected(waited),
                Err(error) => operation.failed(error),
            }
        }
        let in_use = InUse {
            usage: Arc::clone(&self.shared.usage),
            since: Instant::now(),
        };
        connected.map(|connection| (connection, in_use))
    }

    /// Shows on the metrics page how many connections there are. The page does not keep the pool: one
    /// that is gone has none.
    fn show(&self) {
        let name = &*self.shared.usage.name;
        let shared: Arc<dyn Connections> = Arc::clone(&self.shared) as _;
        shown::remember(name, &shared);
        shown::show(name);
        // So that they are there before the first query.
        let _ = self.shared.usage.metrics();
    }
}

impl<DB: Database> Connections for Shared<DB> {
    fn idle(&self) -> u64 {
        u64::try_from(self.pool.num_idle()).unwrap_or(u64::MAX)
    }

    fn all(&self) -> u64 {
        self.pool.size().into()
    }

    fn most(&self) -> u64 {
        self.pool.options().get_max_connections().into()
    }

    fn least(&self) -> u64 {
        self.pool.options().get_min_connections().into()
    }

    fn waiting(&self) -> u64 {
        self.usage.waiting.load(Ordering::Relaxed)
    }
}

impl<DB: Database> Clone for ObservedPool<DB> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            target: Arc::clone(&self.target),
        }
    }
}

impl<DB: Database> fmt::Debug for ObservedPool<DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObservedPool")
            .field("name", &self.shared.usage.name)
            .finish_non_exhaustive()
    }
}
