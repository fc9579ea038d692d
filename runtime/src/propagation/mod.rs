//! W3C Trace Context over HTTP headers, read strictly: a header that breaks the rules starts a
//! new trace instead of continuing a wrong one.

mod traceparent;
mod tracestate;

use crate::context::RemoteParent;
use crate::engine;
use crate::names;
use http::{HeaderMap, HeaderName, HeaderValue};

/// Writes the current span into the headers of an outgoing request, so that the service that is
/// called continues the trace. Outside of any span it does nothing. Headers of the same names are
/// replaced.
///
/// Source: [W3C Trace Context](https://www.w3.org/TR/trace-context-2/), level 2.
///
/// ```
/// let mut headers = http::HeaderMap::new();
/// frosted::propagation::inject(&mut headers);
/// assert!(headers.is_empty(), "there is no span here");
/// ```
pub fn inject(headers: &mut HeaderMap) {
    let Some((context, state)) = engine::current_context() else {
        return;
    };
    let Ok(parent) = HeaderValue::try_from(traceparent::format(context)) else {
        unreachable!("hex digits and dashes are a header value");
    };
    headers.insert(HeaderName::from_static(names::TRACEPARENT), parent);
    match HeaderValue::try_from(state) {
        Ok(state) if !state.is_empty() => {
            headers.insert(HeaderName::from_static(names::TRACESTATE), state);
        }
        _ => {
            headers.remove(names::TRACESTATE);
        }
    }
}

/// The caller's span, if the headers name one in order.
pub(crate) fn extract(headers: &HeaderMap) -> Option<RemoteParent> {
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
        assert_eq!(traceparent::format(found.context), PARENT);
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
