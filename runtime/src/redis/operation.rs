//! One command: a span, a duration, and what a cache had.

use super::command::Command;
use super::connection::Target;
use crate::engine;
use crate::metrics::Operations;
use crate::names;
use crate::redact::{Clean, FieldValue};
use ::redis::{ErrorKind, RedisError, Value};
use std::sync::Arc;
use std::time::Instant;
use tracing::Span;
use tracing::field::Empty;

/// A command that is under way. Dropping it unfinished means that it was given up.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) span: Span,
    operations: Arc<Operations>,
    begun: Instant,
    is_finished: bool,
}

impl Operation {
    pub(super) fn begin(target: &Target, command: &Command<'_>, database: i64) -> Self {
        let database = database.to_string();
        let span = open(target, command, &database);
        if let Some(text) = &command.text {
            // It is no statement of SQL, which is what else would be read in it.
            let text = FieldValue::Text(Clean::scrubbed(text.clone()));
            engine::set(&span, "db.query.text", text);
        }
        Self {
            span,
            operations: target.operations(&command.name, &database),
            begun: Instant::now(),
            is_finished: false,
        }
    }

    /// It was answered: an answer of several may hold errors.
    pub(super) fn answered(&mut self, answers: &[Value]) {
        let error = answers.iter().find_map(|answer| match answer {
            Value::ServerError(error) => Some(error.code().to_owned()),
            _ => None,
        });
        match error {
            Some(code) => self.refused(&code),
            None => self.finish("", ""),
        }
    }

    /// It failed.
    pub(super) fn failed(&mut self, error: &RedisError) {
        match error.code() {
            Some(code) => self.refused(code),
            None => {
                self.span.record(names::FIELD_OTEL_STATUS, "ERROR");
                self.finish("", error_type(error));
            }
        }
    }

    /// The server said no.
    fn refused(&mut self, code: &str) {
        let code = plain(code);
        self.span.record(names::FIELD_OTEL_STATUS, "ERROR");
        self.span.record("db.response.status_code", code);
        self.finish(code, code);
    }

    fn finish(&mut self, status: &str, error_type: &str) {
        self.is_finished = true;
        if !error_type.is_empty() {
            self.span.record(names::ATTR_ERROR_TYPE, error_type);
        }
        let took = self.begun.elapsed();
        // Inside of the span, which the value may be an exemplar of.
        let record = || self.operations.record(status, error_type, took);
        self.span.in_scope(record);
        engine::end(&self.span);
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        if !self.is_finished {
            self.finish("", "cancelled");
        }
    }
}

fn open(target: &Target, command: &Command<'_>, database: &str) -> Span {
    let address = Some(&*target.address).filter(|address| !address.is_empty());
    tracing::info_span!(
        target: names::TARGET_REDIS,
        "command",
        otel.name = &*command.name,
        otel.kind = "client",
        otel.status_code = Empty,
        db.system.name = "redis",
        db.namespace = database,
        db.operation.name = &*command.name,
        db.operation.batch.size = command.batch,
        db.stored_procedure.name = command.procedure.as_deref(),
        server.address = address,
        server.port = target.port,
        db.response.status_code = Empty,
        error.type = Empty,
    )
}

/// The first word of an error, if it looks like a code: a script can say anything.
fn plain(code: &str) -> &str {
    let letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let is_plain = (1..=32).contains(&code.len()) && code.bytes().all(letter);
    if is_plain { code } else { "other" }
}

/// What went wrong, where the server has no word for it.
fn error_type(error: &RedisError) -> &'static str {
    if error.is_timeout() {
        return "timeout";
    }
    match error.kind() {
        ErrorKind::Io => "io",
        ErrorKind::Parse => "protocol",
        ErrorKind::AuthenticationFailed => "authentication",
        ErrorKind::UnexpectedReturnType => "decode",
        ErrorKind::InvalidClientConfig => "configuration",
        _ => "other",
    }
}
