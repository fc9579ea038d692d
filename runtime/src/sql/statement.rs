//! What is known of a statement, looked at once for as long as it is used.

use super::comment::Commented;
use super::database::About;
use super::summary::{self, Summary};
use crate::metrics::Operations;
use crate::redact;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, PoisonError, RwLock};

/// How many statements of one pool are remembered. When there are more, all are forgotten: those that
/// are asked often are soon known again.
const MAX_KNOWN: usize = 1000;
/// How long a statement may be that is remembered, in bytes.
const MAX_BYTES: usize = 4096;

/// One statement.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) summary: Summary,
    pub(super) has_comment: bool,
    /// Without its values.
    pub(super) text: String,
    /// Of the text: equal for statements that differ in their values only.
    pub(super) fingerprint: u64,
    pub(super) operations: Operations,
    pub(super) commented: Commented,
}

impl Statement {
    fn of(sql: &str, about: &About) -> Self {
        // Of what the scrubber lets through, so that no value is taken for a name.
        let text = redact::sql(sql);
        let summary = summary::of(&text);
        Self {
            fingerprint: fingerprint(&text),
            operations: about.operations(&summary.text, &summary.operation),
            has_comment: summary::has_comment(sql),
            summary,
            text,
            commented: Commented::default(),
        }
    }

    /// The name of its span: its summary, or else the system's.
    pub(super) fn name<'s>(&'s self, system: &'s str) -> &'s str {
        match self.summary.text.as_str() {
            "" => system,
            summary => summary,
        }
    }
}

/// Eight bytes of a hash, as no version of anything changes it.
fn fingerprint(text: &str) -> u64 {
    let hash = Sha256::digest(text.as_bytes());
    let first = hash.first_chunk().copied();
    u64::from_be_bytes(first.unwrap_or_default())
}

/// A fingerprint as 16 hexadecimal digits.
pub(super) fn shown(fingerprint: u64) -> String {
    let mut text = String::with_capacity(16);
    // Writing into memory does not fail.
    let _ = write!(text, "{fingerprint:016x}");
    text
}

/// The statements of one pool, by their text.
#[derive(Debug, Default)]
pub(super) struct Statements(RwLock<HashMap<Box<str>, Arc<Statement>>>);

impl Statements {
    /// The statement of this text.
    pub(super) fn get(&self, sql: &str, about: &About) -> Arc<Statement> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(statement) = known.get(sql) {
            return Arc::clone(statement);
        }
        drop(known);
        let statement = Arc::new(Statement::of(sql, about));
        if sql.len() <= MAX_BYTES {
            let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= MAX_KNOWN {
                known.clear();
            }
            known.insert(sql.into(), Arc::clone(&statement));
        }
        statement
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_becomes_a_name() {
        let about = About::local("other_sql");
        for sql in [
            "SELECT * FROM t JOIN u ON u.tags && ARRAY['red','alice'] WHERE x",
            "UPDATE notes SET body = 'don\\'t buy from Alice'",
            "COPY t FROM '/x/alice.csv'",
            "VACUUM INTO '/x/alice.db'",
            "SELECT a FROM t # copied from alice\n",
            "SELECT * FROM 'alice', \"t\"",
            "INSERT INTO t VALUES (1, 'alice'), (2, 'from alice')",
        ] {
            let statement = Statement::of(sql, &about);
            let shown = format!("{} {}", statement.summary.text, statement.text);
            assert!(!shown.to_lowercase().contains("alice"), "{sql}: {shown}");
        }
    }
}
