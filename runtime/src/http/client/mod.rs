//! Outgoing HTTP: one client span and one duration sample for each attempt, and the trace goes on in
//! the service that is called.
//!
//! Around any `tower` service of HTTP requests:
//!
//! ```
//! use frosted::http::client;
//! use tower_layer::Layer;
//! # fn some_client() {}
//! let observed = client::layer().layer(some_client());
//! ```
//!
//! With `reqwest` (feature `reqwest`), in place of `send`:
//!
//! ```no_run
//! # #[cfg(feature = "reqwest")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use frosted::http::client::ObservedSend;
//!
//! let answer = reqwest::Client::new()
//!     .post("https://payments.example/charges/7")
//!     .send_observed("/charges/{id}")
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! The span is named `{method} {template}`, or by the method alone where there is no template, and
//! has the attributes of the
//! [semantic conventions for HTTP clients](https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span):
//! `server.address`, `server.port`, `url.full` (with the template in place of the path, or `REDACTED`, and without credentials and the
//! values of its query),
//! `http.response.status_code`, and `error.type` for a status from 400 on or a request that was not
//! answered. It ends with the head of the response. A request that is given up is no error.
//!
//! The metric is `http_client_request_duration_seconds`, whose labels hold no path.
//!
//! `traceparent` and `tracestate` are those of the client span; what the caller had set is
//! replaced. The layer sends the [baggage](crate::propagation::carry) and the id of the request to
//! services in `FROSTED_ZONE` as well, and to nobody else.

mod attempt;
#[cfg(feature = "reqwest")]
mod reqwest;
mod service;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ObservedSend;
pub use attempt::{Resend, UrlTemplate};
pub use service::{ClientFuture, ClientLayer, ClientService, layer};
