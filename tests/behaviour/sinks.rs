//! Standard output that is closed, full, or read by nobody: the program goes on, and says what was
//! lost.

use crate::FIXTURE;
use frosted_tests::json;
use frosted_tests::prometheus::Page;
use frosted_tests::wait_for;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The scenario with this standard output; its page goes to a file.
fn start(name: &str, stdout: Stdio, folder: &Path) -> Child {
    Command::new(FIXTURE)
        .arg(name)
        .env_clear()
        .env("FIXTURE_PAGE", folder.join("page"))
        .env("FROSTED_FLUSH_TIMEOUT", "1s")
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn page(folder: &Path) -> Page {
    Page::parse(&std::fs::read_to_string(folder.join("page")).unwrap())
}

/// What a program says that cannot write: one note, and how many writes failed, by kind.
fn cannot_write(stdout: Stdio, kind: &str) {
    let folder = TempDir::new().unwrap();
    let output = start("busy-log", stdout, folder.path());
    let output = output.wait_with_output().unwrap();
    assert!(output.status.success());
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with("frosted: log lines cannot be written: "));
    let page = page(folder.path());
    let failed = page.sum("log_write_errors_total", &[("kind", kind)]);
    assert!(failed >= 1.0, "{failed}");
    let info = page.sum("log_events_total", &[("level", "info")]);
    assert!(info >= 200_000.0, "{info}");
}

#[test]
fn a_closed_pipe_harms_nobody() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    cannot_write(writer.into(), "broken_pipe");
}

#[test]
fn a_full_disk_harms_nobody() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    cannot_write(full.into(), "storage_full");
}

#[test]
fn a_reader_that_does_not_read_stops_nobody() {
    let folder = TempDir::new().unwrap();
    let (_reader, writer) = std::io::pipe().unwrap();
    let begun = Instant::now();
    let mut program = start("busy-log", writer.into(), folder.path());
    let status = wait_for("its end", Duration::from_secs(20), || {
        program.try_wait().unwrap()
    });
    assert!(status.success());
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    let lost = [("error_type", "queue_full")];
    let lost = page(folder.path()).sum("otel_sdk_processor_log_processed_total", &lost);
    assert!(lost > 100_000.0, "{lost}");
}

#[test]
fn lines_come_again_when_somebody_reads_again() {
    let folder = TempDir::new().unwrap();
    let fifo = folder.path().join("fifo");
    let made = Command::new("mkfifo").arg(&fifo).status().unwrap();
    assert!(made.success());
    let path = fifo.clone();
    let opened = std::thread::spawn(move || File::open(path).unwrap());
    let writer = File::options().write(true).open(&fifo).unwrap();
    let reader = opened.join().unwrap();
    let mut program = start("steady-log", writer.into(), folder.path());
    let first: Vec<String> = BufReader::new(reader)
        .lines()
        .take(300)
        .map(Result::unwrap)
        .collect();
    std::thread::sleep(Duration::from_millis(400));
    let again = BufReader::new(File::open(&fifo).unwrap());
    let rest: Vec<String> = again.lines().map(Result::unwrap).collect();
    assert!(program.wait().unwrap().success());
    let lines = json::lines(&rest.join("\n"));
    let report = lines
        .iter()
        .position(|line| line["message"] == "log_lines_dropped")
        .unwrap();
    assert!(report <= 1, "{report}");
    let dropped = lines[report]["dropped"].as_u64().unwrap();
    assert_eq!(lines[report]["dropped_info"], dropped);
    let numbers = |lines: &[serde_json::Value]| -> Vec<u64> {
        lines
            .iter()
            .filter_map(|line| line["number"].as_u64())
            .collect()
    };
    let (before, after) = (numbers(&json::lines(&first.join("\n"))), numbers(&lines));
    assert_eq!(after.last(), Some(&1999));
    // What the reader took with it when it left is all that nobody counted.
    let missing = after[0] - before.last().unwrap() - 1;
    assert!(
        dropped <= missing && missing - dropped < 200,
        "{dropped} of {missing}"
    );
    // Some 400 of them, and fewer on a machine with more to do.
    assert!((30..1500).contains(&dropped), "{dropped}");
}
