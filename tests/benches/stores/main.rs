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
use std::process::Command;
use std::time::Instant;

#[path = "../calls/sink.rs"]
mod sink;

/// How many rounds there are, and how many operations in each.
const ROUNDS: usize = 15;
const TIMES: u32 = 2000;

/// Each way to listen is a process of its own, as telemetry is set up once for a process. Where sqlx's
/// own events are heard, no query is bare.
const WAYS: [(&str, &str); 2] = [("wrapped", "off"), ("heard", "on")];

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    if let Ok(way) = std::env::var("BENCH_WAY") {
        return measure(&way);
    }
    println!("| operation | without, µs | with, µs | ratio |\n|---|--:|--:|--:|");
    let sink = sink::start();
    for (way, events) in WAYS {
        let status = Command::new(std::env::current_exe().unwrap())
            .env("BENCH_WAY", way)
            .env("FROSTED_SQLX_EVENTS", events)
            .env("FROSTED_LOGS", "off")
            .env("OTEL_BSP_MAX_QUEUE_SIZE", "100000")
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", &sink)
            .status();
        assert!(status.unwrap().success(), "{way}");
    }
}

/// Counts, times and exports all that is asked.
fn measure(way: &str) {
    let telemetry = frosted::Builder::new("bench", "0").init().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        if way == "wrapped" {
            queries().await;
            commands().await;
        } else {
            events().await;
        }
    });
    drop(telemetry);
}

/// A database with one row.
async fn sqlite() -> SqlitePool {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .connect("sqlite::memory:")
        .await
        .unwrap();
    sqlx::raw_sql(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT); INSERT INTO t VALUES (7, 'x')",
    )
    .execute(&pool)
    .await
    .unwrap();
    pool
}

/// A pool that is not observed, and one that is.
async fn events() {
    let heard = sqlite().await;
    let observed = ObservedPool::new(heard.clone());
    let (mut by_events, mut wrapped) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        wrapped.push(asked::<&ObservedPool<Sqlite>>(&observed).await);
        by_events.push(asked::<&SqlitePool>(&heard).await);
    }
    show(
        "query of SQLite: heard by sqlx's events, against wrapped",
        median(wrapped),
        median(by_events),
    );
}

async fn queries() {
    let bare = sqlite().await;
    let observed = ObservedPool::new(bare.clone());
    let commented = observed.clone().comments(Comments::Static, "bench");
    let (mut without, mut with, mut with_comments) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        without.push(asked::<&SqlitePool>(&bare).await);
        with.push(asked::<&ObservedPool<Sqlite>>(&observed).await);
        with_comments.push(asked::<&ObservedPool<Sqlite>>(&commented).await);
    }
    let without = median(without);
    show("query of SQLite: bare, wrapped", without, median(with));
    show(
        "query of SQLite: bare, wrapped with comments",
        without,
        median(with_comments),
    );
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
    show(
        "command of Redis: bare, wrapped",
        median(without),
        median(with),
    );
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

fn show(operation: &str, without: f64, with: f64) {
    println!(
        "| {operation} | {without:.1} | {with:.1} | {:.2} |",
        with / without
    );
}
