//! Redis with the crate [`redis`](https://docs.rs/redis) 1.x, asynchronous: every command, pipeline
//! and transaction a span and a duration, and what a cache had.
//!
//! Put a connection into an [`ObservedRedis`], and use that in its place:
//!
//! ```no_run
//! use frosted::redis::ObservedRedis;
//! use redis::AsyncCommands;
//! # async fn example(client: redis::Client) -> redis::RedisResult<()> {
//! let connection = client.get_connection_manager().await?;
//! let mut redis = ObservedRedis::new(connection).server(client.get_connection_info());
//! let order: Option<String> = redis.get("order:7").await?;
//! # Ok(())
//! # }
//! ```
//!
//! # What is recorded
//!
//! The span has the name of the command and the attributes of the
//! [semantic conventions for Redis](https://opentelemetry.io/docs/specs/semconv/db/redis/):
//! `db.system.name`, `db.namespace` (the number of the database), `db.operation.name`,
//! `db.operation.batch.size` of a pipeline, `db.stored_procedure.name`, `db.response.status_code` (the
//! first word of an error, such as `WRONGTYPE`), `error.type`, `server.address` and `server.port`. A
//! pipeline of one command is `PIPELINE GET`, of several `PIPELINE`; a transaction `MULTI GET` or
//! `MULTI`. Neither keys nor values are recorded; [`keys`](ObservedRedis::keys) shows keys, or what
//! they begin with.
//!
//! | name | type | labels |
//! |---|---|---|
//! | `db_client_operation_duration_seconds` | histogram | those of [queries](crate::names::DB_DURATION), with `db_operation_name` and without `db_query_summary` |
//! | `cache_requests_total` | counter | `cache`, `outcome` |
//!
//! `cache_requests_total` counts the values that were asked for with `GET`, `GETEX`, `HGET`, `MGET` and
//! `HMGET`, also in pipelines, by whether they were there. The cache's name is `redis`, or what
//! [`cache`](ObservedRedis::cache) says.
//!
//! # Failures
//!
//! A command that is given up, because its future is dropped, has the `error_type` `cancelled`, and is
//! no error. Nothing here waits, and nothing changes what a command returns.

mod command;
mod connection;
mod operation;

pub use command::Keys;
pub use connection::ObservedRedis;
