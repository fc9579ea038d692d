//! Queries on their way to sqlx.

use super::connection::{ObservedConnection, ObservedTransaction};
use super::database::Target;
use super::operation::{Operation, no_rows};
use super::pool::{InUse, ObservedPool};
use async_stream::try_stream;
use either::Either;
use futures_util::future::BoxFuture;
use futures_util::stream::{BoxStream, Stream, StreamExt};
use sqlx::error::BoxDynError;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Database, Error, Execute, Executor, SqlSafeStr, SqlStr};
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tracing::Span;

/// A query as sqlx takes it, after its text was looked at.
struct Query<DB: Database> {
    sql: SqlStr,
    statement: Option<DB::Statement>,
    arguments: Result<Option<DB::Arguments>, BoxDynError>,
    is_kept: bool,
}

impl<DB: Database> Execute<'_, DB> for Query<DB> {
    fn sql(self) -> SqlStr {
        self.sql
    }

    fn statement(&self) -> Option<&DB::Statement> {
        self.statement.as_ref()
    }

    fn take_arguments(&mut self) -> Result<Option<DB::Arguments>, BoxDynError> {
        std::mem::replace(&mut self.arguments, Ok(None))
    }

    fn persistent(&self) -> bool {
        self.is_kept
    }
}

/// Begins the span of a query, and gives the query as it is sent.
fn begin<'q, DB: Database>(
    target: &Arc<Target>,
    mut query: impl Execute<'q, DB>,
) -> (Operation, Query<DB>) {
    let prepared = query.statement().cloned();
    let (arguments, is_kept) = (query.take_arguments(), query.persistent());
    let sql = query.sql();
    let statement = target.statement(sql.as_str());
    let operation = Operation::begin(target, Arc::clone(&statement));
    let untouched = prepared.is_some() || statement.has_comment;
    let commented = if untouched {
        None
    } else {
        // Inside of the span, which the comment may name.
        let text = || statement.commented.text(sql.as_str(), target);
        operation.span.in_scope(text)
    };
    let query = match commented {
        None => Query {
            sql,
            statement: prepared,
            arguments,
            is_kept,
        },
        Some(sent) => Query {
            sql: AssertSqlSafe(sent.sql).into_sql_str(),
            statement: None,
            arguments,
            is_kept: is_kept && sent.is_kept,
        },
    };
    (operation, query)
}

/// What a query gives, inside of its span, in which it is also dropped: what the driver says of it
/// belongs there.
struct Steps<S> {
    span: Span,
    steps: Option<S>,
}

impl<S: Stream + Unpin> Steps<S> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let _inside = self.span.enter();
        match &mut self.steps {
            Some(steps) => steps.poll_next_unpin(cx),
            None => Poll::Ready(None),
        }
    }
}

impl<S> Drop for Steps<S> {
    fn drop(&mut self) {
        let _inside = self.span.enter();
        self.steps = None;
    }
}

/// A connection of the pool for one query.
struct Taken<DB: Database> {
    connection: PoolConnection<DB>,
    _in_use: InUse,
}

impl<DB: Database> Taken<DB> {
    fn inner(&mut self) -> &mut DB::Connection {
        &mut self.connection
    }
}

/// A connection that is somebody's.
struct Borrowed<'b, 'c, DB: Database>(&'b mut ObservedConnection<'c, DB>);

impl<DB: Database> Borrowed<'_, '_, DB> {
    fn inner(&mut self) -> &mut DB::Connection {
        self.0.inner()
    }
}

/// The methods that run a query to its end, and those that give a row at a time. `$connect` makes
/// a connection out of `$executor`, and says so to `$operation`.
macro_rules! executes {
    ($executor:ident, $owned:expr, |$it:ident, $operation:ident| $connect:expr) => {
        fn execute<'e, 'q: 'e, E>(
            $executor,
            query: E,
        ) -> BoxFuture<'e, Result<DB::QueryResult, Error>>
        where
            'c: 'e,
            E: 'q + Execute<'q, DB>,
        {
            let $it = $owned;
            Box::pin(async move {
                let (mut $operation, query) = begin(&$it.target, query);
                let mut connection = $connect;
                let asked = connection.inner().execute(query);
                $operation.ask(asked, no_rows).await
            })
        }

        fn fetch_all<'e, 'q: 'e, E>(
            $executor,
            query: E,
        ) -> BoxFuture<'e, Result<Vec<DB::Row>, Error>>
        where
            'c: 'e,
            E: 'q + Execute<'q, DB>,
        {
            let $it = $owned;
            Box::pin(async move {
                let (mut $operation, query) = begin(&$it.target, query);
                let mut connection = $connect;
                let asked = connection.inner().fetch_all(query);
                $operation.ask(asked, |rows| Some(rows.len() as u64)).await
            })
        }

        fn fetch_optional<'e, 'q: 'e, E>(
            $executor,
            query: E,
        ) -> BoxFuture<'e, Result<Option<DB::Row>, Error>>
        where
            'c: 'e,
            E: 'q + Execute<'q, DB>,
        {
            let $it = $owned;
            Box::pin(async move {
                let (mut $operation, query) = begin(&$it.target, query);
                let mut connection = $connect;
                let asked = connection.inner().fetch_optional(query);
                $operation.ask(asked, |row| Some(row.is_some().into())).await
            })
        }

        fn fetch_many<'e, 'q: 'e, E>(
            $executor,
            query: E,
        ) -> BoxStream<'e, Result<Either<DB::QueryResult, DB::Row>, Error>>
        where
            'c: 'e,
            E: 'q + Execute<'q, DB>,
        {
            let $it = $owned;
            Box::pin(try_stream! {
                let (mut $operation, query) = begin(&$it.target, query);
                let mut connection = $connect;
                let mut steps = Steps {
                    span: $operation.span.clone(),
                    steps: Some(connection.inner().fetch_many(query)),
                };
                loop {
                    $operation.waits(true);
                    let step = poll_fn(|cx| steps.poll(cx)).await;
                    $operation.waits(false);
                    match step {
                        Some(Ok(step)) => {
                            if step.is_right() {
                                $operation.rows(1);
                            }
                            yield step;
                        }
                        Some(Err(error)) => {
                            $operation.failed(&error);
                            Err(error)?;
                        }
                        None => break,
                    }
                }
                $operation.done();
            })
        }

        fn prepare_with<'e>(
            $executor,
            sql: SqlStr,
            parameters: &'e [DB::TypeInfo],
        ) -> BoxFuture<'e, Result<DB::Statement, Error>>
        where
            'c: 'e,
        {
            let $it = $owned;
            Box::pin(async move {
                let text = format!("PREPARE {}", sql.as_str());
                let statement = $it.target.statement(&text);
                let mut $operation = Operation::begin(&$it.target, statement);
                let mut connection = $connect;
                let asked = connection.inner().prepare_with(sql, parameters);
                $operation.ask(asked, no_rows).await
            })
        }

        #[doc(hidden)]
        fn describe<'e>(
            $executor,
            sql: SqlStr,
        ) -> BoxFuture<'e, Result<sqlx::Describe<DB>, Error>>
        where
            'c: 'e,
        {
            let $it = $owned;
            Box::pin(async move {
                let statement = $it.target.statement("DESCRIBE");
                let mut $operation = Operation::begin(&$it.target, statement);
                let mut connection = $connect;
                let asked = connection.inner().describe(sql);
                $operation.ask(asked, no_rows).await
            })
        }
    };
}

impl<'c, DB: Database> Executor<'c> for &'_ ObservedPool<DB>
where
    for<'x> &'x mut DB::Connection: Executor<'x, Database = DB>,
{
    type Database = DB;

    executes!(self, self.clone(), |pool, operation| {
        let (connection, in_use) = pool.connect(Some(&mut operation)).await?;
        Taken {
            connection,
            _in_use: in_use,
        }
    });
}

impl<'c, DB: Database> Executor<'c> for &'c mut ObservedConnection<'_, DB>
where
    for<'x> &'x mut DB::Connection: Executor<'x, Database = DB>,
{
    type Database = DB;

    executes!(self, self, |it, operation| {
        operation.connected(Duration::ZERO);
        Borrowed(it)
    });
}

impl<'c, DB: Database> Executor<'c> for &'c mut ObservedTransaction<'_, DB>
where
    for<'x> &'x mut DB::Connection: Executor<'x, Database = DB>,
{
    type Database = DB;

    executes!(self, &mut **self, |it, operation| {
        operation.connected(Duration::ZERO);
        Borrowed(it)
    });
}
