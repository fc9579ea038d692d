//! Our recorder and its page against others: the recorder that everybody uses, a naive one, the
//! parser that Prometheus publishes, and `promtool`.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod exemplars;
mod formats;
mod registries;

use frosted_tests::process::Process;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// Runs a scenario of the fixture, which leaves its page in the folder.
fn run(scenario: &str, environment: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fixture"));
    command
        .arg(scenario)
        .env_clear()
        .env("FROSTED_LOGS", "off")
        .env("FIXTURE_PAGE", folder.path().join("page"))
        .envs(environment.iter().copied());
    let mut process = Process::start(&mut command);
    let status = process.wait(Duration::from_secs(60));
    assert!(status.success(), "{scenario}: {}", process.stderr());
    folder
}

fn read(folder: &TempDir, file: &str) -> String {
    std::fs::read_to_string(folder.path().join(file)).unwrap()
}
