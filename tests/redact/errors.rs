//! Errors of libraries give codes and places, and none of the values that they quote.

use frosted::{ErrorClass, ErrorKind};
use std::io;

/// Whether nothing that an error says of itself holds the canary that stands in its text.
#[track_caller]
fn says(
    error: &(impl ErrorKind + std::fmt::Debug),
    kind: &str,
    class: ErrorClass,
    text: Option<&str>,
) {
    assert_eq!((error.kind(), error.class()), (kind, class), "{error:?}");
    let safe = error.safe_text();
    assert_eq!(safe.as_deref(), text);
    assert!(!safe.unwrap_or_default().contains("canary"));
    assert!(format!("{error:?}").contains("canary"), "{error:?}");
}

#[test]
fn of_the_standard_library() {
    let missing = io::Error::new(io::ErrorKind::NotFound, "canary");
    says(&missing, "io_not_found", ErrorClass::Server, None);
    let refused = io::Error::new(io::ErrorKind::ConnectionRefused, "canary");
    says(
        &refused,
        "io_connection_refused",
        ErrorClass::Dependency,
        None,
    );
    assert!(refused.retryable() && !missing.retryable());
}

#[test]
fn of_serde_json() {
    let error = serde_json::from_str::<u32>("\n\"canary\"").unwrap_err();
    says(
        &error,
        "json_data",
        ErrorClass::Client,
        Some("at line 2, column 8"),
    );
}

#[test]
fn of_reqwest() {
    let client = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let port = frosted_tests::free_port();
    let error = client
        .get(format!("http://127.0.0.1:{port}/?q=canary"))
        .send()
        .unwrap_err();
    says(&error, "http_connect", ErrorClass::Dependency, None);
    assert!(error.retryable());
}

#[test]
fn of_sqlx() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let error = runtime.block_on(async {
        let pool = sqlx::SqlitePool::connect("sqlite::memory:").await.unwrap();
        sqlx::query("CREATE TABLE canary_table (email TEXT UNIQUE)")
            .execute(&pool)
            .await
            .unwrap();
        let insert = || sqlx::query("INSERT INTO canary_table VALUES ('ada')").execute(&pool);
        insert().await.unwrap();
        insert().await.unwrap_err()
    });
    assert_eq!(error.kind(), "sql_unique_violation");
    assert_eq!(error.safe_text().as_deref(), Some("SQLSTATE 2067"));
    assert!(sqlx::Error::PoolTimedOut.retryable());
}

#[test]
fn of_axum() {
    use axum::extract::{FromRequest, Json, Path, RawPathParams};
    let request = || {
        axum::http::Request::post("/")
            .header("content-type", "application/json")
            .body(axum::body::Body::from("\"canary\""))
            .unwrap()
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let error = Json::<u32>::from_request(request(), &()).await.unwrap_err();
        says(&error, "json_data", ErrorClass::Client, None);
        assert_eq!(error.http_status(), 422);
        let error = Path::<u32>::from_request(request(), &()).await.unwrap_err();
        assert_eq!(error.kind(), "path_rejected");
        let error = RawPathParams::from_request(request(), &())
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.class()),
            ("path_rejected", ErrorClass::Server)
        );
    });
}
