//! Errors of `serde_json`. Their text quotes what was read, so only where it stands is said.

use super::{ErrorClass, ErrorKind};
use serde_json::Error;
use serde_json::error::Category;
use std::borrow::Cow;

impl ErrorKind for Error {
    fn kind(&self) -> &'static str {
        match self.classify() {
            Category::Io => "json_io",
            Category::Syntax => "json_syntax",
            Category::Data => "json_data",
            Category::Eof => "json_eof",
        }
    }

    /// That of whoever sent it; what cannot be read at all is ours.
    fn class(&self) -> ErrorClass {
        match self.classify() {
            Category::Io => ErrorClass::Server,
            Category::Syntax | Category::Data | Category::Eof => ErrorClass::Client,
        }
    }

    fn safe_text(&self) -> Option<Cow<'static, str>> {
        let (line, column) = (self.line(), self.column());
        (line > 0).then(|| format!("at line {line}, column {column}").into())
    }
}
