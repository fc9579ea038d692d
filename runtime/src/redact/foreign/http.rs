//! `http`: methods, status codes and versions may be shown; of headers the names, and the values of
//! those that say nothing of anybody.

use super::printed;
use crate::redact::{Class, Out, Redact, UrlText};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use std::borrow::Cow;
use std::fmt;

printed!(Method, StatusCode, HeaderName);

impl UrlText for Uri {
    fn url_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

/// Headers whose values are shown (RFC 9110). All others may be somebody's: also `referer`,
/// `location` and `link`, which hold addresses.
const SHOWN: [&str; 14] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "retry-after",
    "transfer-encoding",
    "vary",
    "x-request-id",
];

/// The names of all, and the values of some.
impl Redact for HeaderMap {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        let mut map = out.map();
        for (name, value) in self {
            map.entry(name.as_str(), &Header(name, value));
        }
        map.end()
    }
}

struct Header<'a>(&'a HeaderName, &'a HeaderValue);

impl Redact for Header<'_> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        let shown = SHOWN.contains(&self.0.as_str()) && !self.1.is_sensitive();
        match self.1.to_str() {
            Ok(text) if shown => out.text(text),
            _ => out.classified(Class::PII, None),
        }
    }
}
