//! Errors of `reqwest`. Their text holds the whole address with its query, so only what failed is
//! said, and the status that came.

use super::{ErrorClass, ErrorKind};
use reqwest::Error;
use std::borrow::Cow;

impl ErrorKind for Error {
    fn kind(&self) -> &'static str {
        if self.is_timeout() {
            "http_timeout"
        } else if self.is_connect() {
            "http_connect"
        } else if self.is_status() {
            "http_status"
        } else if self.is_redirect() {
            "http_redirect"
        } else if self.is_decode() {
            "http_decode"
        } else if self.is_body() {
            "http_body"
        } else if self.is_builder() {
            "http_builder"
        } else {
            "http_request"
        }
    }

    fn class(&self) -> ErrorClass {
        if self.is_builder() {
            ErrorClass::Server
        } else {
            ErrorClass::Dependency
        }
    }

    fn retryable(&self) -> bool {
        let status = self.status().map_or(0, |status| status.as_u16());
        self.is_timeout() || self.is_connect() || matches!(status, 429 | 502..=504)
    }

    fn safe_text(&self) -> Option<Cow<'static, str>> {
        let status = self.status()?.as_u16();
        Some(format!("status {status}").into())
    }
}
