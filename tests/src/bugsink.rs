//! The error tracker bugsink, which speaks Sentry's protocol, and Sentry's own Relay as a library.

use crate::process::Process;
use crate::{free_port, wait_for};
use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A bugsink with one project.
#[derive(Debug)]
pub struct Bugsink {
    _process: Process,
    api: String,
    token: String,
    project: u64,
    /// What to put into `SENTRY_DSN`.
    pub dsn: String,
    _folder: TempDir,
}

/// What is appended to its configuration. It checks reports against Relay's schema and says what it
/// finds in its log.
const SETTINGS: &str = r#"
DATABASES["default"]["NAME"] = "FOLDER/db.sqlite3"
DATABASES["snappea"]["NAME"] = "FOLDER/snappea.sqlite3"
BUGSINK.update({"PHONEHOME": False, "VALIDATE_ON_DIGEST": "warn", "INGEST_STORE_BASE_DIR": "FOLDER/ingest"})
"#;

impl Bugsink {
    /// Makes its database, starts it, and makes a project.
    pub fn start(program: &Path) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let port = free_port();
        let command = |arguments: &[&str]| {
            let mut command = Command::new(program);
            command
                .args(arguments)
                .current_dir(&folder)
                .env("PYTHONPATH", folder.path())
                .env("DJANGO_SETTINGS_MODULE", "bugsink_conf");
            command
        };
        let of_port = format!("--port={port}");
        let host = "--host=127.0.0.1";
        run(command(&[
            "bugsink-create-conf",
            "--template=local",
            &of_port,
            host,
        ]));
        let file = folder.path().join("bugsink_conf.py");
        let mut settings = std::fs::read_to_string(&file).expect("its configuration");
        let place = folder.path().to_string_lossy();
        settings.push_str(&SETTINGS.replace("FOLDER", &place));
        std::fs::write(&file, settings).expect("its configuration");
        run(command(&["bugsink-manage", "migrate"]));
        let token = run(command(&["bugsink-manage", "create_auth_token"]));
        let bind = format!("127.0.0.1:{port}");
        let process = Process::start(&mut command(&[
            "gunicorn",
            "--bind",
            &bind,
            "--workers",
            "1",
            "--no-control-socket",
            "bugsink.wsgi",
        ]));
        let ready = format!("http://{bind}/health/ready");
        wait_for("bugsink", Duration::from_secs(60), || {
            let answer = reqwest::blocking::get(&ready).ok()?;
            answer.status().is_success().then_some(())
        });
        let mut bugsink = Self {
            _process: process,
            api: format!("http://{bind}/api/canonical/0"),
            token: token.trim().to_owned(),
            project: 0,
            dsn: String::new(),
            _folder: folder,
        };
        let team = bugsink.post("teams", &json!({ "name": "shop" }))["id"].clone();
        bugsink.post("projects", &json!({ "team": team, "name": "shop" }));
        let project = bugsink.get("projects/")["results"][0].clone();
        bugsink.project = project["id"].as_u64().expect("a number");
        bugsink.dsn = project["dsn"].as_str().expect("an address").to_owned();
        bugsink
    }

    /// Every report that it has stored, as it was sent.
    pub fn reports(&self) -> Vec<Value> {
        let mut reports = Vec::new();
        let issues = self.get(&format!("issues/?project={}", self.project));
        for issue in issues["results"].as_array().expect("a list") {
            let id = issue["id"].as_str().expect("an id");
            let events = self.get(&format!("events/?issue={id}"));
            for event in events["results"].as_array().expect("a list") {
                let id = event["id"].as_str().expect("an id");
                reports.push(self.get(&format!("events/{id}/"))["data"].clone());
            }
        }
        reports
    }

    fn get(&self, path: &str) -> Value {
        let request = Client::new().get(format!("{}/{path}", self.api));
        self.ask(request)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let request = Client::new().post(format!("{}/{path}/", self.api));
        self.ask(request.json(body))
    }

    fn ask(&self, request: reqwest::blocking::RequestBuilder) -> Value {
        let answer = request.bearer_auth(&self.token).send().expect("an answer");
        let status = answer.status();
        let text = answer.text().expect("an answer");
        assert!(status.is_success(), "{status}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }
}

/// What Relay does: it says what it finds wrong with each event, and removes what its rules for
/// personal data and secrets find.
const RELAY: &str = r#"
import copy, json, sys
from sentry_relay.processing import StoreNormalizer, convert_datascrubbing_config, pii_strip_event
rules = convert_datascrubbing_config({"scrubData": True, "scrubDefaults": True,
    "scrubIpAddresses": True, "sensitiveFields": [], "excludeFields": []})
for line in sys.stdin:
    event = json.loads(line)
    normal = StoreNormalizer(project_id=1, protocol_version="7").normalize_event(copy.deepcopy(event))
    stripped = pii_strip_event(rules, copy.deepcopy(event))
    print(json.dumps({"errors": normal.get("errors"), "meta": normal.get("_meta"),
        "level": normal.get("level"), "stripped": stripped.get("_meta"), "event": stripped}))
"#;

/// What Relay makes of each report.
pub fn relay(program: &Path, reports: &[Value]) -> Vec<Value> {
    let mut child = Command::new(program)
        .args(["-c", RELAY])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Relay starts");
    let lines: String = reports.iter().map(|report| format!("{report}\n")).collect();
    let mut input = child.stdin.take().expect("it reads");
    input.write_all(lines.as_bytes()).expect("it reads all");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn run(mut command: Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {text}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
