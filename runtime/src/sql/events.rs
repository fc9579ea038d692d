//! What sqlx says of each query by itself: for pools that nobody put into an
//! observed pool, also those of libraries, as a span that began before.

use super::comment::Comments;
use super::database::{About, Settings, Target};
use super::operation::Operation;
use super::slow;
use crate::engine::{self, Fields, Tap};
use crate::names;
use crate::redact::FieldValue;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tracing_core::Level;

/// Takes the events of sqlx from now on.
pub(crate) fn listen() {
    engine::tap(Tap {
        target: "sqlx::query",
        level: Level::DEBUG,
        knows: || engine::is_inside(names::TARGET_SQL),
        take,
    });
}

/// Makes a span and a duration of it, unless it comes out of a query that is observed. A warning of
/// a slow statement is not shown if there is one of ours.
fn take(level: Level, fields: &Fields) -> bool {
    let Some(FieldValue::F64(seconds)) = fields.get("elapsed_secs") else {
        return false;
    };
    let took = Duration::try_from_secs_f64(*seconds).unwrap_or_default();
    if !engine::is_inside(names::TARGET_SQL) {
        convert(fields, took);
    }
    let is_ours = slow::limit(None).is_some_and(|limit| took >= limit);
    level == Level::WARN && is_ours && fields.get("slow_threshold").is_some()
}

fn convert(fields: &Fields, took: Duration) {
    let text = |name| fields.get(name).and_then(FieldValue::as_text);
    // A statement of a few words stands in the summary alone.
    let whole = text("db.statement").filter(|text| !text.trim().is_empty());
    let Some(sql) = whole.or_else(|| text("summary")) else {
        return;
    };
    let rows = match fields.get("rows_returned") {
        Some(FieldValue::U64(rows)) => Some(*rows),
        _ => None,
    };
    let target = target();
    let statement = target.statement(sql.trim());
    Operation::past(target, statement, took, rows);
}

/// Nobody knows which database it was.
fn target() -> &'static Arc<Target> {
    static TARGET: OnceLock<Arc<Target>> = OnceLock::new();
    TARGET.get_or_init(|| {
        let settings = Settings {
            slow: None,
            comments: Comments::Off,
            application: String::new(),
            repeats: super::pool::REPEATS,
        };
        Arc::new(Target::new(About::local("other_sql"), settings))
    })
}
