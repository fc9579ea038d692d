//! A scenario is a small program that uses frosted as a user would; the test runs it as a process
//! of its own, because telemetry is set up once for a process.

use crate::collector::{Collector, LogRecord, Manner, Point, Span};
use crate::json;
use crate::process::Process;
use crate::prometheus::Page;
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A scenario to run.
#[derive(Debug)]
pub struct Scenario {
    command: Command,
    folder: TempDir,
    collector: Option<Collector>,
}

/// What came of it.
#[derive(Debug)]
pub struct Seen {
    /// Whether it exited with success.
    pub succeeded: bool,
    /// Its log lines.
    pub lines: Vec<Value>,
    /// Its standard error.
    pub stderr: String,
    /// Its metrics page at the end; empty if it had none.
    pub page: Page,
    /// The spans that the collector received.
    pub spans: Vec<Span>,
    /// The values that were pushed to it.
    pub points: Vec<Point>,
    /// The log records that the collector received.
    pub records: Vec<LogRecord>,
    /// How long it ran.
    pub took: Duration,
}

impl Scenario {
    /// The scenario of this name in `fixture`, with a collector that accepts.
    pub fn new(fixture: &str, name: &str) -> Self {
        Self::with_collector(fixture, name, Some(Collector::start(Manner::Accepts)))
    }

    /// The same with another collector, or none.
    pub fn with_collector(fixture: &str, name: &str, collector: Option<Collector>) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let mut command = Command::new(Path::new(fixture));
        command
            .arg(name)
            .env_clear()
            // Where nobody develops.
            .current_dir(&folder)
            .env("FIXTURE_PAGE", folder.path().join("page"))
            .env("OTEL_BSP_SCHEDULE_DELAY", "50")
            // Lines are looked at where they are written, unless a test asks for both.
            .env("OTEL_LOGS_EXPORTER", "none");
        if let Some(collector) = &collector {
            command.env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
        }
        Self {
            command,
            folder,
            collector,
        }
    }

    /// Sets a variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it to its end.
    pub fn run(mut self) -> Seen {
        let begun = Instant::now();
        let mut process = Process::start(&mut self.command);
        let status = process.wait(Duration::from_secs(60));
        let took = begun.elapsed();
        let collector = self.collector.as_ref();
        let page = std::fs::read_to_string(self.folder.path().join("page"));
        Seen {
            succeeded: status.success(),
            lines: json::lines(&process.stdout()),
            stderr: process.stderr(),
            page: Page::parse(&page.unwrap_or_default()),
            spans: collector.map(Collector::spans).unwrap_or_default(),
            points: collector.map(Collector::points).unwrap_or_default(),
            records: collector.map(Collector::records).unwrap_or_default(),
            took,
        }
    }
}

impl Seen {
    /// The only span of this name.
    pub fn span(&self, name: &str) -> &Span {
        let mut found = self.spans.iter().filter(|span| span.name == name);
        let span = found
            .next()
            .unwrap_or_else(|| panic!("no span {name}: {:#?}", self.spans));
        assert!(found.next().is_none(), "more than one span {name}");
        span
    }

    /// The only line with this message.
    pub fn line(&self, message: &str) -> &Value {
        let mut found = self.lines.iter().filter(|line| line["message"] == message);
        let line = found
            .next()
            .unwrap_or_else(|| panic!("no line {message}: {:#?}", self.lines));
        assert!(found.next().is_none(), "more than one line {message}");
        line
    }

    /// How many calls of a function ended in this way.
    pub fn calls(&self, function: &str, result: &str) -> f64 {
        let labels = [("function", function), ("result", result)];
        self.page.sum("function_calls_total", &labels)
    }
}
