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
    ) -> Self {
        let method = method::label(method);
        let template = template.map(|template| template.0);
        let address = uri.host().unwrap_or_default().to_owned();
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
            url.full = %uri,
            url.template = template,
            network.protocol.version = Empty,
            error.type = Empty,
        );
        if headers.contains_key(names::TRACEPARENT) {
            tracing::debug!(target: names::TARGET_HTTP_CLIENT, "a traceparent was replaced");
        }
        span.in_scope(|| propagation::inject(headers));
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

impl Drop for Attempt {
    fn drop(&mut self) {
        if !self.is_finished {
            self.finish("", "", "cancelled", false);
        }
    }
}
