//! Real programs that frosted talks to. `tests/install-peers` installs them; without them their tests
//! say that they were skipped, and with `PEERS_REQUIRED=1` they fail instead.

use crate::process::Process;
use crate::{free_port, wait_for};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// Where a program is: in the folder that `tests/install-peers` fills, or on the path.
pub fn find(program: &str) -> Option<PathBuf> {
    let ours = crate::workspace().join("target/peers/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Debian keeps each version's programs apart.
    let versions = std::fs::read_dir("/usr/lib/postgresql");
    let versions = versions.into_iter().flatten().flatten();
    let more = versions.map(|version| version.path().join("bin"));
    let found = std::iter::once(ours)
        .chain(std::env::split_paths(&path))
        .chain(more)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file());
    if found.is_none() {
        let required = std::env::var_os("PEERS_REQUIRED").is_some();
        assert!(
            !required,
            "{program} is not installed, and PEERS_REQUIRED is set"
        );
        // Past the capture of test output: a skipped test passes, and would say nothing.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {program} is not installed, see tests/install-peers"
        );
    }
    found
}

/// The collector rotel, which prints every span and every metric it receives.
#[derive(Debug)]
pub struct Rotel {
    process: Process,
    /// The port for OTLP over gRPC.
    pub grpc: u16,
    /// The port for OTLP over HTTP.
    pub http: u16,
    _folder: TempDir,
}

impl Rotel {
    /// Starts it and waits until it listens.
    pub fn start(program: &Path) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let (grpc, http) = (free_port(), free_port());
        let mut command = Command::new(program);
        command
            .args(["start", "--exporter", "blackhole"])
            .args(["--otlp-grpc-endpoint", &format!("127.0.0.1:{grpc}")])
            .args(["--otlp-http-endpoint", &format!("127.0.0.1:{http}")])
            .args(["--debug-log", "traces", "--debug-log", "metrics"])
            .args(["--debug-log", "logs"])
            .args(["--debug-log-verbosity", "detailed"])
            .args(["--log-format", "json"])
            .arg("--pid-file")
            .arg(folder.path().join("pid"))
            .arg("--log-file")
            .arg(folder.path().join("log"));
        let process = Process::start(&mut command);
        for port in [grpc, http] {
            wait_for_port("rotel", port);
        }
        Self {
            process,
            grpc,
            http,
            _folder: folder,
        }
    }

    /// Everything it printed.
    pub fn output(&self) -> String {
        self.process.stdout() + &self.process.stderr()
    }

    /// Its process, to stop it or let it hang.
    pub fn process(&self) -> &Process {
        &self.process
    }
}

/// A Prometheus that scrapes one target each second.
#[derive(Debug)]
pub struct Prometheus {
    _process: Process,
    address: String,
    _folder: TempDir,
}

impl Prometheus {
    /// Starts it and waits until it is ready.
    pub fn start(program: &Path, target: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let config = format!(
            "global: {{scrape_interval: 1s}}\nscrape_configs:\n- job_name: shop\n  static_configs: [{{targets: ['{target}']}}]\n"
        );
        let file = folder.path().join("prometheus.yml");
        std::fs::write(&file, config).expect("a file");
        Self::configured(program, &file, folder)
    }

    /// Starts it with a configuration, keeping its data in this folder, and waits until it is ready.
    pub fn configured(program: &Path, file: &Path, folder: TempDir) -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let mut command = Command::new(program);
        command
            .arg(format!("--config.file={}", file.display()))
            .arg(format!(
                "--storage.tsdb.path={}",
                folder.path().join("data").display()
            ))
            .arg("--enable-feature=exemplar-storage")
            .arg(format!("--web.listen-address={address}"));
        let process = Process::start(&mut command);
        let ready = format!("http://{address}/-/ready");
        wait_for("Prometheus", Duration::from_secs(30), || {
            let answer = reqwest::blocking::get(&ready).ok()?;
            answer.status().is_success().then_some(())
        });
        Self {
            _process: process,
            address,
            _folder: folder,
        }
    }

    /// The result of an instant query: label sets with their values.
    pub fn query(&self, query: &str) -> Vec<(serde_json::Value, f64)> {
        let client = reqwest::blocking::Client::new();
        let url = format!("http://{}/api/v1/query", self.address);
        let answer = client
            .post(url)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("query={}", percent_encode(query)))
            .send()
            .and_then(reqwest::blocking::Response::json::<serde_json::Value>)
            .expect("an answer");
        assert_eq!(answer["status"], "success", "{query}: {answer}");
        let results = answer["data"]["result"].as_array().expect("a vector");
        let value = |result: &serde_json::Value| result["value"][1].as_str()?.parse().ok();
        results
            .iter()
            .map(|result| (result["metric"].clone(), value(result).expect("a number")))
            .collect()
    }
}

impl Prometheus {
    /// The values that a label has.
    pub fn label_values(&self, label: &str, series: &str) -> Vec<String> {
        let url = format!(
            "http://{}/api/v1/label/{label}/values?match[]={}",
            self.address,
            percent_encode(series)
        );
        let answer = reqwest::blocking::get(url)
            .and_then(reqwest::blocking::Response::json::<serde_json::Value>)
            .expect("an answer");
        let values = answer["data"].as_array().cloned().unwrap_or_default();
        let text = |value: &serde_json::Value| value.as_str().map(ToOwned::to_owned);
        values.iter().filter_map(text).collect()
    }

    /// The exemplars of these series in the last hour: the labels of each.
    pub fn exemplars(&self, query: &str) -> Vec<serde_json::Value> {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .expect("it is later than 1970")
            .as_secs();
        let url = format!(
            "http://{}/api/v1/query_exemplars?query={}&start={}&end={}",
            self.address,
            percent_encode(query),
            now - 3600,
            now + 60,
        );
        let answer = reqwest::blocking::get(url)
            .and_then(reqwest::blocking::Response::json::<serde_json::Value>)
            .expect("an answer");
        assert_eq!(answer["status"], "success", "{query}: {answer}");
        let series = answer["data"].as_array().cloned().unwrap_or_default();
        let of_one = |series: &serde_json::Value| series["exemplars"].as_array().cloned();
        series.iter().filter_map(of_one).flatten().collect()
    }
}

fn percent_encode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

pub(crate) fn run(command: &mut Command) {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {text}");
}

pub(crate) fn wait_for_port(what: &str, port: u16) {
    wait_for(what, Duration::from_secs(30), || {
        std::net::TcpStream::connect(("127.0.0.1", port)).ok()
    });
}
