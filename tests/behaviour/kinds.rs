//! What `#[derive(ErrorKind)]` makes of an error, and the response that reports it.

use axum::body::to_bytes;
use axum::response::IntoResponse;
use frosted::{ErrorClass, ErrorKind, Level};

#[derive(ErrorKind)]
#[error_kind(class = "dependency", retryable, response)]
#[allow(dead_code, reason = "fields are there to be looked past")]
enum Order {
    Plain,
    #[error_kind("given", class = "client", level = "info", retryable = false)]
    Given(u8),
    #[error_kind(status = 409, text = "this is \"sold out\"")]
    SoldOut {
        product: u64,
    },
    HTTPTimeout2,
    S3Missing,
    r#Raw,
    #[error_kind(transparent)]
    Inner(Address),
    #[error_kind(transparent)]
    Marked {
        id: u8,
        #[source]
        error: Box<Address>,
    },
}

#[derive(ErrorKind)]
#[error_kind(status = 404, level = 2)]
struct Address;

#[derive(ErrorKind)]
#[error_kind(transparent)]
struct Wrapper<E: ErrorKind>(E);

#[derive(ErrorKind)]
enum Nothing {}

#[derive(ErrorKind)]
enum ByStatus {
    #[error_kind(status = 422)]
    Client,
    #[error_kind(status = 499)]
    Cancelled,
    #[error_kind(status = 500)]
    Server,
    #[error_kind(status = 503)]
    Dependency,
}

#[test]
fn the_kind_is_the_variant_in_snake_case_or_what_was_given() {
    let kinds = [
        Order::Plain.kind(),
        Order::Given(1).kind(),
        Order::SoldOut { product: 1 }.kind(),
        Order::HTTPTimeout2.kind(),
        Order::S3Missing.kind(),
        Order::Raw.kind(),
        Order::Inner(Address).kind(),
        Wrapper(Address).kind(),
    ];
    let expected = [
        "plain",
        "given",
        "sold_out",
        "http_timeout2",
        "s3_missing",
        "raw",
        "address",
        "address",
    ];
    assert_eq!(kinds, expected);
    let _: Option<Nothing> = None;
}

#[test]
fn a_variant_goes_before_its_type_and_the_type_before_the_defaults() {
    let (plain, given) = (Order::Plain, Order::Given(1));
    assert_eq!(plain.class(), ErrorClass::Dependency);
    assert_eq!((plain.level(), plain.http_status()), (Level::ERROR, 502));
    assert!(plain.retryable() && !given.retryable());
    assert_eq!(given.class(), ErrorClass::Client);
    assert_eq!((given.level(), given.http_status()), (Level::INFO, 400));
    let sold_out = Order::SoldOut { product: 1 };
    assert_eq!(sold_out.http_status(), 409);
    assert_eq!(
        sold_out.safe_text().as_deref(),
        Some("this is \"sold out\"")
    );
    assert_eq!(plain.safe_text(), None);
}

#[test]
fn a_transparent_variant_says_what_the_error_inside_says() {
    let marked = Order::Marked {
        id: 1,
        error: Box::new(Address),
    };
    for error in [Order::Inner(Address), marked] {
        assert_eq!(error.class(), ErrorClass::Client);
        assert_eq!((error.level(), error.http_status()), (Level::DEBUG, 404));
        assert!(!error.retryable());
    }
}

#[test]
fn a_status_alone_says_whose_error_it_is() {
    let classes = [
        ByStatus::Client.class(),
        ByStatus::Cancelled.class(),
        ByStatus::Server.class(),
        ByStatus::Dependency.class(),
    ];
    let expected = [
        ErrorClass::Client,
        ErrorClass::Cancelled,
        ErrorClass::Server,
        ErrorClass::Dependency,
    ];
    assert_eq!(classes, expected);
}

#[tokio::test]
async fn an_error_is_a_response_of_its_status_and_nothing_of_its_insides() {
    let response = Order::SoldOut { product: 123_456 }.into_response();
    assert_eq!(response.status(), 409);
    assert_eq!(response.headers()["content-type"], "application/json");
    let body = to_bytes(response.into_body(), 1024).await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let expected = serde_json::json!({"error": "sold_out", "message": "this is \"sold out\""});
    assert_eq!(body, expected);
    let response = Order::Plain.into_response();
    assert_eq!(response.status(), 502);
    let body = to_bytes(response.into_body(), 1024).await.unwrap();
    assert_eq!(body, "{\"error\":\"plain\"}");
}
