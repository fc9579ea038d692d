//! Programs that a test starts: their output is kept, and they end with their handle.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A running program.
#[derive(Debug)]
pub struct Process {
    child: Child,
    folder: TempDir,
}

impl Process {
    /// Starts `command` with its output going to files.
    pub fn start(command: &mut Command) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let file = |name| File::create(folder.path().join(name)).expect("a file");
        let child = command
            .stdin(Stdio::null())
            .stdout(file("stdout"))
            .stderr(file("stderr"))
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Self { child, folder }
    }

    /// What it wrote to standard output so far.
    pub fn stdout(&self) -> String {
        self.read("stdout")
    }

    /// What it wrote to standard error so far.
    pub fn stderr(&self) -> String {
        self.read("stderr")
    }

    /// Whether it has ended, and how.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("it is our child")
    }

    /// Waits for its end; the test fails when it takes longer than `limit`.
    pub fn wait(&mut self, limit: Duration) -> ExitStatus {
        let name = format!("the end of process {}", self.child.id());
        crate::wait_for(&name, limit, || {
            self.child.try_wait().expect("it is our child")
        })
    }

    /// How many KiB of memory it has, and how many descriptors (Linux).
    pub fn resources(&self) -> (u64, usize) {
        let folder = PathBuf::from(format!("/proc/{}", self.child.id()));
        let status = std::fs::read_to_string(folder.join("status")).expect("its status");
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let resident = resident.and_then(|text| text.trim().split(' ').next()?.parse().ok());
        let open = std::fs::read_dir(folder.join("fd")).expect("its descriptors");
        (resident.expect("a number"), open.count())
    }

    /// Sends a signal by its name, such as `STOP` or `TERM`.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(
            sent.is_ok_and(|status| status.success()),
            "kill -s {name} {id}"
        );
    }

    fn read(&self, name: &str) -> String {
        let mut text = Vec::new();
        let file = File::open(self.folder.path().join(name));
        file.and_then(|mut file| file.read_to_end(&mut text))
            .expect("its output");
        String::from_utf8(text).expect("its output is text")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The example shop, built if it is not there.
pub fn shop() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "shop"])
        .current_dir(crate::workspace())
        .status();
    assert!(
        built.is_ok_and(|status| status.success()),
        "the shop does not build"
    );
    // Test programs lie in `deps`, beside what they belong to.
    let own = std::env::current_exe().expect("this program has a path");
    let folder = own
        .parent()
        .and_then(|deps| deps.parent())
        .expect("target/debug");
    folder.join("shop")
}
