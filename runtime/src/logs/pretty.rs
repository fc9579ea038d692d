//! One event for somebody who reads it on a terminal: the time of day, the level, the message, and
//! its fields. Nothing in it can move the cursor or begin a line of its own.

use super::line;
use crate::engine::EventView;
use crate::names;
use crate::redact::{FieldValue, Sink};
use std::fmt::Write;
use std::time::UNIX_EPOCH;
use tracing_core::Level;

/// How colours begin and end (ECMA-48).
const DIM: &str = "\u{1b}[2m";
const BOLD: &str = "\u{1b}[1m";
const END: &str = "\u{1b}[0m";

/// Text in a colour, if there are any.
struct Pen {
    colour: bool,
    text: String,
}

impl Pen {
    fn with(&mut self, colour: &str, text: &str) {
        if self.colour {
            self.text.push_str(colour);
        }
        self.text.push_str(text);
        if self.colour {
            self.text.push_str(END);
        }
    }
}

/// The line of an event.
pub(super) fn write(event: &EventView<'_>, colour: bool) -> String {
    let mut pen = Pen {
        colour,
        text: String::with_capacity(256),
    };
    pen.with(DIM, &time_of_day(event));
    pen.text.push(' ');
    let level = line::level_name(event);
    pen.with(colour_of(event), &format!("{level:<8}"));
    pen.text.push(' ');
    pen.with(BOLD, &shown(event.message(Sink::Console)));
    let (mut frames, mut left_out) = (None, 0);
    for (name, value) in event.seen_at(Sink::Console) {
        if name == names::FIELD_EXCEPTION_STACKTRACE {
            frames = Some(value);
            continue;
        }
        let value = field(&value);
        if pen.text.len() + value.len() > line::MAX_LINE {
            left_out += 1;
            continue;
        }
        pen.text.push(' ');
        pen.with(DIM, &format!("{}=", shown(name)));
        pen.text.push_str(&value);
    }
    if left_out > 0 {
        let _ = write!(pen.text, " {}={left_out}", names::FIELDS_LEFT_OUT);
    }
    pen.text.push(' ');
    pen.with(DIM, &shown(event.metadata.target()));
    if let Some(node) = event.scope.first() {
        pen.with(DIM, &format!(" trace={}", node.context().trace_id));
    }
    for frame in frames
        .iter()
        .filter_map(FieldValue::as_text)
        .flat_map(str::lines)
    {
        let _ = write!(pen.text, "\n    {}", shown(frame));
    }
    pen.text.push('\n');
    pen.text
}

/// Hours, minutes, seconds and milliseconds in UTC.
fn time_of_day(event: &EventView<'_>) -> String {
    let since = event.at.duration_since(UNIX_EPOCH).unwrap_or_default();
    let second = since.as_secs();
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        second / 3600 % 24,
        second / 60 % 60,
        second % 60,
        since.subsec_millis()
    )
}

fn colour_of(event: &EventView<'_>) -> &'static str {
    match *event.metadata.level() {
        Level::ERROR => "\u{1b}[31m",
        Level::WARN => "\u{1b}[33m",
        Level::INFO => "\u{1b}[32m",
        _ => DIM,
    }
}

/// A value, in quotes where it could look like two.
fn field(value: &FieldValue) -> String {
    let text = value.to_string();
    if !text.contains(is_ambiguous) {
        return shown(&text);
    }
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", shown(&text))
}

/// Whether a value with this could look like two.
fn is_ambiguous(it: char) -> bool {
    it.is_whitespace() || matches!(it, '"' | '=' | '\\')
}

/// Text without control characters.
fn shown(text: &str) -> String {
    let is_odd = |it: char| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}');
    if !text.contains(is_odd) {
        return text.to_owned();
    }
    let escape = |it: char| {
        if is_odd(it) {
            it.escape_unicode().to_string()
        } else {
            it.to_string()
        }
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(shown("a\u{1b}[2J\nb ä"), "a\\u{1b}[2J\\u{a}b ä");
    }
}
