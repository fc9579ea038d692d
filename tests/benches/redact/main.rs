//! What redaction costs, against what others do, as ratios of one run.
//!
//! `cargo bench -p frosted-tests --bench redact`; with `-- --plot FILE.svg` it also draws how the
//! time of the scrubber grows with the text.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark prints"
)]

mod growth;
mod subjects;

use frosted::redact::{Redacted, scrub};
use std::hint::black_box;
use std::time::{Duration, Instant};
use subjects::{Naive, Ours, Secrecy, Veiled};

/// How long one measurement takes.
const TIME: Duration = Duration::from_millis(300);
/// Of how many the smallest counts.
const ROUNDS: usize = 7;

/// Nanoseconds of one call: the least of several rounds.
fn nanos(mut call: impl FnMut()) -> f64 {
    let mut batch = 1_u32;
    loop {
        let begun = Instant::now();
        (0..batch).for_each(|_| call());
        if begun.elapsed() > TIME / 30 {
            break;
        }
        batch *= 2;
    }
    let round = |_| {
        let begun = Instant::now();
        let mut calls = 0_u32;
        while begun.elapsed() < TIME / 7 {
            (0..batch).for_each(|_| call());
            calls += batch;
        }
        begun.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
    };
    (0..ROUNDS).map(round).fold(f64::INFINITY, f64::min)
}

fn row(name: &str, nanos: f64, base: f64) {
    println!("| {name} | {nanos:.0} | {:.2} |", nanos / base);
}

fn formatting() {
    let (ours, veiled, secrecy) = (Ours::new(), Veiled::new(), Secrecy::new());
    let ours_time = nanos(|| {
        black_box(Redacted::new(black_box(&ours)).to_string());
    });
    let debug = nanos(|| {
        black_box(format!("{:?}", black_box(&ours)));
    });
    let veil = nanos(|| {
        black_box(format!("{:?}", black_box(&veiled)));
    });
    let secrecy = nanos(|| {
        black_box(format!("{:?}", black_box(&secrecy)));
    });
    println!("\n## A struct of ten fields as text\n\n| | ns | ratio |\n|---|--:|--:|");
    row("frosted, `Redacted`", ours_time, ours_time);
    row("frosted, `Debug`", debug, ours_time);
    row("veil, `Debug`", veil, ours_time);
    row(
        "secrecy, `Debug` (derived, nothing but the wrapper hides)",
        secrecy,
        ours_time,
    );
}

fn lines() {
    let naive = Naive::new();
    println!(
        "\n## A line of 1 KiB through the scrubber\n\n| | frosted, ns | regex list, ns | ratio |\n|---|--:|--:|--:|"
    );
    for (name, line) in subjects::lines() {
        let ours = nanos(|| {
            black_box(scrub(black_box(&line)));
        });
        let theirs = nanos(|| {
            black_box(naive.scrub(black_box(&line)));
        });
        println!(
            "| {name} | {ours:.0} | {theirs:.0} | {:.2} |",
            theirs / ours
        );
    }
}

fn spans() {
    let subject = Ours::new();
    let disabled = nanos(|| {
        black_box(subjects::disabled(black_box(&subject)));
    });
    let calls = subjects::calls_of_redact();
    let bare = nanos(|| {
        black_box(subjects::bare(black_box(&subject)));
    });
    println!("\n## A call whose span nobody wants\n\n| | ns |\n|---|--:|");
    println!("| with the struct as an argument | {disabled:.1} |");
    println!("| without the attribute | {bare:.1} |");
    println!("\nCalls of `redact`: {calls}.");
    assert_eq!(calls, 0, "a disabled span redacts nothing");
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    spans();
    formatting();
    lines();
    let drawn = growth::measure();
    let plot = arguments.iter().position(|it| it == "--plot");
    if let Some(file) = plot.and_then(|at| arguments.get(at + 1)) {
        std::fs::write(file, drawn).unwrap();
    }
    println!("\n{ROUNDS} rounds each, the least counts.");
}
