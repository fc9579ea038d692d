//! The HTTP server layer for Axum: one span, one duration sample and one log line for each
//! request, whatever becomes of it.
//!
//! ```
//! use axum::{Router, routing::get};
//!
//! let app: Router = Router::new()
//!     .route("/orders/{id}", get(|| async { "an order" }))
//!     .merge(frosted::http::metrics_route())
//!     // Last, so that it sees every request, also those that no route matches.
//!     .layer(frosted::http::layer());
//! ```
//!
//! The span is named `{method} {route}`, by the template of the route and never by the path that
//! was asked for, and has the attributes of the OpenTelemetry semantic conventions for HTTP
//! servers. A path, a query, a header or a body is never recorded.

mod body;
pub mod client;
mod edge;
mod error;
mod exchange;
mod future;
mod method;
mod page;
mod problem;
mod request_id;
mod route;
mod service;

pub use body::ObservedBody;
pub(crate) use edge::{Edge, Kept, configure};
pub use error::error_response;
pub use future::ResponseFuture;
pub use request_id::RequestId;
pub use service::{HttpLayer, HttpService, RemoteParent, layer};

use axum::Router;
use axum::routing::get;

/// A router with the one route `GET /metrics`: everything that was counted, as
/// [OpenMetrics 1.0](https://prometheus.io/docs/specs/om/open_metrics_spec/) if the header `Accept`
/// asks for it and as
/// [Prometheus text 0.0.4](https://prometheus.io/docs/instrumenting/exposition_formats/) otherwise,
/// compressed if `Accept-Encoding` allows gzip. Before `init` it answers 503, and 503 as well while
/// two others are being written.
pub fn metrics_route<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/metrics", get(page::respond))
}
