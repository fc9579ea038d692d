//! Rate, errors and duration of HTTP requests, as the semantic conventions name them.

use crate::names;
use metrics::{Gauge, Label, SharedString, Unit};
use std::time::Duration;

/// The labels of one finished request. Every value is from a closed set.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) method: &'static str,
    pub(crate) scheme: &'static str,
    pub(crate) protocol: &'static str,
    /// The route template; `None` when no route matched.
    pub(crate) route: Option<SharedString>,
    /// `None` when no response was sent.
    pub(crate) status: Option<u16>,
    /// Empty on success.
    pub(crate) error_type: SharedString,
}

/// Counts one request with its duration.
pub(crate) fn record_exchange(exchange: &Exchange, took: Duration) {
    if !super::recording() {
        return;
    }
    let status = exchange.status.map_or_else(
        || SharedString::const_str(""),
        |status| SharedString::from_owned(status.to_string()),
    );
    let route = exchange.route.clone();
    let labels = vec![
        Label::from_static_parts(names::LABEL_METHOD, exchange.method),
        Label::new(
            names::LABEL_ROUTE,
            route.unwrap_or(SharedString::const_str("")),
        ),
        Label::new(names::LABEL_STATUS, status),
        Label::from_static_parts(names::LABEL_SCHEME, exchange.scheme),
        Label::new(names::LABEL_ERROR_TYPE, exchange.error_type.clone()),
        Label::from_static_parts(names::LABEL_PROTOCOL, exchange.protocol),
    ];
    metrics::histogram!(names::HTTP_SERVER_DURATION, labels).record(took.as_secs_f64());
}

/// The gauge of requests in flight; a no-op without a recorder.
pub(crate) fn active_requests(method: &'static str, scheme: &'static str) -> Gauge {
    if !super::recording() {
        return Gauge::noop();
    }
    metrics::gauge!(
        names::HTTP_SERVER_ACTIVE,
        names::LABEL_METHOD => method,
        names::LABEL_SCHEME => scheme
    )
}

/// Help texts and units.
pub(super) fn describe() {
    metrics::describe_histogram!(
        names::HTTP_SERVER_DURATION,
        Unit::Seconds,
        "Duration of HTTP server requests, until the response body ended."
    );
    metrics::describe_gauge!(
        names::HTTP_SERVER_ACTIVE,
        Unit::Count,
        "HTTP server requests in flight."
    );
}
