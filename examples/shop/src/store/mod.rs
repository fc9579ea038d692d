//! What the shop remembers: SQLite in a temporary folder by default, PostgreSQL when
//! `DATABASE_URL` says so. All statements run on both.

mod accounts;
mod orders;
mod schema;

pub(crate) use orders::{NewOrder, Order};

use crate::Failure;
use crate::faults::Faults;
use frosted::sql::{ObservedConnection, ObservedPool};
use sqlx::Any;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// How long a request waits for a connection: no longer than its client would.
const WAIT: Duration = Duration::from_secs(2);

/// The database.
#[derive(Clone)]
pub(crate) struct Store {
    pool: ObservedPool<Any>,
    pub(crate) faults: Faults,
    /// Removed with the last handle to the store.
    _folder: Option<Arc<TempDir>>,
}

/// A connection that nobody else can use.
pub(crate) type Held = ObservedConnection<'static, Any>;

impl Store {
    pub(crate) async fn open() -> Result<Self, Failure> {
        install_default_drivers();
        let (url, folder) = match std::env::var("DATABASE_URL") {
            Ok(url) => (url, None),
            Err(_) => {
                let folder = tempfile::Builder::new().prefix("shop-").tempdir()?;
                let file = folder.path().join("shop.db");
                let url = format!("sqlite://{}?mode=rwc", file.display());
                (url, Some(Arc::new(folder)))
            }
        };
        // SQLite writes one at a time: more connections would only wait for each other.
        let connections = if folder.is_some() { 1 } else { 8 };
        let options = AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(WAIT);
        let pool = ObservedPool::named(options.connect(&url).await?, "shop");
        schema::create(&pool).await?;
        Ok(Self {
            pool,
            faults: Faults::default(),
            _folder: folder,
        })
    }

    pub(crate) async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await.map(drop)
    }

    /// Takes all connections.
    pub(crate) async fn hold(&self) -> Result<Vec<Held>, sqlx::Error> {
        let mut held = Vec::new();
        for _ in 0..self.pool.inner().options().get_max_connections() {
            held.push(self.pool.acquire().await?);
        }
        Ok(held)
    }
}
