//! How long a service takes from the start of `main` to its first answer, with a collector that is
//! down. `cargo bench -p frosted-tests --bench start`.
//!
//! Each start is a process of its own; they take turns with a service that has no telemetry, and a
//! row shows the median.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark prints"
)]

use axum::Router;
use axum::routing::get;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

const STARTS: usize = 31;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("bare") => serve(Instant::now(), Duration::ZERO, router()),
        Some("frosted") => frosted(),
        _ => compare(),
    }
}

fn router() -> Router {
    Router::new().route("/orders/{id}", get(|| async {}))
}

fn frosted() {
    let begun = Instant::now();
    let telemetry = frosted::init!().unwrap();
    let set_up = begun.elapsed();
    serve(begun, set_up, router().layer(frosted::http::layer()));
    // The end is not part of the start.
    std::mem::forget(telemetry);
}

/// Serves, asks, and says how long it took.
fn serve(begun: Instant, set_up: Duration, router: Router) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0");
    let listener = runtime.block_on(listener).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async { axum::serve(listener, router).await });
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(b"GET /orders/7 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let answered = begun.elapsed();
    println!("MEASURED {} {}", set_up.as_nanos(), answered.as_nanos());
    runtime.shutdown_background();
}

fn compare() {
    let (mut bare, mut ours, mut set_up) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        bare.push(start("bare").1);
        let (before, answered) = start("frosted");
        set_up.push(before);
        ours.push(answered);
    }
    let [bare, ours, set_up] = [bare, ours, set_up].map(median);
    println!("{STARTS} starts of each; medians, milliseconds:\n");
    println!("| from the start of `main` | ms |\n|---|--:|");
    println!("| to the first answer, without telemetry | {bare:.1} |");
    println!("| until `init!` returns | {set_up:.1} |");
    println!("| to the first answer, everything on, the collector down | {ours:.1} |");
}

/// Milliseconds until telemetry was set up, and until the answer.
fn start(what: &str) -> (f64, f64) {
    let output = Command::new(std::env::current_exe().unwrap())
        .arg(what)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find(|line| line.starts_with("MEASURED "));
    let mut numbers = line
        .unwrap()
        .split(' ')
        .skip(1)
        .map(|number| number.parse::<u64>().unwrap() as f64 / 1e6);
    (numbers.next().unwrap(), numbers.next().unwrap())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
