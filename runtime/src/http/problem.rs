//! The body of a response that reports an error: what anybody may read of it, and the request's id.
//! As plain JSON, or as problem details ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) for a
//! client that asks for them.

use crate::json::Object;
use crate::names;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use http_body::Body;
use std::borrow::Cow;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// What anybody may read of an error. It travels in the extensions of a response, until the layer
/// writes it with the request's id.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) kind: &'static str,
    pub(super) text: Option<Cow<'static, str>>,
    /// How long the body is that was written for it.
    pub(super) length: Option<u64>,
}

/// Headers that say that somebody has looked at the body since.
const WRITTEN_BY_OTHERS: [HeaderName; 3] = [
    header::CONTENT_ENCODING,
    header::ETAG,
    HeaderName::from_static("content-digest"),
];

impl Problem {
    /// What is said of a handler that unwound.
    pub(super) fn internal() -> Self {
        Self {
            kind: "internal_server_error",
            text: None,
            length: None,
        }
    }

    /// The problem that a response reports, if its body is still the one that was written for it.
    pub(super) fn of<R: Body>(response: &mut Response<R>) -> Option<Self> {
        let problem = response.extensions_mut().remove::<Self>()?;
        let headers = response.headers();
        let is_same = headers.get(header::CONTENT_TYPE) == Some(&JSON)
            && problem.length == response.body().size_hint().exact()
            && WRITTEN_BY_OTHERS
                .iter()
                .all(|name| !headers.contains_key(name));
        is_same.then_some(problem)
    }

    /// The body, and its media type.
    pub(super) fn write(
        &self,
        status: StatusCode,
        request_id: Option<&str>,
        as_problem: bool,
    ) -> (String, HeaderValue) {
        let mut body = Object::new();
        if as_problem {
            body.text("type", "about:blank");
            body.text("title", status.canonical_reason().unwrap_or("Error"));
            body.literal("status", status.as_u16());
        }
        body.text("error", self.kind);
        if let Some(text) = &self.text {
            body.text(if as_problem { "detail" } else { "message" }, text);
        }
        if let Some(id) = request_id {
            body.text(names::REQUEST_ID, id);
        }
        (body.finish(), if as_problem { PROBLEM } else { JSON })
    }
}

/// Whether a client asks for problem details.
pub(super) fn is_wanted(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(header::ACCEPT).iter();
    accepted.any(|value| {
        let text = value.to_str().unwrap_or_default();
        text.split(',').any(|range| {
            let mut parts = range.split(';').map(str::trim);
            let is_it = parts
                .next()
                .is_some_and(|kind| kind.eq_ignore_ascii_case("application/problem+json"));
            // A weight of zero is a refusal.
            let refused = |part: &str| {
                let weight = part
                    .strip_prefix("q=")
                    .and_then(|it| it.parse::<f32>().ok());
                weight == Some(0.0)
            };
            is_it && !parts.any(refused)
        })
    })
}
