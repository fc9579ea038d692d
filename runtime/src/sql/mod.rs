//! SQL with [sqlx](https://docs.rs/sqlx) 0.9: every query a span and a duration, slow queries in the
//! log, and connections on the metrics page, for every database that sqlx knows.
//!
//! Put a pool into an [`ObservedPool`], and give that to queries in its place:
//!
//! ```no_run
//! use frosted::sql::ObservedPool;
//! # async fn example(pool: sqlx::Pool<sqlx::Any>) -> Result<(), sqlx::Error> {
//! let pool = ObservedPool::new(pool);
//! sqlx::query("UPDATE products SET stock = stock - 1 WHERE id = $1")
//!     .bind(7)
//!     .execute(&pool)
//!     .await?;
//! let mut transaction = pool.begin().await?;
//! sqlx::query("DELETE FROM baskets").execute(&mut transaction).await?;
//! transaction.commit().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # What is recorded
//!
//! The span is named by what a statement does and to which tables (`SELECT orders customers`,
//! `db.query.summary`) and has the attributes of the
//! [semantic conventions for SQL](https://opentelemetry.io/docs/specs/semconv/db/sql/):
//! `db.system.name`, `db.namespace`, `db.query.text`, `db.operation.name`, `db.collection.name`,
//! `db.response.status_code` (the SQLSTATE), `error.type`, `db.response.returned_rows`,
//! `server.address` and `server.port`. The values of a query are nowhere: those that are bound are
//! not looked at, and those that stand in its text are `?`. That there was no row is no error.
//!
//! | name | type | labels |
//! |---|---|---|
//! | `db_client_operation_duration_seconds` | histogram | `db_system_name`, `db_namespace`, `db_query_summary`, `db_operation_name`, `db_response_status_code`, `error_type`, `server_address`, `server_port` |
//! | `db_client_connections` | gauge | `db_client_connection_pool_name`, `db_client_connection_state` |
//! | `db_client_connection_max`, `db_client_connection_idle_min` | gauge | `db_client_connection_pool_name` |
//! | `db_client_connection_pending_requests` | gauge | `db_client_connection_pool_name` |
//! | `db_client_connection_timeouts_total` | counter | `db_client_connection_pool_name` |
//! | `db_client_connection_wait_time_seconds` | histogram | `db_client_connection_pool_name` |
//! | `db_client_connection_use_time_seconds` | histogram | `db_client_connection_pool_name` |
//! | `db_slow_queries_total` | counter | `db_query_summary` |
//! | `db_n_plus_one_total` | counter | `http_route`, `db_query_summary` |
//!
//! The duration of a query does not hold the wait for a connection, which has a metric of its own.
//!
//! # Slow queries
//!
//! A query that takes a second (`FROSTED_SLOW_QUERY`, or [`slow`](ObservedPool::slow) of its pool) is
//! a line `slow_query` with `duration` in seconds, `pool_wait_ms`, the first 200 characters of the
//! query without its values, `query_fingerprint`, which is the same for all that differ in their
//! values only, and the route. Of one fingerprint there is a line every ten seconds, which says how
//! many there were besides (`suppressed`). A query that still runs after ten times as long is a line
//! `slow_query_running`.
//!
//! # The same query again and again
//!
//! Where one request asks the same query more than ten times, once per row of another as it mostly
//! is, a line `n_plus_one` says so once, the request's span has `db.n_plus_one`, and
//! `db_n_plus_one_total` counts it.
//!
//! # Pools of others
//!
//! sqlx says of each query what it was and how long it took, and that becomes a span and a duration
//! too, for pools that are not in an [`ObservedPool`]: of a library, or of code that was not changed.
//! Which database it was is not known (`other_sql`), nor how it ended. `FROSTED_SQLX_EVENTS=off` turns
//! this off; where a pool's options say that statements are not logged
//! ([`disable_statement_logging`](sqlx::ConnectOptions::disable_statement_logging)), there is nothing
//! to hear. sqlx's own warnings of slow statements are not shown where there is a `slow_query`. Behind a
//! [`layer`](crate::layer) these events are left alone, as other layers see them too.
//!
//! # Failures
//!
//! A query that is given up, because its future is dropped, has the `error_type` `cancelled`, and is
//! no error. Nothing here waits, and nothing changes what a query returns.

mod comment;
mod connection;
mod database;
mod events;
mod executor;
mod operation;
mod pool;
mod shown;
mod slow;
mod statement;
mod summary;
mod words;

pub use comment::Comments;
pub use connection::{ObservedConnection, ObservedTransaction};
pub(crate) use events::listen;
pub use pool::ObservedPool;
pub(crate) use slow::slow_from;
