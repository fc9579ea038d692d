//! A customer of the shop, who keeps count of what was asked and what came back.

use crate::Failure;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

/// How often each request ended how, under `METHOD route status` or `METHOD route cancelled`.
pub(super) type Sent = BTreeMap<String, u64>;

pub(super) struct Customer {
    http: Client,
    shop: SocketAddr,
    pub(super) token: String,
    pub(super) sent: Sent,
}

/// What is asked: the route's template stands beside the path, to count by.
pub(super) struct Ask {
    pub(super) method: Method,
    pub(super) route: &'static str,
    pub(super) path: String,
    pub(super) body: Option<Value>,
}

impl Ask {
    pub(super) fn get(route: &'static str, path: String) -> Self {
        Self {
            method: Method::GET,
            route,
            path,
            body: None,
        }
    }

    pub(super) fn post(route: &'static str, body: Value) -> Self {
        Self {
            method: Method::POST,
            route,
            path: route.to_owned(),
            body: Some(body),
        }
    }
}

impl Customer {
    pub(super) fn new(shop: SocketAddr) -> Self {
        Self {
            http: Client::new(),
            shop,
            token: String::new(),
            sent: Sent::new(),
        }
    }

    /// Asks, waits for the answer, and counts it.
    pub(super) async fn ask(&mut self, ask: Ask) -> Result<Value, Failure> {
        let response = self.request(&ask).send().await?;
        let status = response.status().as_u16();
        self.count(&ask, &status.to_string());
        Ok(response.json().await.unwrap_or(Value::Null))
    }

    /// Asks, and leaves before the answer can be there.
    pub(super) async fn ask_and_leave(&mut self, ask: Ask, after: Duration) -> Result<(), Failure> {
        // A client of its own: its connection closes with it.
        let http = Client::builder().timeout(after).build()?;
        let mut leaving = Self {
            http,
            ..Self::new(self.shop)
        };
        leaving.token.clone_from(&self.token);
        match leaving.request(&ask).send().await {
            Err(error) if error.is_timeout() => self.count(&ask, "cancelled"),
            Ok(response) => self.count(&ask, &response.status().as_u16().to_string()),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn request(&self, ask: &Ask) -> RequestBuilder {
        let url = format!("http://{}{}", self.shop, ask.path);
        let request = self
            .http
            .request(ask.method.clone(), url)
            .bearer_auth(&self.token);
        match &ask.body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    fn count(&mut self, ask: &Ask, ending: &str) {
        let key = format!("{} {} {ending}", ask.method, ask.route);
        *self.sent.entry(key).or_default() += 1;
    }
}
