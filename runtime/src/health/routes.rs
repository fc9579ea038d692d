//! The routes of the probes, and what they answer.

use super::{Health, Readiness, Stage};
use crate::json::Object;
use axum::Router;
use axum::routing::get;
use http::{HeaderName, StatusCode, header};
use std::sync::atomic::Ordering;

type Answer = (StatusCode, [(HeaderName, &'static str); 2], String);

impl Health {
    /// The routes of the probes. They answer `GET` and `HEAD`, are not observed by
    /// [the layer](crate::http::layer), and are never stored.
    pub fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let mut router = Router::new();
        for path in ["/health/live", "/livez"] {
            let health = self.clone();
            router = router.route(path, get(move || async move { health.live() }));
        }
        for path in ["/health/startup", "/startupz"] {
            let health = self.clone();
            router = router.route(path, get(move || async move { health.startup() }));
        }
        for path in ["/health/ready", "/readyz"] {
            let health = self.clone();
            let ready = move || async move { answer_of(&health.readiness().await) };
            router = router.route(path, get(ready));
        }
        router
    }

    /// `/health/details`: of each check what came of it last, when, and how long it took.
    pub(crate) fn details_router(&self) -> Router {
        let health = self.clone();
        let details = move || async move { answer(StatusCode::OK, health.details()) };
        Router::new().route("/health/details", get(details))
    }

    fn details(&self) -> String {
        let mut checks = Object::new();
        for check in &self.0.checks {
            checks.object(check.name(), check.details());
        }
        let mut body = Object::new();
        body.object("checks", checks);
        body.finish()
    }

    fn live(&self) -> Answer {
        if self.0.broken.load(Ordering::Acquire) {
            plain(StatusCode::SERVICE_UNAVAILABLE, "broken")
        } else {
            plain(StatusCode::OK, "ok")
        }
    }

    fn startup(&self) -> Answer {
        match self.stage() {
            Stage::Starting => plain(StatusCode::SERVICE_UNAVAILABLE, "starting"),
            _ => plain(StatusCode::OK, "started"),
        }
    }
}

fn answer_of(readiness: &Readiness) -> Answer {
    let mut body = Object::new();
    body.text("status", readiness.word);
    if !readiness.results.is_empty() || readiness.is_ready {
        let mut checks = Object::new();
        for (name, outcome) in &readiness.results {
            checks.text(name, outcome.as_str());
        }
        body.object("checks", checks);
    }
    let status = if readiness.is_ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    answer(status, body.finish())
}

fn plain(status: StatusCode, word: &str) -> Answer {
    answer(status, format!("{{\"status\":\"{word}\"}}"))
}

fn answer(status: StatusCode, body: String) -> Answer {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body)
}
