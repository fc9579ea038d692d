//! An Alertmanager, and somebody whom it calls.

use crate::peer::wait_for_port;
use crate::process::Process;
use crate::wait_for;
use axum::extract::{Path as Captured, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Alertmanager, without others of its kind.
#[derive(Debug)]
pub struct Alertmanager {
    _process: Process,
    _folder: TempDir,
}

impl Alertmanager {
    /// Starts it at this port and waits until it listens.
    pub fn start(program: &Path, config: &Path, port: u16) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let mut command = Command::new(program);
        command
            .arg(format!("--config.file={}", config.display()))
            .arg(format!("--storage.path={}", folder.path().display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .arg("--cluster.listen-address=");
        let process = Process::start(&mut command);
        wait_for_port("Alertmanager", port);
        Self {
            _process: process,
            _folder: folder,
        }
    }
}

/// What somebody was told of one alert.
#[derive(Clone, Debug)]
pub struct Notice {
    /// `pages` or `tickets`.
    pub receiver: String,
    /// The name of the alert.
    pub alert: String,
    /// Whether it fires; otherwise it has resolved.
    pub firing: bool,
    /// Its labels.
    pub labels: Value,
    /// Its annotations.
    pub annotations: Value,
}

#[derive(Clone, Debug)]
struct Heard {
    notices: Arc<Mutex<Vec<Notice>>>,
    folder: PathBuf,
}

/// Listens for webhooks, and shows the runbooks of a folder.
#[derive(Debug)]
pub struct OnCall {
    /// Where, such as `127.0.0.1:1234`.
    pub address: String,
    heard: Heard,
    _runtime: Runtime,
}

impl OnCall {
    /// Starts to listen.
    pub fn start(folder: &Path) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        listener.set_nonblocking(true).expect("it can be");
        let address = listener.local_addr().expect("it is bound").to_string();
        let heard = Heard {
            notices: Arc::default(),
            folder: folder.to_owned(),
        };
        let router = Router::new()
            .route("/{receiver}", post(hear))
            .route("/runbooks/{file}", get(show))
            .with_state(heard.clone());
        let inside = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        drop(inside);
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self {
            address,
            heard,
            _runtime: runtime,
        }
    }

    /// All that was heard so far.
    pub fn notices(&self) -> Vec<Notice> {
        let notices = self.heard.notices.lock();
        notices.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for such a notice after the first `seen` ones; `what` it is, for the message.
    pub fn told(&self, what: &str, seen: usize, is: impl Fn(&Notice) -> bool) -> Notice {
        wait_for(what, Duration::from_secs(90), || {
            let mut later = self.notices().into_iter().skip(seen);
            later.find(&is)
        })
    }
}

async fn hear(
    State(heard): State<Heard>,
    Captured(receiver): Captured<String>,
    Json(message): Json<Value>,
) {
    let alerts = message["alerts"].as_array().cloned().unwrap_or_default();
    let notices = alerts.into_iter().map(|alert| Notice {
        receiver: receiver.clone(),
        alert: alert["labels"]["alertname"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        firing: alert["status"] == "firing",
        labels: alert["labels"].clone(),
        annotations: alert["annotations"].clone(),
    });
    let mut all = heard.notices.lock().unwrap_or_else(PoisonError::into_inner);
    all.extend(notices);
}

async fn show(
    State(heard): State<Heard>,
    Captured(file): Captured<String>,
) -> Result<String, StatusCode> {
    let file = heard.folder.join("runbooks").join(file);
    std::fs::read_to_string(file).map_err(|_| StatusCode::NOT_FOUND)
}
