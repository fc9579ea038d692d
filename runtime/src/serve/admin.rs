//! What those who operate the service may see of it.

use crate::health::Health;
use axum::Router;

/// `/metrics`, the probes, and what is known of each check.
pub(super) fn router(health: &Health) -> Router {
    Router::new()
        .merge(crate::http::metrics_route())
        .merge(health.router())
        .merge(health.details_router())
}
