//! The id of a request: in its log lines, in its span, and in the response.

use crate::names;
use http::{HeaderMap, HeaderValue};
use std::fmt;

/// The id of the request being served; the layer puts it into the request's extensions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(String);

impl RequestId {
    /// A new id: a UUID of version 7 (RFC 9562), so that ids sort by time.
    pub(super) fn generate() -> Self {
        Self(uuid::Uuid::now_v7().to_string())
    }

    /// The caller's id, if there is exactly one and it looks like an id.
    pub(super) fn accept(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all(names::REQUEST_ID_HEADER).iter();
        let value = values.next()?.to_str().ok()?;
        let fits = (1..=128).contains(&value.len()) && value.bytes().all(is_id_byte);
        (fits && values.next().is_none()).then(|| Self(value.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("an id is made of visible ASCII")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_id_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._~+/=:-".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(names::REQUEST_ID_HEADER, HeaderValue::from_static(value));
        }
        RequestId::accept(&headers).map(|id| id.0)
    }

    #[test]
    fn only_one_well_formed_id_is_accepted() {
        assert_eq!(accepted(&["abc-123"]).as_deref(), Some("abc-123"));
        let long: &'static str = "x".repeat(129).leak();
        for values in [
            &[][..],
            &["a", "b"],
            &[""],
            &["<script>"],
            &["a b"],
            &["a@b.c"],
            &[long],
        ] {
            assert_eq!(accepted(values), None, "{values:?}");
        }
    }
}
