//! What is known of a method and a route before a request comes: what its span is called, and where
//! its duration is counted.

use super::method;
use crate::metrics::Exchanges;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// How many routes are remembered. An application has as many as it was written with; more than
/// that are made anew for each request.
const MAX_ROUTES: usize = 10_000;

/// One method on one route.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) method: &'static str,
    /// The template; `None` when no route matched.
    pub(super) template: Option<Arc<str>>,
    pub(super) span_name: String,
    pub(super) exchanges: Exchanges,
}

type Known = HashMap<&'static str, HashMap<Arc<str>, Arc<Route>>>;

impl Route {
    /// The route with this template, or the one of requests that no route matched.
    pub(super) fn of(method: &'static str, template: Option<&str>) -> Arc<Self> {
        static KNOWN: OnceLock<RwLock<Known>> = OnceLock::new();
        let known = KNOWN.get_or_init(RwLock::default);
        let key = template.unwrap_or_default();
        let routes = known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(route) = routes.get(method).and_then(|routes| routes.get(key)) {
            return Arc::clone(route);
        }
        drop(routes);
        let route = Arc::new(Self::new(method, template.map(Arc::from)));
        let mut routes = known.write().unwrap_or_else(PoisonError::into_inner);
        let routes = routes.entry(method).or_default();
        if routes.len() < MAX_ROUTES {
            routes.insert(Arc::from(key), Arc::clone(&route));
        }
        route
    }

    fn new(method: &'static str, template: Option<Arc<str>>) -> Self {
        let verb = method::in_span_name(method);
        Self {
            method,
            span_name: match &template {
                Some(template) => format!("{verb} {template}"),
                None => verb.to_owned(),
            },
            exchanges: Exchanges::new(method, template.clone().unwrap_or_default()),
            template,
        }
    }
}
