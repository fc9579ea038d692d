//! Closed sets of request attributes: nothing a client sends becomes a new label value.

use super::edge;
use http::{Method, Version};

/// The method as the semantic conventions write it: known ones by name, all others `_OTHER`.
/// `OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS` names others.
pub(super) fn label(method: &Method) -> &'static str {
    if let Some(label) = edge::method(method.as_str()) {
        return label;
    }
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "CONNECT" => "CONNECT",
        "OPTIONS" => "OPTIONS",
        "TRACE" => "TRACE",
        "PATCH" => "PATCH",
        "QUERY" => "QUERY",
        _ => "_OTHER",
    }
}

/// The first part of the span's name: an unknown method is called `HTTP`.
pub(super) fn in_span_name(label: &'static str) -> &'static str {
    if label == "_OTHER" { "HTTP" } else { label }
}

/// The protocol version as the semantic conventions write it.
pub(super) fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "0.9",
        Version::HTTP_10 => "1.0",
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        _ => "1.1",
    }
}
