//! One event as one line: the reserved keys first, in a fixed order, then the fields.

use crate::engine::{EventView, Fields, Node};
use crate::json::{Object, mark, marks};
use crate::names;
use crate::redact::{FieldValue, Sink};
use std::cell::RefCell;
use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tracing_core::Level;

thread_local! {
    /// The last line of this thread, in whose place the next is written.
    static LAST: RefCell<Last> = RefCell::default();
}

/// What is kept of a line for the next.
#[derive(Default)]
struct Last {
    object: Object,
    time: Time,
}

/// How long a line may be, in bytes, with room for how many fields did not fit.
pub(super) const MAX_LINE: usize = 64 * 1024;
const MAX_FIELDS: usize = MAX_LINE - 64;
/// How long a line may be whose room is kept for the next.
const MAX_KEPT: usize = 16 * 1024;

/// Does something with the line of an event.
pub(super) fn with(event: &EventView<'_>, then: impl FnOnce(&str)) {
    let mut then = Some(then);
    let _ = LAST.try_with(|last| {
        let mut last = last.try_borrow_mut().ok()?;
        let line = last.write(event);
        then.take()?(line);
        if line.len() > MAX_KEPT {
            last.object = Object::new();
        }
        Some(())
    });
    if let Some(then) = then {
        then(Last::default().write(event));
    }
}

impl Last {
    /// Writes the line of an event. Its own fields win over those of the spans around it, inner
    /// spans over outer ones, and recorded fields over bound context.
    fn write(&mut self, event: &EventView<'_>) -> &str {
        let Self { object, time } = self;
        object.clear();
        reserved(object, time.at(event.at), event);
        fields(object, event.fields);
        let mut is_bound = false;
        for node in event.scope.iter() {
            is_bound |= span_fields(object, node);
        }
        for node in event.scope.iter().filter(|_| is_bound) {
            if let Some(rich) = node.record().has() {
                fields(object, &rich.bound);
            }
        }
        let left_out = object.left_out();
        if left_out > 0 {
            object.whole(names::FIELDS_LEFT_OUT, false, left_out);
        }
        let line = object.close();
        line.push('\n');
        line
    }
}

fn reserved(object: &mut Object, at: &[u8], event: &EventView<'_>) {
    let [
        timestamp,
        level,
        message,
        target,
        trace_id,
        span_id,
        trace_flags,
    ] = names::RESERVED_KEYS;
    object.fixed(timestamp, as_str(at));
    object.fixed(level, level_name(event));
    object.text(message, event.message(Sink::Json));
    object.text(target, event.metadata.target());
    if let Some(context) = event.scope.first().map(Node::context) {
        object.fixed(trace_id, as_str(&context.trace_id.to_hex()));
        object.fixed(span_id, as_str(&context.span_id.to_hex()));
        object.fixed(trace_flags, as_str(&context.flags.to_hex()));
    }
}

/// Writes the fields of a span; whether anything is bound to it. The request span's attributes
/// stand on the line that ends the request; repeating them on every line in between would say
/// nothing new.
fn span_fields(object: &mut Object, node: &Node) -> bool {
    let mut record = node.record();
    let is_shown = node.metadata.target() != names::TARGET_HTTP;
    if is_shown && !record.fields.is_empty() {
        let mut is_there = false;
        if let Some(line) = record.line(fields) {
            object.within(MAX_FIELDS, |object| is_there = object.append(line));
        }
        if !is_there {
            fields(object, &record.fields);
        }
    }
    record.has().is_some_and(|rich| !rich.bound.is_empty())
}

fn fields(object: &mut Object, fields: &Fields) {
    for (name, value) in fields.seen_at(Sink::Json) {
        if name == "message" && matches!(value, FieldValue::Text(_)) {
            continue;
        }
        if name.starts_with("otel.") {
            continue;
        }
        object.within(MAX_FIELDS, |object| {
            if is_reserved(name) {
                field(object, &format!("field.{name}"), value);
            } else {
                field(object, name, value);
            }
        });
    }
}

fn is_reserved(name: &str) -> bool {
    const MARKS: u64 = marks(&names::RESERVED_KEYS);
    mark(name) & MARKS != 0 && names::RESERVED_KEYS.contains(&name)
}

/// Integers wider than 64 bits and numbers that are none become text: JSON readers would change
/// the former and refuse the latter.
fn field(object: &mut Object, name: &str, value: &FieldValue) {
    match value {
        FieldValue::I64(value) => object.whole(name, *value < 0, value.unsigned_abs()),
        FieldValue::U64(value) => object.whole(name, false, *value),
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

pub(super) fn level_name(event: &EventView<'_>) -> &'static str {
    match *event.metadata.level() {
        Level::ERROR if event.is_critical() => "critical",
        Level::ERROR => "error",
        Level::WARN => "warning",
        Level::INFO => "info",
        Level::DEBUG => "debug",
        _ => "trace",
    }
}

/// The present, as lines write it.
pub(super) fn now() -> String {
    as_str(Time::default().at(SystemTime::now())).to_owned()
}

/// Text of which every byte is ASCII.
fn as_str(ascii: &[u8]) -> &str {
    std::str::from_utf8(ascii).unwrap_or_default()
}

/// A time as lines write it: RFC 3339 in UTC with microseconds. A time before 1970 is shown as
/// 1970, one after 9999 as 9999.
struct Time {
    /// Of which second all but the microseconds are.
    second: u64,
    text: [u8; 27],
}

impl Default for Time {
    fn default() -> Self {
        Self {
            second: 0,
            text: *b"1970-01-01T00:00:00.000000Z",
        }
    }
}

impl Time {
    fn at(&mut self, at: SystemTime) -> &[u8] {
        let since = at.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let second = since.as_secs();
        if second != self.second {
            self.second = second;
            let (year, month, day) = civil(second / 86_400);
            self.digits(0..4, year.min(9999));
            self.digits(5..7, month);
            self.digits(8..10, day);
            self.digits(11..13, second / 3600 % 24);
            self.digits(14..16, second / 60 % 60);
            self.digits(17..19, second % 60);
        }
        self.digits(20..26, since.subsec_micros().into());
        &self.text
    }

    fn digits(&mut self, places: Range<usize>, number: u64) {
        let mut rest = number;
        for digit in self.text[places].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
    }
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
        written(UNIX_EPOCH + Duration::from_secs(seconds))
    }

    fn written(at: SystemTime) -> String {
        as_str(Time::default().at(at)).to_owned()
    }

    #[test]
    fn times_are_written_as_rfc_3339() {
        assert_eq!(at(0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(at(951_782_399), "2000-02-28T23:59:59.000000Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00.000000Z");
        assert_eq!(at(4_102_444_799), "2099-12-31T23:59:59.000000Z");
        assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00.000000Z");
        let precise = UNIX_EPOCH + Duration::new(1_000_000_000, 123_456_789);
        assert_eq!(written(precise), "2001-09-09T01:46:40.123456Z");
    }
}
