//! Errors of `sqlx`. What a database says may hold the row that it refused, so only the SQLSTATE
//! (ISO/IEC 9075) and the names of the constraint and the table are said.

use super::{ErrorClass, ErrorKind};
use sqlx::Error;
use sqlx::error::{DatabaseError, ErrorKind as Refusal};
use std::borrow::Cow;

impl ErrorKind for Error {
    fn kind(&self) -> &'static str {
        match self {
            Self::Database(error) => match error.kind() {
                Refusal::UniqueViolation => "sql_unique_violation",
                Refusal::ForeignKeyViolation => "sql_foreign_key_violation",
                Refusal::NotNullViolation => "sql_not_null_violation",
                Refusal::CheckViolation => "sql_check_violation",
                _ => "sql_database",
            },
            Self::Configuration(_) => "sql_configuration",
            Self::Io(_) => "sql_io",
            Self::Tls(_) => "sql_tls",
            Self::Protocol(_) => "sql_protocol",
            Self::RowNotFound => "sql_row_not_found",
            Self::TypeNotFound { .. } => "sql_type_not_found",
            Self::ColumnNotFound(_) => "sql_column_not_found",
            Self::ColumnIndexOutOfBounds { .. } => "sql_column_out_of_bounds",
            Self::ColumnDecode { .. } | Self::Decode(_) => "sql_decode",
            Self::Encode(_) => "sql_encode",
            Self::PoolTimedOut => "sql_pool_timed_out",
            Self::PoolClosed => "sql_pool_closed",
            Self::WorkerCrashed => "sql_worker_crashed",
            _ => "sql_other",
        }
    }

    fn class(&self) -> ErrorClass {
        if is_of_the_database(self) {
            ErrorClass::Dependency
        } else {
            ErrorClass::Server
        }
    }

    fn retryable(&self) -> bool {
        // Serialization failure and deadlock: the transaction may be tried again.
        let again =
            |error: &dyn DatabaseError| matches!(error.code().as_deref(), Some("40001" | "40P01"));
        is_of_the_database(self) || self.as_database_error().is_some_and(again)
    }

    fn safe_text(&self) -> Option<Cow<'static, str>> {
        let error = self.as_database_error()?;
        let mut parts = Vec::new();
        if let Some(code) = error.code() {
            parts.push(format!("SQLSTATE {code}"));
        }
        if let Some(constraint) = error.constraint() {
            parts.push(format!("constraint {constraint}"));
        }
        if let Some(table) = error.table() {
            parts.push(format!("table {table}"));
        }
        (!parts.is_empty()).then(|| parts.join(", ").into())
    }
}

fn is_of_the_database(error: &Error) -> bool {
    matches!(
        error,
        Error::Io(_) | Error::Tls(_) | Error::PoolTimedOut | Error::WorkerCrashed
    )
}
