//! One request that was sent, and what came of it.

use crate::http::method;
use crate::{engine, names, propagation};
use http::{HeaderMap, Method, StatusCode, Uri, Version};
use std::borrow::Cow;
use std::time::Instant;
use tracing::Span;
use tracing::field::Empty;

/// The template of an address, such as `/charges/{id}`: put it into the extensions of a request, and
/// its span is named by it. It is constant, so that no path becomes a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UrlTemplate(pub &'static str);

/// Which attempt a request is, the first that is sent again being 1: put it into the extensions of a
/// request (`http.request.resend_count`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resend(pub u32);

/// Whether whoever sends a request goes where an answer sends them, with all headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    Nobody,
    Redirects,
}

/// An attempt that is under way. Dropping it unfinished means that it was given up.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) span: Span,
    method: &'static str,
    address: String,
    port: u16,
    begun: Instant,
    is_finished: bool,
}

impl Attempt {
    /// Begins an attempt, and lets the headers carry its span.
    pub(super) fn begin(
        method: &Method,
        uri: &Uri,
        headers: &mut HeaderMap,
        template: Option<UrlTemplate>,
        resend: Option<Resend>,
        follows: Follows,
    ) -> Self {
        let method = method::label(method);
        let template = template.map(|template| template.0);
        let host = uri.host().unwrap_or_default().to_owned();
        let address = host.clone();
        let is_https = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if is_https { 443 } else { 80 });
        let named = method::in_span_name(method);
        let name = match template {
            Some(template) => Cow::Owned(format!("{named} {template}")),
            None => Cow::Borrowed(named),
        };
        let span = tracing::info_span!(
            target: names::TARGET_HTTP_CLIENT,
            "HTTP request",
            otel.name = &*name,
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = method,
            http.request.resend_count = resend.map(|resend| resend.0),
            http.response.status_code = Empty,
            server.address = address,
            server.port = port,
            url.full = shown(uri, template),
            url.template = template,
            network.protocol.version = Empty,
            error.type = Empty,
        );
        if headers.contains_key(names::TRACEPARENT) {
            tracing::debug!(target: names::TARGET_HTTP_CLIENT, "a traceparent was replaced");
        }
        span.in_scope(|| {
            propagation::inject(headers);
            if follows == Follows::Nobody {
                propagation::inject_for(&host, headers);
            }
        });
        Self {
            span,
            method,
            address,
            port,
            begun: Instant::now(),
            is_finished: false,
        }
    }

    /// The head of a response has come.
    pub(super) fn answered(mut self, status: StatusCode, version: Version) {
        let version = method::version(version);
        self.span
            .record("http.response.status_code", status.as_u16());
        self.span.record("network.protocol.version", version);
        let is_error = status.is_client_error() || status.is_server_error();
        let error_type = if is_error { status.as_str() } else { "" };
        self.finish(status.as_str(), version, error_type, is_error);
    }

    /// There will be no response.
    pub(super) fn failed(mut self, error_type: &str) {
        self.finish("", "", error_type, true);
    }

    fn finish(&mut self, status: &str, version: &'static str, error_type: &str, is_error: bool) {
        self.is_finished = true;
        if is_error {
            self.span.record(names::ATTR_ERROR_TYPE, error_type);
            self.span.record(names::FIELD_OTEL_STATUS, "ERROR");
        }
        let took = self.begun.elapsed().as_secs_f64();
        let duration = metrics::histogram!(
            names::HTTP_CLIENT_DURATION,
            names::LABEL_METHOD => self.method,
            names::LABEL_SERVER => std::mem::take(&mut self.address),
            names::LABEL_PORT => self.port.to_string(),
            names::LABEL_STATUS => status.to_owned(),
            names::LABEL_PROTOCOL => version,
            names::LABEL_ERROR_TYPE => error_type.to_owned(),
        );
        // Inside of the span, which the value may be an exemplar of.
        self.span.in_scope(|| duration.record(took));
        engine::end(&self.span);
    }
}

/// An address without what it may hold of anybody: its credentials, its path, unless that is a
/// template, and the values of its query. The names in the query are shown if they look like names.
fn shown(uri: &Uri, template: Option<&'static str>) -> String {
    let mut text = String::new();
    if let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) {
        text = format!("{scheme}://{host}");
        if let Some(port) = uri.port() {
            text.push(':');
            text.push_str(port.as_str());
        }
    }
    text.push_str(match (template, uri.path()) {
        (Some(template), _) => template,
        (None, "/" | "") => "/",
        (None, _) => "/REDACTED",
    });
    let is_name = |name: &&str| {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        (1..=32).contains(&name.len()) && name.bytes().all(letter)
    };
    let pairs = uri.query().unwrap_or_default().split('&');
    let names = pairs.filter_map(|pair| pair.split_once('=').map(|(name, _)| name));
    for (place, name) in names.filter(is_name).enumerate() {
        text.push(if place == 0 { '?' } else { '&' });
        text.push_str(name);
        text.push_str("=REDACTED");
    }
    text
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if !self.is_finished {
            self.finish("", "", "cancelled", false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_what_is_nobodys_is_shown() {
        let of = |address: &str, template| shown(&address.parse().expect("an address"), template);
        let whole = "https://ada:hunter2@api.example:8443/users/ada?token=x&color=blue&a@b.c";
        assert_eq!(
            of(whole, Some("/users/{name}")),
            "https://api.example:8443/users/{name}?token=REDACTED&color=REDACTED"
        );
        assert_eq!(of("http://h/bot123:secret/send", None), "http://h/REDACTED");
        assert_eq!(of("http://h", None), "http://h/");
        assert_eq!(of("/search?q=alice&a%20b=1", None), "/REDACTED?q=REDACTED");
    }
}
