//! The harness of the tests: it starts programs and peers, owns them by handle, and reads what
//! they say. Tests look at a program from outside, as its users do.

#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a harness fails the test by panicking"
)]

pub mod bugsink;
pub mod collector;
pub mod hostile;
pub mod json;
pub mod oncall;
pub mod peer;
pub mod process;
pub mod prometheus;
pub mod queries;
pub mod scenario;
pub mod stores;
pub mod tracker;

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("the tests are a folder of it")
        .to_owned()
}

/// Polls until `probe` answers, at most for `limit`.
pub fn wait_for<T>(what: &str, limit: Duration, mut probe: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(answer) = probe() {
            return answer;
        }
        assert!(
            Instant::now() < deadline,
            "waited {limit:?} in vain for {what}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A port of 127.0.0.1 that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("it is bound").port()
}
