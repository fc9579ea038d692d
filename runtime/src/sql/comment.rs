//! Comments that tell the database where a query comes from, in the form of
//! [sqlcommenter](https://google.github.io/sqlcommenter/spec/).

use super::database::Target;
use crate::engine;
use crate::features;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, PoisonError, RwLock};

/// What is added to the text of queries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Comments {
    /// Nothing: the database gets each query as it was written.
    #[default]
    Off,
    /// `action`, `application`, `db_driver`, `framework` and `route`: few different ones, so that
    /// prepared statements stay prepared, one for each route and annotated function.
    Static,
    /// The same, and `traceparent` where the trace is sampled. Such a query is another text each
    /// time: it is prepared anew, and not kept. It costs one more round trip to the database, and
    /// tools that count queries by their text see each by itself.
    Traceparent,
}

/// How many texts of one statement are remembered, and how long they may be.
const MAX_KNOWN: usize = 16;
const MAX_BYTES: usize = 4096;

/// A statement with its comments, by where it came from.
#[derive(Debug, Default)]
pub(super) struct Commented(RwLock<HashMap<Origin, Arc<str>>>);

/// Where a query comes from.
type Origin = (String, &'static str);

/// A text to send, and whether it may be kept.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) sql: Arc<str>,
    pub(super) is_kept: bool,
}

impl Commented {
    /// The text with its comment; `None` if it is sent as it is.
    pub(super) fn text(&self, sql: &str, target: &Target) -> Option<Sent> {
        if target.settings.comments == Comments::Off {
            return None;
        }
        let route = engine::route_around().unwrap_or_default();
        let origin = (route, engine::function_around().unwrap_or_default());
        if target.settings.comments == Comments::Traceparent
            && let Some(traceparent) = sampled()
        {
            let comment = comment(target, &origin, Some(&traceparent));
            let sql = with(sql, &comment).into();
            return Some(Sent {
                sql,
                is_kept: false,
            });
        }
        let sql = self.known(sql, target, origin);
        Some(Sent { sql, is_kept: true })
    }

    fn known(&self, sql: &str, target: &Target, origin: Origin) -> Arc<str> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = known.get(&origin) {
            return Arc::clone(text);
        }
        let is_full = known.len() >= MAX_KNOWN || sql.len() > MAX_BYTES;
        drop(known);
        let text: Arc<str> = with(sql, &comment(target, &origin, None)).into();
        if !is_full {
            let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(origin, Arc::clone(&text));
        }
        text
    }
}

/// The `traceparent` of the span around, if its trace is sampled.
fn sampled() -> Option<String> {
    let context = engine::current_span()?;
    context.flags.sampled().then(|| context.traceparent())
}

/// The pairs, sorted by key; those without a value are left out.
fn comment(target: &Target, (route, action): &Origin, traceparent: Option<&str>) -> String {
    let pairs = [
        ("action", *action),
        ("application", &target.settings.application),
        ("db_driver", "sqlx"),
        ("framework", features::FRAMEWORK),
        ("route", route),
        ("traceparent", traceparent.unwrap_or_default()),
    ];
    let mut text = String::new();
    for (key, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        if !text.is_empty() {
            text.push(',');
        }
        // Writing into memory does not fail.
        let _ = write!(text, "{key}='{}'", encoded(value));
    }
    text
}

/// Percent-encoded, so that nothing in it can end the comment or the quotes.
fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// Before the semicolon at the end, if there is one.
fn with(sql: &str, comment: &str) -> String {
    let trimmed = sql.trim_end();
    match trimmed.strip_suffix(';') {
        Some(stem) => format!("{} /*{comment}*/;", stem.trim_end()),
        None => format!("{trimmed} /*{comment}*/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_end_a_comment() {
        assert_eq!(
            encoded("/orders/{id}*/'\\"),
            "%2Forders%2F%7Bid%7D%2A%2F%27%5C"
        );
        assert_eq!(with("SELECT 1 ; ", "a='b'"), "SELECT 1 /*a='b'*/;");
        assert_eq!(with("SELECT 1", "a='b'"), "SELECT 1 /*a='b'*/");
    }
}
