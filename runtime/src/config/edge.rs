//! What the environment says of the network around the service.

use super::env::Environment;
use super::otel::Warning;
use crate::http::{Edge, Kept};
use crate::names::env;
use crate::propagation::{self, Settings};

/// What is around the service, and what goes to whom.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    pub(crate) edge: Edge,
    pub(crate) propagation: Settings,
    pub(crate) warnings: Vec<Warning>,
}

impl Surroundings {
    /// Reads the variables; those of ours were [checked](super::own) before.
    pub(crate) fn read(environment: &Environment) -> Self {
        let mut warnings = Vec::new();
        let list = |name| {
            let text = environment.get(name).unwrap_or_default();
            let parts = text.split(',').map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned)
        };
        let mut headers = |name, attribute| {
            let kept = list(name).map(|header| Kept::new(&header, attribute));
            let kept: Option<Vec<Kept>> = kept.collect();
            kept.unwrap_or_else(|| {
                warnings.push(Warning {
                    variable: name,
                    used_instead: "no headers",
                });
                Vec::new()
            })
        };
        let request_headers = headers(env::CAPTURE_REQUEST_HEADERS, "http.request.header");
        let response_headers = headers(env::CAPTURE_RESPONSE_HEADERS, "http.response.header");
        let methods = environment.get(env::KNOWN_METHODS).map(|_| {
            let names = list(env::KNOWN_METHODS);
            // There are as many as the environment names, and they stay as long as the process.
            names.map(|name| &*name.leak()).collect()
        });
        let proxies = list(env::FROSTED_TRUSTED_PROXIES).filter_map(|text| network(&text));
        Self {
            edge: Edge {
                proxies: proxies.collect(),
                request_headers,
                response_headers,
                methods,
            },
            propagation: Settings {
                zone: list(env::FROSTED_ZONE).collect(),
                ..propagators(environment, &mut warnings)
            },
            warnings,
        }
    }
}

/// The formats that carry a trace on. Those that are not built in are left out.
fn propagators(environment: &Environment, warnings: &mut Vec<Warning>) -> Settings {
    let Some(text) = environment.get(env::OTEL_PROPAGATORS) else {
        return Settings::DEFAULT;
    };
    let names: Vec<&str> = text.split(',').map(str::trim).collect();
    let known = |name: &&str| ["tracecontext", "baggage", "none"].contains(name);
    if !names.iter().all(known) {
        warnings.push(Warning {
            variable: env::OTEL_PROPAGATORS,
            used_instead: "those of tracecontext and baggage that it names",
        });
    }
    let is_none = names.contains(&"none");
    Settings {
        trace_context: names.contains(&"tracecontext") && !is_none,
        baggage: names.contains(&"baggage") && !is_none,
        zone: Vec::new(),
    }
}

/// A network, or one address.
fn network(text: &str) -> Option<ipnet::IpNet> {
    let of_one = || text.parse::<std::net::IpAddr>().map(ipnet::IpNet::from);
    text.parse().or_else(|_| of_one()).ok()
}

/// Whether these are networks, separated by commas.
pub(super) fn are_networks(text: &str) -> bool {
    text.split(',').all(|part| network(part.trim()).is_some())
}

/// Whether these are names of hosts, separated by commas.
pub(super) fn are_hosts(text: &str) -> bool {
    text.split(',')
        .all(|part| propagation::is_pattern(part.trim()))
}
