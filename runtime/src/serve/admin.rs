//! What those who operate the service may see of it, and change.

use crate::health::Health;
use crate::init::{log_filter, set_log_filter};
use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use std::collections::HashMap;
use std::time::Duration;

/// `/metrics`, the probes, what is known of each check, and the filter of the log.
pub(super) fn router(health: &Health) -> Router {
    Router::new()
        .merge(crate::http::metrics_route())
        .merge(health.router())
        .merge(health.details_router())
        .route("/log-filter", get(show).put(change))
}

async fn show() -> String {
    log_filter().unwrap_or_default() + "\n"
}

/// The body is the filter; `?seconds=60` says for how long.
async fn change(Query(query): Query<HashMap<String, String>>, directives: String) -> Response {
    let seconds = query.get("seconds").map(|seconds| seconds.parse());
    let duration = match seconds.transpose() {
        Ok(seconds) => seconds.map(Duration::from_secs),
        Err(_) => return refused("seconds is a whole number"),
    };
    match set_log_filter(directives.trim(), duration) {
        Ok(()) => show().await.into_response(),
        Err(bad) => refused(&bad.to_string()),
    }
}

fn refused(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, format!("{why}\n")).into_response()
}
