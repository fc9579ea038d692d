//! The rejection of Axum's `Json`. Its text quotes the body.

use super::axum::class_of;
use super::{ErrorClass, ErrorKind};
use axum::extract::rejection::JsonRejection;

impl ErrorKind for JsonRejection {
    fn kind(&self) -> &'static str {
        match self {
            Self::JsonDataError(_) => "json_data",
            Self::JsonSyntaxError(_) => "json_syntax",
            Self::MissingJsonContentType(_) => "json_content_type_missing",
            _ => "body_rejected",
        }
    }

    fn class(&self) -> ErrorClass {
        class_of(self.status())
    }

    fn http_status(&self) -> u16 {
        self.status().as_u16()
    }
}
