//! One query: a span, a duration, and what is said if it is slow or comes too often.

use super::database::Target;
use super::slow::{self, Running};
use super::statement::{Statement, shown};
use crate::engine;
use crate::names;
use crate::redact::FieldValue;
use sqlx::Error;
use sqlx::error::DatabaseError;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::field::Empty;
use tracing::{Instrument, Span};

/// What holds no rows.
pub(super) fn no_rows<T>(_: &T) -> Option<u64> {
    None
}

/// A query that is under way. Dropping it unfinished means that it was given up.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) span: Span,
    target: Arc<Target>,
    statement: Arc<Statement>,
    /// When the database was asked.
    begun: Option<Instant>,
    /// How long it waited for a connection.
    waited: Duration,
    rows: Option<u64>,
    /// Whether the database owes an answer to what it was asked last.
    is_waiting: bool,
    running: Option<Arc<Running>>,
    is_finished: bool,
}

impl Operation {
    /// Begins a query that has to wait for a connection.
    pub(super) fn begin(target: &Arc<Target>, statement: Arc<Statement>) -> Self {
        let operation = Self {
            span: open(target, &statement),
            target: Arc::clone(target),
            statement,
            begun: None,
            waited: Duration::ZERO,
            rows: None,
            is_waiting: false,
            running: None,
            is_finished: false,
        };
        operation.count_repeats();
        operation
    }

    /// Begins a query on a connection that is there.
    pub(super) fn on_connection(target: &Arc<Target>, statement: &str) -> Self {
        let mut operation = Self::begin(target, target.statement(statement));
        operation.connected(Duration::ZERO);
        operation
    }

    /// A query that is over, and took so long.
    pub(super) fn past(
        target: &Arc<Target>,
        statement: Arc<Statement>,
        took: Duration,
        rows: Option<u64>,
    ) {
        let mut operation = Self {
            span: engine::began_before(took, || open(target, &statement)),
            target: Arc::clone(target),
            statement,
            begun: None,
            waited: Duration::ZERO,
            rows,
            is_waiting: false,
            running: None,
            is_finished: true,
        };
        operation.count_repeats();
        if slow::limit(None).is_some_and(|slow| took >= slow) {
            operation.say_slow(took);
        }
        operation.end("", "", took);
    }

    /// There is a connection, after this long: the database is asked.
    pub(super) fn connected(&mut self, waited: Duration) {
        self.waited = waited;
        self.begun = Some(Instant::now());
        self.is_waiting = true;
        let slow = slow::limit(self.target.settings.slow);
        self.running = slow.map(|slow| slow::watch(slow, &self.statement, &self.span));
    }

    /// So many more rows came.
    pub(super) fn rows(&mut self, rows: u64) {
        self.rows = Some(self.rows.unwrap_or_default() + rows);
    }

    /// Whether the database owes more.
    pub(super) fn waits(&mut self, is_waiting: bool) {
        self.is_waiting = is_waiting;
    }

    /// Asks the database, inside of the span, and ends with what it answers; `rows` says how many rows
    /// that holds.
    pub(super) async fn ask<T>(
        &mut self,
        asked: impl Future<Output = Result<T, Error>>,
        rows: impl FnOnce(&T) -> Option<u64>,
    ) -> Result<T, Error> {
        let answer = asked.instrument(self.span.clone()).await;
        if let Some(rows) = answer.as_ref().ok().and_then(rows) {
            self.rows(rows);
        }
        match &answer {
            // That there was no row is no error.
            Ok(_) | Err(Error::RowNotFound) => self.done(),
            Err(error) => self.failed(error),
        }
        answer
    }

    /// It is done.
    pub(super) fn done(&mut self) {
        self.finish("", "");
    }

    /// It failed.
    pub(super) fn failed(&mut self, error: &Error) {
        let code = error.as_database_error().and_then(DatabaseError::code);
        let status = code.as_deref().map_or("", plain);
        let error_type = match status {
            "" => error_type(error),
            status => status,
        };
        if !status.is_empty() {
            self.span.record("db.response.status_code", status);
        }
        self.span.record(names::FIELD_OTEL_STATUS, "ERROR");
        self.finish(status, error_type);
    }

    fn finish(&mut self, status: &str, error_type: &str) {
        if std::mem::replace(&mut self.is_finished, true) {
            return;
        }
        // What never had a connection took nothing but the wait.
        let took = self.begun.map_or(Duration::ZERO, |begun| begun.elapsed());
        if let Some(running) = self.running.take() {
            slow::forget(&running);
            if running.is_slow(took) {
                self.say_slow(took);
            }
        }
        self.end(status, error_type, took);
    }

    fn end(&mut self, status: &str, error_type: &str, took: Duration) {
        if !error_type.is_empty() {
            self.span.record(names::ATTR_ERROR_TYPE, error_type);
        }
        if let Some(rows) = self.rows {
            self.span.record("db.response.returned_rows", rows);
        }
        // Inside of the span, which the value may be an exemplar of.
        let operations = &self.statement.operations;
        self.span
            .in_scope(|| operations.record(status, error_type, took));
        engine::end(&self.span);
    }

    fn say_slow(&self, took: Duration) {
        self.span.in_scope(|| {
            slow::say(&self.statement, took, self.waited, self.rows);
        });
    }

    /// Says once for each request that a query comes again and again.
    fn count_repeats(&self) {
        let fingerprint = self.statement.fingerprint;
        let most = self.target.settings.repeats;
        // Transactions come as often as they come.
        let has_table = self.statement.summary.collection.is_some();
        if most == 0 || !has_table || engine::count_around(fingerprint) != Some(most + 1) {
            return;
        }
        engine::set_around(names::ATTR_N_PLUS_ONE, FieldValue::Bool(true));
        let route = engine::route_around().unwrap_or_default();
        let summary = &self.statement.summary.text;
        metrics::counter!(
            names::DB_N_PLUS_ONE,
            names::LABEL_ROUTE => route,
            names::LABEL_SUMMARY => summary.clone(),
        )
        .increment(1);
        self.span.in_scope(|| {
            tracing::warn!(
                target: names::TARGET_SQL,
                {
                    db.query.summary = summary,
                    query_fingerprint = shown(fingerprint),
                    more_than = most,
                },
                "n_plus_one"
            );
        });
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        // Who had a row, and asks for no more, has what they wanted.
        let has_enough = self.rows.is_some() && !self.is_waiting;
        let ending = if has_enough { "" } else { "cancelled" };
        self.finish("", ending);
    }
}

/// The span, with everything that is known before the database answers.
fn open(target: &Target, statement: &Statement) -> Span {
    let about = &target.about;
    let filled = |text| Some(text).filter(|text: &&str| !text.is_empty());
    tracing::info_span!(
        target: names::TARGET_SQL,
        "query",
        otel.name = statement.name(about.system),
        otel.kind = "client",
        otel.status_code = Empty,
        db.system.name = about.system,
        db.namespace = filled(&about.namespace),
        db.operation.name = filled(&statement.summary.operation),
        db.collection.name = statement.summary.collection.as_deref(),
        db.query.summary = filled(&statement.summary.text),
        db.query.text = &*statement.text,
        server.address = filled(&about.address),
        server.port = about.port,
        db.response.status_code = Empty,
        db.response.returned_rows = Empty,
        error.type = Empty,
    )
}

/// A code, if it looks like one.
fn plain(code: &str) -> &str {
    let is_plain = code.len() <= 10 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { code } else { "other" }
}

/// What went wrong, where the database has no code for it.
pub(super) fn error_type(error: &Error) -> &'static str {
    match error {
        Error::Database(_) => "database",
        Error::PoolTimedOut => "pool_timeout",
        Error::PoolClosed => "pool_closed",
        Error::Io(_) => "io",
        Error::Tls(_) => "tls",
        Error::Protocol(_) => "protocol",
        Error::ColumnDecode { .. } | Error::Decode(_) => "decode",
        Error::Encode(_) => "encode",
        Error::WorkerCrashed => "worker_crashed",
        Error::Configuration(_) => "configuration",
        _ => "other",
    }
}
