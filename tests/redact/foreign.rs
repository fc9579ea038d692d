//! Types of other crates as fields.

use crate::shown;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use frosted::Redact;
use frosted::redact::Redacted;
use rust_decimal::Decimal;
use time::OffsetDateTime;
use url::Url;
use uuid::Uuid;
use valuable::Valuable;

#[derive(Redact)]
struct Order {
    #[redact(public)]
    id: Uuid,
    #[redact(pii, hash = "customer")]
    customer: Uuid,
    #[redact(public)]
    total: Decimal,
    #[redact(public)]
    placed: DateTime<Utc>,
    #[redact(public)]
    shipped: Option<OffsetDateTime>,
    #[redact(url)]
    callback: Url,
    #[redact(url)]
    uri: Option<Uri>,
    #[redact(public)]
    method: Method,
    #[redact(public)]
    status: StatusCode,
    body: Bytes,
    headers: HeaderMap,
}

#[test]
fn they_are_what_their_fields_say() {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("content-type", "text/plain"),
        ("authorization", "canary"),
        ("referer", "https://host/?canary"),
        ("x-custom", "canary"),
    ] {
        headers.insert(name, value.parse().unwrap());
    }
    let mut sensitive: axum::http::HeaderValue = "canary".parse().unwrap();
    sensitive.set_sensitive(true);
    headers.insert("vary", sensitive);
    let order = Order {
        id: Uuid::nil(),
        customer: Uuid::nil(),
        total: Decimal::new(1250, 2),
        placed: DateTime::UNIX_EPOCH,
        shipped: Some(OffsetDateTime::UNIX_EPOCH),
        callback: "https://u:canary@host/a?b=canary".parse().unwrap(),
        uri: Some("https://host/a?canary".parse().unwrap()),
        method: Method::PUT,
        status: StatusCode::NOT_FOUND,
        body: Bytes::from_static(b"canary"),
        headers,
    };
    assert_eq!(
        shown(&order),
        "Order { id: \"00000000-0000-0000-0000-000000000000\", customer: [pii], total: \"12.50\", \
         placed: \"1970-01-01 00:00:00 UTC\", shipped: \"1970-01-01 0:00:00.0 +00:00:00\", \
         callback: \"https://[scrubbed:url]@host/a?b=[scrubbed:url]\", \
         uri: \"https://host/a?[scrubbed:url]\", method: \"PUT\", status: \"404 Not Found\", \
         body: <6 items>, headers: {content-type: \"text/plain\", authorization: [pii], \
         referer: [pii], x-custom: [pii], vary: [pii]} }"
    );
    let customer = order.customer_only();
    let redacted = Redacted::new(&customer);
    assert_eq!(format!("{:?}", redacted.as_value()), "\"Customer([pii])\"");
}

#[derive(Redact)]
struct Customer(#[redact(pii)] Uuid);

impl Order {
    fn customer_only(&self) -> Customer {
        Customer(self.customer)
    }
}
