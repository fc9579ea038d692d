//! The leak suite: a program puts a canary of its own into every place where a value can meet
//! telemetry. Everything that it writes and sends is looked through for them, in every encoding.
//!
//! A suite that looks at the wrong bytes finds nothing either. So each wall is taken away in turn,
//! in a build of its own, and the canaries that it keeps in must then be found.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod surfaces;
mod walls;

use frosted_tests::collector::{Collector, Manner};
use frosted_tests::process::Process;
use frosted_tests::tracker::{self, Tracker};
use frosted_tests::workspace;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use surfaces::{SURFACES, canary};
use tempfile::TempDir;
use walls::{WALLS, Wall};

/// Everything that the program wrote and sent, by sink.
struct Captured(Vec<(&'static str, Vec<u8>)>);

fn run(program: &Path) -> Captured {
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("page");
    let collector = Collector::start(Manner::Accepts);
    let tracker = Tracker::start(tracker::Manner::Accepts);
    let resource = format!("deployment.api_key={}", canary("resource"));
    let mut process = Process::start(
        Command::new(program)
            .env_clear()
            .env("LEAKS_PAGE", &page)
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "1")
            .env("SENTRY_DSN", tracker.dsn())
            .env("OTEL_RESOURCE_ATTRIBUTES", resource)
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint()),
    );
    let status = process.wait(Duration::from_secs(60));
    assert!(status.success(), "{}", process.stderr());
    let captured = Captured(vec![
        ("log lines", process.stdout().into_bytes()),
        ("standard error", process.stderr().into_bytes()),
        ("metrics", fs::read(page).unwrap()),
        ("OTLP", collector.bytes()),
        ("Sentry", tracker.bytes()),
    ]);
    for (sink, bytes) in &captured.0 {
        assert!(
            !bytes.is_empty() || *sink == "standard error",
            "nothing in {sink}"
        );
    }
    captured
}

/// A canary as it is, and in other clothes.
fn forms(canary: &str) -> Vec<Vec<u8>> {
    let bytes = canary.as_bytes();
    let hex = |upper: bool| -> String {
        let digits = bytes.iter().map(|byte| {
            if upper {
                format!("{byte:02X}")
            } else {
                format!("{byte:02x}")
            }
        });
        digits.collect()
    };
    let decimal: Vec<String> = bytes.iter().map(ToString::to_string).collect();
    let percent: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    let unicode: String = bytes.iter().map(|byte| format!("\\u{byte:04x}")).collect();
    let mut forms: Vec<String> = vec![
        canary.to_owned(),
        canary.to_uppercase(),
        hex(false),
        hex(true),
        decimal.join(", "),
        percent,
        unicode,
        canary.chars().rev().collect(),
    ];
    forms.extend((0..3).map(|shift| base64(bytes, shift)));
    forms.into_iter().map(String::into_bytes).collect()
}

/// What all base64 texts have in common that hold the bytes at an offset.
fn base64(bytes: &[u8], shift: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let before = std::iter::repeat_n(0, shift);
    let bits: Vec<u8> = before
        .chain(bytes.iter().copied())
        .flat_map(|byte| (0..8).rev().map(move |bit| (byte >> bit) & 1))
        .collect();
    let letters = bits.chunks_exact(6).map(|six| {
        let index = six.iter().fold(0, |sum, bit| sum * 2 + usize::from(*bit));
        char::from(LETTERS[index])
    });
    letters.skip((shift * 8).div_ceil(6)).collect()
}

fn holds(bytes: &[u8], form: &[u8]) -> bool {
    bytes.windows(form.len()).any(|window| window == form)
}

/// The surfaces whose canary got out, each with its sink.
fn leaks(captured: &Captured) -> BTreeSet<(&'static str, &'static str)> {
    let mut leaks = BTreeSet::new();
    for surface in SURFACES {
        let forms = forms(&canary(surface.name));
        for (sink, bytes) in &captured.0 {
            if forms.iter().any(|form| holds(bytes, form)) {
                leaks.insert((surface.name, *sink));
            }
        }
    }
    leaks
}

#[test]
fn no_canary_gets_out_in_any_encoding() {
    let captured = run(Path::new(env!("CARGO_BIN_EXE_leaks")));
    let leaks = leaks(&captured);
    assert!(leaks.is_empty(), "{leaks:#?}");
    // Everything was there to be seen.
    let lines = String::from_utf8(captured.0[0].1.clone()).unwrap();
    for seen in [
        "everything: Everything",
        "[secret]",
        "request_completed",
        "panicked",
        "[scrubbed:",
    ] {
        assert!(lines.contains(seen), "{seen}: {lines}");
    }
}

#[test]
fn without_a_wall_its_canaries_get_out() {
    let build = Build::new();
    for wall in WALLS {
        let leaks: BTreeSet<_> = leaks(&run(&build.without(wall)))
            .into_iter()
            .map(|(surface, _)| surface)
            .collect();
        let kept = SURFACES.iter().filter(|it| it.walls.contains(&wall.name));
        let silent: Vec<_> = kept
            .map(|surface| surface.name)
            .filter(|name| !leaks.contains(name))
            .collect();
        assert!(
            silent.is_empty(),
            "without {}: nothing seen of {silent:?}, but of {leaks:?}",
            wall.name
        );
    }
}

#[test]
fn every_surface_names_walls_that_there_are() {
    for surface in SURFACES {
        for wall in surface.walls {
            assert!(WALLS.iter().any(|it| it.name == *wall), "{}", surface.name);
        }
    }
}

/// A copy of the runtime from which walls are taken.
struct Build(PathBuf);

impl Build {
    fn new() -> Self {
        let folder = workspace().join("target/tests/leaks");
        let _ = fs::remove_dir_all(folder.join("runtime"));
        fs::create_dir_all(folder.join("program")).unwrap();
        copy(&workspace().join("runtime"), &folder.join("runtime"));
        fs::copy(workspace().join("README.md"), folder.join("README.md")).unwrap();
        for file in ["program.rs", "surfaces.rs"] {
            let from = workspace().join("tests/leaks").join(file);
            fs::copy(from, folder.join("program").join(file)).unwrap();
        }
        let root = fs::read_to_string(workspace().join("Cargo.toml")).unwrap();
        let macros = workspace().join("macros");
        let members = root.lines().map(|line| match line {
            line if line.starts_with("members") => {
                "members = [\"runtime\", \"program\"]".to_owned()
            }
            line if line.starts_with("default-members") => String::new(),
            line if line.starts_with("frosted-macros") => {
                format!("frosted-macros = {{ path = \"{}\" }}", macros.display())
            }
            line => line.to_owned(),
        });
        let root: Vec<_> = members.collect();
        fs::write(folder.join("Cargo.toml"), root.join("\n")).unwrap();
        fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        fs::write(folder.join("program/Cargo.toml"), PROGRAM).unwrap();
        Self(folder)
    }

    /// The program, built with one wall less.
    fn without(&self, wall: &Wall) -> PathBuf {
        let file = self.0.join("runtime/src").join(wall.file);
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(
            text.matches(wall.find).count(),
            1,
            "{}: {}",
            wall.name,
            wall.find
        );
        fs::write(&file, text.replace(wall.find, wall.replace)).unwrap();
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "program"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env("RUSTFLAGS", "--cap-lints allow")
            .output()
            .unwrap();
        fs::write(&file, text).unwrap();
        let errors = String::from_utf8_lossy(&built.stderr);
        assert!(built.status.success(), "{}: {errors}", wall.name);
        self.0.join("target/debug/program")
    }
}

const PROGRAM: &str = r#"[package]
name = "program"
version = "0.0.0"
edition = "2024"
publish = false

[[bin]]
name = "program"
path = "program.rs"

[dependencies]
frosted = { path = "../runtime", features = ["sentry"] }
axum = { workspace = true, features = ["json"] }
metrics.workspace = true
serde.workspace = true
serde_json.workspace = true
tokio = { workspace = true, features = ["rt", "time", "net"] }
tower = { workspace = true, features = ["util"] }
tracing.workspace = true
"#;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
