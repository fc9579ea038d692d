//! What an attribute costs to compile: crates of many annotated functions, one for each attribute,
//! checked and built in turn on one machine.
//!
//! `cargo bench --package frosted-tests --bench compile [-- --functions 1000 --rounds 3]` prints a
//! table. Only the crate itself is timed: what it depends on is built before. Each figure is the
//! median of the rounds, over the same crate without attributes; the ratio is that of ours to
//! `#[tracing::instrument(skip_all, err)]`.

#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod subject;

use std::path::Path;
use std::process::Command;
use std::time::Instant;
use subject::{Subject, VARIANTS, Variant};

/// What one round measures.
#[derive(Clone, Copy, Default)]
struct Seconds {
    check: f64,
    release: f64,
}

/// What is printed of a variant.
struct Row {
    variant: &'static Variant,
    check: f64,
    release: f64,
    bytes_per_function: f64,
}

fn main() {
    let functions = argument("--functions").unwrap_or(1000);
    let rounds = argument("--rounds").unwrap_or(3);
    let subjects: Vec<_> = VARIANTS
        .iter()
        .map(|variant| (variant, Subject::write(variant, functions)))
        .collect();
    for (variant, subject) in &subjects {
        eprintln!("preparing {}", variant.name);
        build(&subject.folder, &["check"]);
        build(&subject.folder, &["build", "--release"]);
    }
    let mut measured = vec![Vec::new(); subjects.len()];
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        for ((_, subject), measured) in subjects.iter().zip(&mut measured) {
            measured.push(measure(subject));
        }
    }
    let rows: Vec<_> = subjects
        .iter()
        .zip(&measured)
        .map(|((variant, subject), seconds)| Row {
            variant,
            check: median(seconds.iter().map(|it| it.check)),
            release: median(seconds.iter().map(|it| it.release)),
            bytes_per_function: bytes_per_function(variant, subject, functions),
        })
        .collect();
    print(&rows, functions);
}

fn argument(name: &str) -> Option<usize> {
    let mut arguments = std::env::args();
    arguments.find(|argument| argument == name)?;
    arguments.next()?.parse().ok()
}

fn measure(subject: &Subject) -> Seconds {
    subject.touch();
    let check = build(&subject.folder, &["check"]);
    subject.touch();
    let release = build(&subject.folder, &["build", "--release"]);
    Seconds { check, release }
}

/// How many seconds a command of cargo takes.
fn build(folder: &Path, command: &[&str]) -> f64 {
    let begun = Instant::now();
    let output = Command::new("cargo")
        .args(command)
        .arg("--quiet")
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .unwrap();
    let took = begun.elapsed().as_secs_f64();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    took
}

/// By how much the stripped program grows with each function. What it holds once is left out by
/// comparing with a tenth of the functions.
fn bytes_per_function(variant: &'static Variant, subject: &Subject, functions: usize) -> f64 {
    let large = subject.size();
    let fewer = functions / 10;
    let small = Subject::write(variant, fewer);
    build(&small.folder, &["build", "--release"]);
    (large - small.size()) / number(functions - fewer)
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn print(rows: &[Row], functions: usize) {
    let bare = &rows[0];
    let row = |name: &str| rows.iter().find(|row| row.variant.name == name).unwrap();
    let (ours, theirs) = (row("frosted"), row("tracing-err"));
    println!(
        "{functions} async functions; over the crate without attributes, for each function:\n"
    );
    println!("| attribute | `check`, ms | release build, ms | stripped bytes |");
    println!("|---|--:|--:|--:|");
    let per = |seconds: f64| seconds * 1e3 / number(functions);
    let over = |row: &Row| {
        (
            per(row.check - bare.check),
            per(row.release - bare.release),
            row.bytes_per_function - bare.bytes_per_function,
        )
    };
    for row in &rows[1..] {
        let (check, release, bytes) = over(row);
        println!(
            "| `{}` | {check:.2} | {release:.1} | {bytes:.0} |",
            row.variant.attribute
        );
    }
    println!(
        "\nwithout attributes: check {:.2} s, release build {:.2} s",
        bare.check, bare.release
    );
    let (our, their) = (over(ours), over(theirs));
    println!(
        "frosted / tracing with `err`: check {:.2}, release build {:.2}, bytes {:.2}",
        our.0 / their.0,
        our.1 / their.1,
        our.2 / their.2
    );
}
