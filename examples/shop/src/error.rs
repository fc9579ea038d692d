//! What can go wrong in the shop, as its clients and its operators see it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use frosted::{ErrorKind, Level};
use serde_json::json;
use std::fmt;

/// Why a request was not fulfilled.
#[derive(Debug)]
pub(crate) enum ShopError {
    InvalidInput,
    EmailTaken,
    WrongCredentials,
    NotSignedIn,
    NotFound,
    OutOfStock,
    PaymentDeclined,
    PaymentUnavailable(reqwest::Error),
    Database(sqlx::Error),
    Cache(redis::RedisError),
    Internal,
}

impl ShopError {
    fn status(&self) -> StatusCode {
        match self {
            Self::InvalidInput => StatusCode::UNPROCESSABLE_ENTITY,
            Self::EmailTaken | Self::OutOfStock => StatusCode::CONFLICT,
            Self::WrongCredentials | Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::PaymentDeclined => StatusCode::PAYMENT_REQUIRED,
            Self::PaymentUnavailable(_) => StatusCode::BAD_GATEWAY,
            Self::Database(_) | Self::Cache(_) | Self::Internal => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }
}

impl ErrorKind for ShopError {
    fn kind(&self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::EmailTaken => "email_taken",
            Self::WrongCredentials => "wrong_credentials",
            Self::NotSignedIn => "not_signed_in",
            Self::NotFound => "not_found",
            Self::OutOfStock => "out_of_stock",
            Self::PaymentDeclined => "payment_declined",
            Self::PaymentUnavailable(_) => "payment_unavailable",
            Self::Database(_) => "database",
            Self::Cache(_) => "cache",
            Self::Internal => "internal",
        }
    }

    /// What a client did wrong is no incident.
    fn level(&self) -> Level {
        if self.status().is_server_error() {
            Level::ERROR
        } else {
            Level::WARN
        }
    }
}

impl fmt::Display for ShopError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

impl std::error::Error for ShopError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::PaymentUnavailable(source) => Some(source),
            Self::Database(source) => Some(source),
            Self::Cache(source) => Some(source),
            _ => None,
        }
    }
}

impl IntoResponse for ShopError {
    fn into_response(self) -> Response {
        (self.status(), Json(json!({ "error": self.kind() }))).into_response()
    }
}

impl From<sqlx::Error> for ShopError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<redis::RedisError> for ShopError {
    fn from(error: redis::RedisError) -> Self {
        Self::Cache(error)
    }
}

impl From<reqwest::Error> for ShopError {
    fn from(error: reqwest::Error) -> Self {
        Self::PaymentUnavailable(error)
    }
}
