//! Rate, errors and duration of HTTP requests, as the semantic conventions name them.

use crate::names;
use metrics::{Gauge, Histogram, Label, SharedString};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

/// How many series of one route are remembered. There are rarely more than a handful; further ones
/// are looked up each time.
const MAX_KNOWN: usize = 64;
/// How many gauges there are: for each method and scheme.
const MAX_ACTIVE: usize = 32;

/// The labels of a finished request but its method and route. Every value is from a closed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exchange {
    pub(crate) scheme: &'static str,
    pub(crate) protocol: &'static str,
    /// `None` when no response was sent.
    pub(crate) status: Option<u16>,
    /// Empty on success.
    pub(crate) error_type: Cow<'static, str>,
}

/// The durations of one method and route.
#[derive(Debug)]
pub(crate) struct Exchanges {
    method: &'static str,
    /// The route template; empty when no route matched.
    route: Arc<str>,
    known: RwLock<Vec<(Exchange, Histogram)>>,
}

impl Exchanges {
    pub(crate) fn new(method: &'static str, route: Arc<str>) -> Self {
        Self {
            method,
            route,
            known: RwLock::default(),
        }
    }

    /// Counts one request with its duration.
    pub(crate) fn record(&self, exchange: Exchange, took: Duration) {
        if !super::recording() {
            return;
        }
        let took = took.as_secs_f64();
        // A recorder of the application's may let a series go that was idle, and a handle with it.
        if !super::is_ours() {
            return self.series(&exchange).record(took);
        }
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, series)) = known.iter().find(|(known, _)| *known == exchange) {
            return series.record(took);
        }
        drop(known);
        let series = self.series(&exchange);
        series.record(took);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MAX_KNOWN && known.iter().all(|(known, _)| *known != exchange) {
            known.push((exchange, series));
        }
    }

    fn series(&self, exchange: &Exchange) -> Histogram {
        let status = exchange.status.map_or_else(
            || SharedString::const_str(""),
            |status| SharedString::from_owned(status.to_string()),
        );
        let labels = vec![
            Label::from_static_parts(names::LABEL_METHOD, self.method),
            Label::new(names::LABEL_ROUTE, Arc::clone(&self.route)),
            Label::new(names::LABEL_STATUS, status),
            Label::from_static_parts(names::LABEL_SCHEME, exchange.scheme),
            Label::new(names::LABEL_ERROR_TYPE, exchange.error_type.clone()),
            Label::from_static_parts(names::LABEL_PROTOCOL, exchange.protocol),
        ];
        metrics::histogram!(names::HTTP_SERVER_DURATION, labels)
    }
}

/// The gauge of requests in flight; a no-op without a recorder.
pub(crate) fn active_requests(method: &'static str, scheme: &'static str) -> Gauge {
    type Known = OnceLock<(&'static str, &'static str, Gauge)>;
    static KNOWN: [Known; MAX_ACTIVE] = [const { OnceLock::new() }; MAX_ACTIVE];
    if !super::recording() {
        return Gauge::noop();
    }
    if !super::is_ours() {
        return active(method, scheme);
    }
    // The first free place is for whoever comes first; both labels are from small closed sets.
    for known in &KNOWN {
        let (of_method, of_scheme, gauge) =
            known.get_or_init(|| (method, scheme, active(method, scheme)));
        if (*of_method, *of_scheme) == (method, scheme) {
            return gauge.clone();
        }
    }
    active(method, scheme)
}

fn active(method: &'static str, scheme: &'static str) -> Gauge {
    metrics::gauge!(
        names::HTTP_SERVER_ACTIVE,
        names::LABEL_METHOD => method,
        names::LABEL_SCHEME => scheme
    )
}
