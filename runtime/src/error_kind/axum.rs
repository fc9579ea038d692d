//! Rejections of Axum's extractors. Their text quotes what was sent, so only what they are is said.

use super::{ErrorClass, ErrorKind};
use axum::extract::rejection::{
    BytesRejection, ExtensionRejection, PathRejection, RawPathParamsRejection, StringRejection,
};
use axum::http::StatusCode;

/// By the status that a rejection is answered with: the client's error, or our own.
pub(super) fn class_of(status: StatusCode) -> ErrorClass {
    if status.is_client_error() {
        ErrorClass::Client
    } else {
        ErrorClass::Server
    }
}

macro_rules! rejections {
    ($($rejection:ty: $kind:literal),+) => {
        $(impl ErrorKind for $rejection {
            fn kind(&self) -> &'static str {
                $kind
            }

            fn class(&self) -> ErrorClass {
                class_of(self.status())
            }

            fn http_status(&self) -> u16 {
                self.status().as_u16()
            }
        })+
    };
}

rejections!(
    PathRejection: "path_rejected",
    RawPathParamsRejection: "path_rejected",
    BytesRejection: "body_rejected",
    StringRejection: "body_rejected",
    ExtensionRejection: "extension_missing"
);
