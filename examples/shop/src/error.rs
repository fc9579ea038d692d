//! What can go wrong in the shop, as its clients and its operators see it.

use frosted::ErrorKind;
use std::fmt;

/// Why a request was not fulfilled. It is its own response: the status, the kind, and nothing else.
#[derive(Debug, ErrorKind)]
#[error_kind(response)]
pub(crate) enum ShopError {
    #[error_kind(status = 422)]
    InvalidInput,
    #[error_kind(status = 409)]
    EmailTaken,
    #[error_kind(status = 401)]
    WrongCredentials,
    #[error_kind(status = 401)]
    NotSignedIn,
    #[error_kind(status = 404)]
    NotFound,
    #[error_kind(status = 409)]
    OutOfStock,
    #[error_kind(status = 402)]
    PaymentDeclined,
    #[error_kind(status = 502, retryable)]
    PaymentUnavailable(reqwest::Error),
    #[error_kind(class = "dependency", status = 500)]
    Database(sqlx::Error),
    #[error_kind(class = "dependency", status = 500)]
    Cache(redis::RedisError),
    Internal,
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
