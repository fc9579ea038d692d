//! The id of a request: in its log lines, in its span, and in the response.

use crate::{context, names};
use http::{HeaderMap, HeaderValue};
use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The id of the request being served; the layer puts it into the request's extensions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// A new id: a UUID of version 7 (RFC 9562), so that ids sort by time.
    pub(super) fn generate() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let millis = since.map_or(0, |since| since.as_millis());
        let millis = u64::try_from(millis).unwrap_or(u64::MAX);
        let mut random = [0; 10];
        random.copy_from_slice(&context::random_bytes()[..10]);
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
        let mut text = uuid::Uuid::encode_buffer();
        Self(Arc::from(&*id.hyphenated().encode_lower(&mut text)))
    }

    /// The caller's id, if there is exactly one and it looks like an id.
    pub(super) fn accept(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all(names::REQUEST_ID_HEADER).iter();
        let value = values.next()?.to_str().ok()?;
        let fits = (1..=128).contains(&value.len()) && value.bytes().all(is_id_byte);
        (fits && values.next().is_none()).then(|| Self(value.into()))
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
        RequestId::accept(&headers).map(|id| id.to_string())
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
