//! The data stores that the shop may use.

use crate::peer::{run, wait_for_port};
use crate::process::Process;
use crate::{free_port, wait_for};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// Redis without persistence.
#[derive(Debug)]
pub struct Redis {
    process: Process,
    command: Command,
    /// What to put into `REDIS_URL`.
    pub url: String,
    _folder: TempDir,
}

impl Redis {
    /// Starts it and waits until it listens.
    pub fn start(program: &Path) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let port = free_port();
        let mut command = Command::new(program);
        command
            .args([
                "--port",
                &port.to_string(),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
            ])
            .arg("--dir")
            .arg(folder.path());
        let process = Process::start(&mut command);
        wait_for_port("Redis", port);
        Self {
            process,
            command,
            url: format!("redis://127.0.0.1:{port}"),
            _folder: folder,
        }
    }

    /// Ends it and starts it again, empty.
    pub fn restart(&mut self) {
        self.process.signal("TERM");
        self.process.wait(Duration::from_secs(30));
        self.process = Process::start(&mut self.command);
    }
}

/// PostgreSQL with a new cluster. It refuses to run as root, so as root it runs as `postgres`.
#[derive(Debug)]
pub struct Postgres {
    process: Process,
    command: Command,
    /// What to put into `DATABASE_URL`.
    pub url: String,
    _folder: TempDir,
}

impl Postgres {
    /// Makes a cluster, starts it and waits until it listens.
    pub fn start(initdb: &Path, postgres: &Path) -> Self {
        Self::with(initdb, postgres, &[])
    }

    /// The same with settings.
    pub fn with(initdb: &Path, postgres: &Path, settings: &[&str]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let as_root = folder
            .path()
            .metadata()
            .is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
        if as_root {
            run(Command::new("chown")
                .arg("postgres:postgres")
                .arg(folder.path()));
        }
        let data = folder.path().join("data");
        let command = |program: &Path| {
            if as_root {
                let mut command = Command::new("setpriv");
                command
                    .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
                    .arg(program)
                    .env("LC_ALL", "C");
                command
            } else {
                Command::new(program)
            }
        };
        run(command(initdb).arg("-D").arg(&data).args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]));
        let port = free_port();
        let mut command = command(postgres);
        command
            .arg("-D")
            .arg(&data)
            .args([
                "-h",
                "127.0.0.1",
                "-p",
                &port.to_string(),
                "-c",
                "fsync=off",
            ])
            .arg("-k")
            .arg(folder.path());
        for setting in settings {
            command.args(["-c", setting]);
        }
        let process = Process::start(&mut command);
        // It listens before it lets anybody in.
        wait_for("PostgreSQL", Duration::from_secs(30), || {
            let log = process.stderr();
            log.contains("ready to accept connections").then_some(())
        });
        Self {
            process,
            command,
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
            _folder: folder,
        }
    }

    /// What it has written to its log.
    pub fn log(&self) -> String {
        self.process.stderr()
    }

    /// Ends it, whoever is connected, and starts it again.
    pub fn restart(&mut self) {
        self.process.signal("INT");
        self.process.wait(Duration::from_secs(30));
        self.process = Process::start(&mut self.command);
    }
}
