//! An error as a response: its status, its kind, and what anybody may read of it.

use crate::error_kind::ErrorKind;
use crate::json::Object;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

/// The response that reports an error: its [status](ErrorKind::http_status), and as JSON its
/// [kind](ErrorKind::kind) and its [safe text](ErrorKind::safe_text). Nothing else of the error is
/// in it.
///
/// ```
/// # use frosted::ErrorKind;
/// #[derive(ErrorKind)]
/// enum OrderError {
///     #[error_kind(status = 409, text = "this is sold out")]
///     OutOfStock,
/// }
///
/// let response = frosted::http::error_response(&OrderError::OutOfStock);
/// assert_eq!(response.status(), 409);
/// // {"error":"out_of_stock","message":"this is sold out"}
/// ```
///
/// `#[error_kind(response)]` on the type makes it the type's own `IntoResponse`. A status that is
/// none of an error (400 to 599) becomes 500.
pub fn error_response(error: &impl ErrorKind) -> Response {
    let status = StatusCode::from_u16(error.http_status()).ok();
    let status = status.filter(|status| status.is_client_error() || status.is_server_error());
    let mut body = Object::new();
    body.text("error", error.kind());
    if let Some(text) = error.safe_text() {
        body.text("message", &text);
    }
    (
        status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        [(header::CONTENT_TYPE, "application/json")],
        body.finish(),
    )
        .into_response()
}
