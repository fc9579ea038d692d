//! The shop as a process, and a client that uses it.

use frosted_tests::process::{self, Process};
use frosted_tests::{free_port, json, wait_for};
use reqwest::blocking::{Client, RequestBuilder};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "canary-password-9f2c";
pub(crate) const CARD: &str = "4929000000000007";

/// A shop that serves.
pub(crate) struct Shop {
    pub(crate) process: Process,
    address: String,
    client: Client,
    pub(crate) token: String,
}

/// The command that starts the shop, with an empty environment.
pub(crate) fn command() -> Command {
    static PROGRAM: OnceLock<std::path::PathBuf> = OnceLock::new();
    let program = || std::env::var_os("SOAK_SHOP").map_or_else(process::shop, Into::into);
    let mut command = Command::new(PROGRAM.get_or_init(program));
    command.env_clear().env("OTEL_BSP_SCHEDULE_DELAY", "200");
    command
}

impl Shop {
    /// Starts it and waits until it is ready.
    pub(crate) fn serve(environment: &[(&str, &str)]) -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let mut command = command();
        command
            .args(["serve", "--address", &address])
            .envs(environment.iter().copied());
        let process = Process::start(&mut command);
        let shop = Self {
            process,
            address,
            client: Client::new(),
            token: String::new(),
        };
        wait_for("the shop", Duration::from_secs(30), || {
            let answer = shop.request("GET", "/health/ready").send().ok()?;
            answer.status().is_success().then_some(())
        });
        shop
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse().unwrap();
        let url = format!("http://{}{path}", self.address);
        self.client.request(method, url).bearer_auth(&self.token)
    }

    /// Asks and answers the status and the body.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let request = self.request(method, path);
        let request = if body.is_null() {
            request
        } else {
            request.json(body)
        };
        let answer = request.send().unwrap();
        (answer.status().as_u16(), answer.json().unwrap_or_default())
    }

    /// Signs up and logs in.
    pub(crate) fn sign_in(&mut self, email: &str) {
        let credentials = json!({ "email": email, "password": PASSWORD });
        assert_eq!(self.ask("POST", "/accounts", &credentials).0, 201);
        let (status, session) = self.ask("POST", "/sessions", &credentials);
        assert_eq!(status, 200);
        self.token = session["token"].as_str().unwrap().to_owned();
    }

    /// Places an order; its status and itself.
    pub(crate) fn order(&self, product_id: u8, card_number: &str) -> (u16, Value) {
        let order = json!({ "product_id": product_id, "quantity": 2, "card_number": card_number });
        self.ask("POST", "/orders", &order)
    }

    pub(crate) fn metrics(&self) -> String {
        self.request("GET", "/metrics")
            .send()
            .unwrap()
            .text()
            .unwrap()
    }

    /// Ends it as an operator would, and answers what it wrote.
    pub(crate) fn stop(mut self, within: Duration) -> (String, String) {
        self.process.signal("INT");
        assert!(self.process.wait(within).success());
        (self.process.stdout(), self.process.stderr())
    }
}

/// `shop demo`, to its end.
pub(crate) struct Demo {
    pub(crate) process: Process,
    folder: TempDir,
}

impl Demo {
    pub(crate) fn start(seconds: u32, linger: u32, environment: &[(&str, &str)]) -> Self {
        Self::with(seconds, linger, environment, &[])
    }

    /// The same with more options.
    pub(crate) fn with(
        seconds: u32,
        linger: u32,
        environment: &[(&str, &str)],
        options: &[&str],
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let mut command = command();
        command
            .args([
                "demo",
                "--seconds",
                &seconds.to_string(),
                "--linger",
                &linger.to_string(),
            ])
            .arg("--report")
            .arg(folder.path().join("report"))
            .args(options)
            .envs(environment.iter().copied());
        let process = Process::start(&mut command);
        Self { process, folder }
    }

    /// Where it listens; it says so first.
    pub(crate) fn address(&self) -> String {
        wait_for("the shop's address", Duration::from_secs(30), || {
            let text = self.process.stderr();
            let (_, rest) = text.split_once("http://")?;
            Some(rest.split(',').next()?.to_owned())
        })
    }

    /// What was sent: `METHOD route ending` and how often.
    pub(crate) fn sent(&self) -> Vec<(String, u64)> {
        let report = wait_for("the end of the traffic", Duration::from_secs(120), || {
            let text = std::fs::read_to_string(self.folder.path().join("report")).ok()?;
            json::parse(&text).ok()
        });
        let sent = report["sent"].as_object().unwrap();
        sent.iter()
            .map(|(key, count)| (key.clone(), count.as_u64().unwrap()))
            .collect()
    }
}
