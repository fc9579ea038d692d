//! One event as one line: the reserved keys first, in a fixed order, then the fields.

use crate::engine::{EventView, Fields, Node};
use crate::json::Object;
use crate::names;
use crate::redact::{FieldValue, Sink};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tracing_core::Level;

/// The line of an event. Its own fields win over those of the spans around it, inner spans over
/// outer ones, and recorded fields over bound context.
pub(super) fn line(event: &EventView<'_>) -> String {
    let mut object = Object::new();
    reserved(&mut object, event);
    fields(&mut object, event.fields);
    for node in event.scope.iter() {
        span_fields(&mut object, node);
    }
    for node in event.scope.iter() {
        if let Some(rich) = node.record().has() {
            fields(&mut object, &rich.bound);
        }
    }
    object.finish() + "\n"
}

fn reserved(object: &mut Object, event: &EventView<'_>) {
    let [
        timestamp,
        level,
        message,
        target,
        trace_id,
        span_id,
        trace_flags,
    ] = names::RESERVED_KEYS;
    object.text(timestamp, &rfc3339(event.at));
    object.text(level, level_name(*event.metadata.level()));
    let text = event
        .fields
        .get(message)
        .and_then(|text| text.seen_at(Sink::Json));
    object.text(
        message,
        text.and_then(FieldValue::as_text).unwrap_or_default(),
    );
    object.text(target, event.metadata.target());
    if let Some(context) = event.scope.first().map(Node::context) {
        object.text(trace_id, &context.trace_id.to_string());
        object.text(span_id, &context.span_id.to_string());
        object.text(trace_flags, &context.flags.to_string());
    }
}

/// The request span's attributes stand on the line that ends the request; repeating them on every
/// line in between would say nothing new.
fn span_fields(object: &mut Object, node: &Node) {
    if node.metadata.target() != names::TARGET_HTTP {
        fields(object, &node.record().fields);
    }
}

fn fields(object: &mut Object, fields: &Fields) {
    for (name, value) in fields.seen_at(Sink::Json) {
        if name == "message" && matches!(value, FieldValue::Text(_)) {
            continue;
        }
        if name.starts_with("otel.") {
            continue;
        }
        if names::RESERVED_KEYS.contains(&name) {
            field(object, &format!("field.{name}"), value);
        } else {
            field(object, name, value);
        }
    }
}

/// Integers wider than 64 bits and numbers that are none become text: JSON readers would change
/// the former and refuse the latter.
fn field(object: &mut Object, name: &str, value: &FieldValue) {
    match value {
        FieldValue::I64(value) => object.literal(name, value),
        FieldValue::U64(value) => object.literal(name, value),
        FieldValue::Bool(value) => object.literal(name, value),
        // `Debug` keeps the decimal point and the exponent of very large and small numbers.
        FieldValue::F64(value) if value.is_finite() => {
            object.literal(name, format_args!("{value:?}"));
        }
        FieldValue::F64(value) => object.text(name, &value.to_string()),
        FieldValue::I128(value) => object.text(name, &value.to_string()),
        FieldValue::U128(value) => object.text(name, &value.to_string()),
        FieldValue::Text(value) => object.text(name, value),
        FieldValue::ByPolicy(_) => {}
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::ERROR => "error",
        Level::WARN => "warning",
        Level::INFO => "info",
        Level::DEBUG => "debug",
        _ => "trace",
    }
}

/// The present, as lines write it.
pub(super) fn now() -> String {
    rfc3339(SystemTime::now())
}

/// RFC 3339 in UTC with microseconds. A time before 1970 is shown as 1970.
fn rfc3339(at: SystemTime) -> String {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let seconds = since.as_secs();
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let micros = since.subsec_micros();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z")
}

/// Year, month and day of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
///
/// Counts from 1 March of a year divisible by 400, so that the leap day is the last of its year.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> String {
        rfc3339(UNIX_EPOCH + Duration::from_secs(seconds))
    }

    #[test]
    fn times_are_written_as_rfc_3339() {
        assert_eq!(at(0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(at(951_782_399), "2000-02-28T23:59:59.000000Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00.000000Z");
        assert_eq!(at(4_102_444_799), "2099-12-31T23:59:59.000000Z");
        assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00.000000Z");
        let precise = UNIX_EPOCH + Duration::new(1_000_000_000, 123_456_789);
        assert_eq!(rfc3339(precise), "2001-09-09T01:46:40.123456Z");
    }
}
