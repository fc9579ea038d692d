//! W3C Trace Context and Baggage over HTTP headers and the environment of processes, read strictly:
//! a header that breaks the rules starts a new trace instead of continuing a wrong one.

mod baggage;
mod process;
mod traceparent;
mod tracestate;
mod zone;

pub(crate) use baggage::percent_decoded;
pub use process::{continue_from_env, inject_env};
pub(crate) use zone::{Settings, configure, is_pattern};

use crate::context::RemoteParent;
use crate::engine;
use crate::names;
use crate::redact::FieldValue;
use http::{HeaderMap, HeaderName, HeaderValue};

/// Writes the current span into the headers of an outgoing request, so that the service that is
/// called continues the trace. Outside of any span it does nothing, nor where `OTEL_PROPAGATORS`
/// leaves `tracecontext` out. Headers of the same names are replaced.
///
/// Source: [W3C Trace Context](https://www.w3.org/TR/trace-context-2/), level 2.
///
/// ```
/// let mut headers = http::HeaderMap::new();
/// frosted::propagation::inject(&mut headers);
/// assert!(headers.is_empty(), "there is no span here");
/// ```
pub fn inject(headers: &mut HeaderMap) {
    let Some((parent, state)) = outgoing() else {
        return;
    };
    put(headers, names::TRACEPARENT, &parent);
    put(headers, names::TRACESTATE, &state);
}

/// Writes into the headers of a request what goes to services of our own besides: the values that
/// the work in hand [carries](carry), as [W3C Baggage](https://www.w3.org/TR/baggage/), and the
/// request's id. The [client layer](crate::http::client) does it for hosts in `FROSTED_ZONE`; to
/// anybody else they are not sent, and baggage that was set is taken away.
///
/// ```
/// let mut headers = http::HeaderMap::new();
/// frosted::propagation::inject_in_zone(&mut headers);
/// assert!(headers.is_empty(), "there is no span here");
/// ```
pub fn inject_in_zone(headers: &mut HeaderMap) {
    put(headers, names::BAGGAGE, &outgoing_baggage());
    let id = engine::bound_around(names::REQUEST_ID);
    if let Some(id) = id.as_ref().and_then(FieldValue::as_text) {
        put(headers, names::REQUEST_ID_HEADER, id);
    }
}

/// Lets the work in hand carry a value on to the services in `FROSTED_ZONE`, as baggage, until it
/// ends; it is [bound](crate::bind!) as well. A key is a token of RFC 9110, and a value that is given
/// again replaces the one before. Outside of any span nothing is carried.
///
/// ```
/// #[frosted::observed]
/// async fn checkout(tenant: u64) {
///     frosted::propagation::carry("tenant", &tenant.to_string());
/// }
/// ```
///
/// # Panics
/// In a build with debug assertions, if the key is no token; nothing is carried otherwise.
pub fn carry(key: &'static str, value: &str) {
    let is_key = baggage::is_key(key);
    debug_assert!(is_key, "`{key}` is no key of baggage");
    if is_key {
        engine::carry_around(key, value.to_owned());
    }
}

/// The headers of a request to this host, besides those of the trace.
pub(crate) fn inject_for(host: &str, headers: &mut HeaderMap) {
    if zone::is_ours(host) {
        inject_in_zone(headers);
    } else {
        headers.remove(names::BAGGAGE);
    }
}

/// The values of a caller's baggage under these keys.
pub(crate) fn taken(headers: &HeaderMap, keys: &[&'static str]) -> Vec<(&'static str, String)> {
    if !zone::settings().baggage {
        return Vec::new();
    }
    baggage::taken(headers, keys)
}

/// `traceparent` and `tracestate` of the span around.
fn outgoing() -> Option<(String, String)> {
    let (context, state) = engine::current_context()?;
    let is_wanted = zone::settings().trace_context;
    is_wanted.then(|| (context.traceparent(), state))
}

fn outgoing_baggage() -> String {
    if !zone::settings().baggage {
        return String::new();
    }
    baggage::format(&engine::carried())
}

/// Sets a header, or takes it away.
fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    match HeaderValue::from_str(value) {
        Ok(value) if !value.is_empty() => {
            headers.insert(HeaderName::from_static(name), value);
        }
        _ => {
            headers.remove(name);
        }
    }
}

/// The caller's span, if the headers name one in order.
pub(crate) fn extract(headers: &HeaderMap) -> Option<RemoteParent> {
    if !zone::settings().trace_context {
        return None;
    }
    let mut parents = headers.get_all(names::TRACEPARENT).iter();
    let parent = parents.next()?;
    if parents.next().is_some() {
        return None;
    }
    let context = traceparent::parse(parent.to_str().ok()?)?;
    let states: Option<Vec<&str>> = headers
        .get_all(names::TRACESTATE)
        .iter()
        .map(|state| state.to_str().ok())
        .collect();
    Some(RemoteParent {
        context,
        state: states
            .and_then(|states| tracestate::parse(&states))
            .unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    fn headers(entries: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in entries {
            headers.append(*name, value.parse().expect("a header value"));
        }
        headers
    }

    #[test]
    fn a_parent_and_its_states_are_joined() {
        let found = extract(&headers(&[
            ("Traceparent".to_lowercase().leak(), PARENT),
            ("tracestate", "a=1"),
            ("tracestate", "b=2"),
        ]))
        .expect("a parent");
        assert_eq!(found.context.traceparent(), PARENT);
        assert_eq!(found.state, "a=1,b=2");
    }

    #[test]
    fn two_parents_start_a_new_trace() {
        let two = headers(&[("traceparent", PARENT), ("traceparent", PARENT)]);
        assert!(extract(&two).is_none());
    }

    #[test]
    fn a_broken_state_is_dropped_alone() {
        let found = extract(&headers(&[("traceparent", PARENT), ("tracestate", "A=1")]));
        assert_eq!(found.expect("the parent stands").state, "");
    }

    #[test]
    fn a_state_without_a_parent_means_nothing() {
        assert!(extract(&headers(&[("tracestate", "a=1")])).is_none());
    }
}
