//! What one call of an annotated function costs, against what others do, as ratios of one run.
//!
//! `cargo bench -p frosted-tests --bench calls`; `-- --json FILE` writes the rows as JSON too, one
//! object a row, `-- --plot FILE` draws them, `-- --only WORD` measures the rows whose names hold the word.
//!
//! Subscribers and recorders belong to a process, so each row is measured by a process of its own.
//! They take turns, in another order each round; a row shows the median of its rounds. Rows with a
//! bounded queue run in bursts that fit, and what is queued is flushed in between, untimed; its
//! processor time counts.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    unsafe_code,
    reason = "a benchmark prints, and counts allocations"
)]

mod edge;
mod floor;
mod harness;
mod lines;
mod others;
mod ours;
mod peers;
mod plot;
mod report;
mod sink;
mod subject;

use harness::Bench;
use std::process::{Command, Stdio};

/// One row: its name, what its ratio compares it with, and how it is set up.
pub(crate) struct Row {
    name: &'static str,
    peer: &'static str,
    /// The row that is taken off both first; empty if none is.
    base: &'static str,
    make: fn() -> Bench,
}

pub(crate) const fn row(name: &'static str, peer: &'static str, make: fn() -> Bench) -> Row {
    over(name, peer, "", make)
}

/// A row whose ratio is that of what it and its peer add to another.
pub(crate) const fn over(
    name: &'static str,
    peer: &'static str,
    base: &'static str,
    make: fn() -> Bench,
) -> Row {
    Row {
        name,
        peer,
        base,
        make,
    }
}

fn rows() -> Vec<Row> {
    let mut rows = floor::rows();
    rows.extend(ours::rows());
    rows.extend(peers::rows());
    rows.extend(others::rows());
    rows.extend(lines::rows());
    rows.extend(edge::rows());
    rows
}

/// How often each row is measured.
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |key: &str| {
        let place = arguments.iter().position(|it| it == key)?;
        arguments.get(place + 1).cloned()
    };
    if let Some(name) = after("--row") {
        let row = rows().into_iter().find(|row| row.name == name).unwrap();
        return (row.make)().measure();
    }
    let only = after("--only").unwrap_or_default();
    let sink = sink::start();
    let mut results: Vec<report::Result> = rows()
        .iter()
        .filter(|row| row.name.contains(&only))
        .map(report::Result::new)
        .collect();
    for round in 0..ROUNDS {
        let count = results.len();
        for place in 0..count {
            // Another order each round, from another start and in another direction.
            let place = (place * if round % 2 == 0 { 1 } else { count - 1 } + round * 7) % count;
            measure(&mut results[place], &sink);
        }
        eprintln!("round {} of {ROUNDS}", round + 1);
    }
    report::print(&results);
    if let Some(file) = after("--json") {
        std::fs::write(file, report::json(&results)).unwrap();
    }
    if let Some(file) = after("--plot") {
        std::fs::write(file, plot::svg(&results)).unwrap();
    }
}

fn measure(result: &mut report::Result, sink: &str) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--row", result.name])
        .env("BENCH_SINK", sink)
        .stderr(if result.writes_lines() {
            Stdio::null()
        } else {
            Stdio::piped()
        })
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find(|line| line.starts_with("MEASURED "));
    let line = line.unwrap_or_else(|| {
        let errors = String::from_utf8_lossy(&output.stderr);
        panic!("{}: {text}{errors}", result.name)
    });
    result.add(line);
}
