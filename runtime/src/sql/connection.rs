//! Connections and transactions.

use super::database::Target;
use super::operation::{Operation, no_rows};
use super::pool::InUse;
use sqlx::pool::PoolConnection;
use sqlx::{Database, Error, Transaction};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A connection whose queries are observed. Give `&mut connection` to a query.
pub struct ObservedConnection<'c, DB: Database> {
    inner: Inner<'c, DB>,
    pub(super) target: Arc<Target>,
    in_use: Option<InUse>,
    /// In how many transactions it is.
    depth: usize,
}

enum Inner<'c, DB: Database> {
    Pooled(PoolConnection<DB>),
    Transaction(Transaction<'c, DB>),
}

impl<DB: Database> ObservedConnection<'_, DB> {
    pub(super) fn pooled(
        connection: PoolConnection<DB>,
        target: &Arc<Target>,
        in_use: InUse,
    ) -> Self {
        Self {
            inner: Inner::Pooled(connection),
            target: Arc::clone(target),
            in_use: Some(in_use),
            depth: 0,
        }
    }

    /// The connection itself: what goes through it is not observed.
    pub fn inner(&mut self) -> &mut DB::Connection {
        match &mut self.inner {
            Inner::Pooled(connection) => connection,
            Inner::Transaction(transaction) => transaction,
        }
    }

    /// Begins a transaction; within one, a savepoint.
    ///
    /// # Errors
    /// Those of [`Connection::begin`](sqlx::Connection::begin).
    pub async fn begin(&mut self) -> Result<ObservedTransaction<'_, DB>, Error> {
        let target = Arc::clone(&self.target);
        let depth = self.depth;
        let statement = if depth == 0 { "BEGIN" } else { "SAVEPOINT" };
        let mut operation = Operation::on_connection(&target, statement);
        let begun = Transaction::begin(self.inner(), None);
        let begun = operation.ask(begun, no_rows).await?;
        Ok(ObservedTransaction::new(begun, &target, None, depth + 1))
    }
}

/// A transaction whose queries are observed. Give `&mut transaction` or `&mut *transaction` to a
/// query. Dropping it before [`commit`](Self::commit) rolls it back.
pub struct ObservedTransaction<'c, DB: Database>(ObservedConnection<'c, DB>);

impl<'c, DB: Database> ObservedTransaction<'c, DB> {
    pub(super) fn new(
        transaction: Transaction<'c, DB>,
        target: &Arc<Target>,
        in_use: Option<InUse>,
        depth: usize,
    ) -> Self {
        Self(ObservedConnection {
            inner: Inner::Transaction(transaction),
            target: Arc::clone(target),
            in_use,
            depth,
        })
    }

    /// Commits it.
    ///
    /// # Errors
    /// Those of [`Transaction::commit`](sqlx::Transaction::commit).
    pub async fn commit(self) -> Result<(), Error> {
        self.end(["COMMIT", "RELEASE SAVEPOINT"], true).await
    }

    /// Takes back what it did.
    ///
    /// # Errors
    /// Those of [`Transaction::rollback`](sqlx::Transaction::rollback).
    pub async fn rollback(self) -> Result<(), Error> {
        self.end(["ROLLBACK", "ROLLBACK TO SAVEPOINT"], false).await
    }

    /// Ends it; within another it is a savepoint that ends.
    async fn end(self, [outer, inner_one]: [&str; 2], keep: bool) -> Result<(), Error> {
        let ObservedConnection {
            inner,
            target,
            in_use,
            depth,
        } = self.0;
        let Inner::Transaction(transaction) = inner else {
            return Ok(());
        };
        let statement = if depth > 1 { inner_one } else { outer };
        let mut operation = Operation::on_connection(&target, statement);
        let ended = if keep {
            operation.ask(transaction.commit(), no_rows).await
        } else {
            operation.ask(transaction.rollback(), no_rows).await
        };
        drop(in_use);
        ended
    }
}

impl<'c, DB: Database> Deref for ObservedTransaction<'c, DB> {
    type Target = ObservedConnection<'c, DB>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<DB: Database> DerefMut for ObservedTransaction<'_, DB> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<DB: Database> fmt::Debug for ObservedConnection<'_, DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObservedConnection")
            .field("in_use", &self.in_use)
            .finish_non_exhaustive()
    }
}

impl<DB: Database> fmt::Debug for ObservedTransaction<'_, DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ObservedTransaction").finish_non_exhaustive()
    }
}
