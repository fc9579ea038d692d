//! What the wrappers around data stores cost, as ratios to the bare client in one run: a query of
//! SQLite in memory, and a command of a Redis on this machine, if there is one.
//!
//! `cargo bench -p frosted-tests --bench stores`. Both ways take turns; each figure is the median of
//! its rounds. A store in the same process is the hardest case: across a network the same overhead
//! is a smaller part.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark prints"
)]

use frosted::redis::ObservedRedis;
use frosted::sql::{Comments, ObservedPool};
use frosted_tests::peer::find;
use frosted_tests::stores::Redis;
use redis::AsyncCommands;
use redis::aio::MultiplexedConnection;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{Executor, Sqlite, SqlitePool};
use std::time::Instant;

/// How many rounds there are, and how many operations in each.
const ROUNDS: usize = 15;
const TIMES: u32 = 2000;

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let telemetry = frosted::Builder::new("bench", "0").init().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    println!("| operation | bare, µs | observed, µs | ratio |\n|---|--:|--:|--:|");
    runtime.block_on(async {
        queries().await;
        commands().await;
    });
    drop(telemetry);
}

async fn queries() {
    let bare = SqlitePoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .connect("sqlite::memory:")
        .await
        .unwrap();
    sqlx::raw_sql(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT); INSERT INTO t VALUES (7, 'x')",
    )
    .execute(&bare)
    .await
    .unwrap();
    let observed = ObservedPool::new(bare.clone());
    let commented = observed.clone().comments(Comments::Static, "bench");
    let (mut without, mut with, mut with_comments) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        without.push(asked::<&SqlitePool>(&bare).await);
        with.push(asked::<&ObservedPool<Sqlite>>(&observed).await);
        with_comments.push(asked::<&ObservedPool<Sqlite>>(&commented).await);
    }
    let without = median(without);
    show("query of SQLite", without, median(with));
    show("the same with comments", without, median(with_comments));
}

/// Microseconds for one query.
async fn asked<'c, E>(executor: E) -> f64
where
    E: Executor<'c, Database = Sqlite> + Copy,
{
    let begun = Instant::now();
    for _ in 0..TIMES {
        let query = sqlx::query("SELECT name FROM t WHERE id = $1").bind(7_i64);
        query.fetch_one(executor).await.unwrap();
    }
    begun.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES)
}

async fn commands() {
    let Some(program) = find("redis-server") else {
        println!("| command of Redis: skipped, there is none | | | |");
        return;
    };
    let redis = Redis::start(&program);
    let client = redis::Client::open(&*redis.url).unwrap();
    let bare = client.get_multiplexed_async_connection().await.unwrap();
    let observed = ObservedRedis::new(bare.clone());
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        without.push(got::<MultiplexedConnection>(bare.clone()).await);
        with.push(got::<ObservedRedis<MultiplexedConnection>>(observed.clone()).await);
    }
    show("command of Redis", median(without), median(with));
}

/// Microseconds for one command.
async fn got<C: redis::aio::ConnectionLike + Send + Sync>(mut connection: C) -> f64 {
    let begun = Instant::now();
    for _ in 0..TIMES {
        let _: Option<String> = connection.get("key").await.unwrap();
    }
    begun.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn show(operation: &str, bare: f64, observed: f64) {
    println!(
        "| {operation} | {bare:.1} | {observed:.1} | {:.2} |",
        observed / bare
    );
}
