//! What the shop remembers: SQLite in a temporary folder by default, PostgreSQL when
//! `DATABASE_URL` says so. All statements run on both.

mod accounts;
mod orders;
mod schema;

pub(crate) use orders::{NewOrder, Order};

use crate::Failure;
use frosted::sql::ObservedPool;
use sqlx::Any;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use std::sync::Arc;
use tempfile::TempDir;

/// The database.
#[derive(Clone)]
pub(crate) struct Store {
    pool: ObservedPool<Any>,
    /// Removed with the last handle to the store.
    _folder: Option<Arc<TempDir>>,
}

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
        let options = AnyPoolOptions::new().max_connections(connections);
        let pool = ObservedPool::named(options.connect(&url).await?, "shop");
        schema::create(&pool).await?;
        Ok(Self {
            pool,
            _folder: folder,
        })
    }

    pub(crate) async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await.map(drop)
    }
}
