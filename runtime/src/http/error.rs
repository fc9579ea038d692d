//! An error as a response: its status, its kind, and what anybody may read of it.

use super::problem::Problem;
use crate::error_kind::ErrorKind;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

/// The response that reports an error: its [status](ErrorKind::http_status), and as JSON its
/// [kind](ErrorKind::kind) and its [safe text](ErrorKind::safe_text). Nothing else of the error is
/// in it. The [layer](super::layer) adds the request's id, and makes it problem details
/// ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) for a client that accepts
/// `application/problem+json`.
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
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut problem = Problem {
        kind: error.kind(),
        text: error.safe_text(),
        length: None,
    };
    let (body, media_type) = problem.write(status, None, false);
    problem.length = Some(body.len() as u64);
    let mut response = (status, [(header::CONTENT_TYPE, media_type)], body).into_response();
    response.extensions_mut().insert(problem);
    response
}
