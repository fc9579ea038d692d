//! The few pieces of JSON that log lines and error responses are made of (RFC 8259).

use std::fmt::{Display, Write};

/// An object on one line, written key by key. A key is written once: the first value stands.
#[derive(Debug, Default)]
pub(crate) struct Object {
    text: String,
    /// Where each key stands in the text, with its quotes.
    keys: Vec<(usize, usize)>,
    /// A bit for each key that is there; other keys may have the same.
    marks: u64,
    /// How many members did not fit.
    left_out: u64,
}

impl Object {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Forgets what was written and keeps the room for it.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.keys.clear();
        self.marks = 0;
        self.left_out = 0;
    }

    /// Lets members be written, and takes them back if the whole becomes longer than this.
    pub(crate) fn within(&mut self, most: usize, write: impl FnOnce(&mut Self)) {
        let (text, keys, marks) = (self.text.len(), self.keys.len(), self.marks);
        write(self);
        if self.text.len() > most {
            self.left_out += (self.keys.len() - keys) as u64;
            self.text.truncate(text);
            self.keys.truncate(keys);
            self.marks = marks;
        }
    }

    /// How many members did not fit.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out
    }

    /// About how many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        self.text.len() + size_of_val(&*self.keys)
    }

    /// Writes every key of another object that is not ended, if surely none of them is there.
    pub(crate) fn append(&mut self, other: &Self) -> bool {
        if self.marks & other.marks != 0 {
            return false;
        }
        if let Some(members) = other.text.get(1..) {
            self.separate();
            let start = self.text.len();
            self.text.push_str(members);
            let places = other.keys.iter();
            self.keys
                .extend(places.map(|(from, to)| (start + from - 1, start + to - 1)));
            self.marks |= other.marks;
        }
        true
    }

    /// Writes a key that nobody else writes. Neither it nor its value needs an escape.
    pub(crate) fn fixed(&mut self, key: &str, value: &str) {
        self.text.reserve(key.len() + value.len() + 6);
        self.separate();
        for part in ["\"", key, "\":\"", value, "\""] {
            self.text.push_str(part);
        }
    }

    /// Writes a key whose value is text.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        if self.key(key) {
            string(&mut self.text, value);
        }
    }

    /// Writes a key whose value is a number or a truth value, which is JSON as it prints.
    pub(crate) fn literal(&mut self, key: &str, value: impl Display) {
        if self.key(key) {
            let _ = write!(self.text, "{value}");
        }
    }

    /// Writes a key whose value is a whole number, with its sign if it is below zero.
    pub(crate) fn whole(&mut self, key: &str, negative: bool, magnitude: u64) {
        if self.key(key) {
            if negative {
                self.text.push('-');
            }
            digits(&mut self.text, magnitude);
        }
    }

    /// Writes a key whose value is another object.
    pub(crate) fn object(&mut self, key: &str, value: Self) {
        if self.key(key) {
            self.text.push_str(&value.finish());
        }
    }

    /// Ends the object; all of it.
    pub(crate) fn close(&mut self) -> &mut String {
        if self.text.is_empty() {
            self.text.push('{');
        }
        self.text.push('}');
        &mut self.text
    }

    /// The whole object.
    pub(crate) fn finish(mut self) -> String {
        self.close();
        self.text
    }

    #[inline]
    fn separate(&mut self) {
        self.text.push(if self.text.is_empty() { '{' } else { ',' });
    }

    /// Writes a key, unless it is there.
    fn key(&mut self, key: &str) -> bool {
        let before = self.text.len();
        self.separate();
        let start = self.text.len();
        string(&mut self.text, key);
        let written = &self.text[start..];
        let is_it = |(from, to): &(usize, usize)| &self.text[*from..*to] == written;
        let mark = mark(key);
        if self.marks & mark != 0 && self.keys.iter().any(is_it) {
            self.text.truncate(before);
            return false;
        }
        self.marks |= mark;
        self.keys.push((start, self.text.len()));
        self.text.push(':');
        true
    }
}

/// The bit of a key: many keys have the same.
#[inline]
pub(crate) const fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    if let ([first, ..], [.., last]) = (bytes, bytes) {
        let number = key.len() * 7 + *first as usize * 11 + *last as usize * 31;
        return 1 << (number % 64);
    }
    1
}

/// The bits of these keys.
pub(crate) const fn marks(mut keys: &[&str]) -> u64 {
    let mut marks = 0;
    while let [first, rest @ ..] = keys {
        marks |= mark(first);
        keys = rest;
    }
    marks
}

/// Whether no byte may have to be escaped: those of ASCII that have to, the first bytes of U+0080
/// to U+009F, and those of U+2028 and U+2029.
fn is_plain(bytes: &[u8]) -> bool {
    let (eights, rest) = bytes.as_chunks::<8>();
    eights.iter().all(|eight| are_plain(*eight)) && rest.iter().all(|byte| !is_special(*byte))
}

/// The same for eight bytes at once, each a digit of one number: a digit is below another where a
/// subtraction borrows, and equal where a difference is below one. A false alarm does no harm.
#[inline]
fn are_plain(eight: [u8; 8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * ONES;
    let number = u64::from_ne_bytes(eight);
    let equal = |byte: u8| (number ^ (u64::from(byte) * ONES)).wrapping_sub(ONES);
    let below = number.wrapping_sub(0x20 * ONES);
    let special = below | equal(b'"') | equal(b'\\') | equal(0x7f) | number;
    special & HIGHEST == 0
}

/// Appends a number.
fn digits(out: &mut String, mut number: u64) {
    let mut buffer = [b'0'; 20];
    let mut start = buffer.len();
    loop {
        start -= 1;
        buffer[start] += (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&buffer[start..]).unwrap_or_default());
}

/// Appends a string with its quotes. No control character is left, so a line stays one line.
fn string(out: &mut String, value: &str) {
    out.reserve(value.len() + 3);
    out.push('"');
    let mut rest = value;
    while !is_plain(rest.as_bytes())
        && let Some(at) = rest.bytes().position(is_special)
    {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = special.chars();
        if let Some(character) = characters.next() {
            escaped(out, character);
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7f | 0xc2 | 0xe2)
}

fn escaped(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Line and paragraph separators end a line for some readers; DEL is a control too.
        control if control.is_control() || matches!(control, '\u{2028}' | '\u{2029}') => {
            let mut units = [0; 2];
            for unit in control.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_of_a_key_stands() {
        let mut object = Object::new();
        object.text("a", "first");
        object.literal("a", 2);
        object.literal("b", true);
        assert_eq!(object.finish(), "{\"a\":\"first\",\"b\":true}");
    }

    #[test]
    fn an_object_takes_over_the_keys_of_another_or_none() {
        let (mut object, mut other) = (Object::new(), Object::new());
        object.text("a", "first");
        assert!(object.append(&other));
        other.text("b\"", "second");
        other.literal("c", 3);
        assert!(object.append(&other));
        assert!(!object.append(&other));
        object.text("b\"", "again");
        object.text("d", "fourth");
        assert_eq!(
            object.finish(),
            "{\"a\":\"first\",\"b\\\"\":\"second\",\"c\":3,\"d\":\"fourth\"}"
        );
    }

    #[test]
    fn what_does_not_fit_is_taken_back_and_counted() {
        let mut object = Object::new();
        object.within(20, |object| object.text("a", "first"));
        object.within(20, |object| object.text("b", "second"));
        object.within(20, |object| object.literal("c", 3));
        object.within(20, |object| object.literal("b", 2));
        assert_eq!(object.left_out(), 2);
        assert_eq!(object.finish(), "{\"a\":\"first\",\"c\":3}");
    }

    #[test]
    fn whole_numbers_are_written_whole() {
        let mut object = Object::new();
        object.whole("least", true, i64::MIN.unsigned_abs());
        object.whole("most", false, u64::MAX);
        object.whole("none", false, 0);
        assert_eq!(
            object.finish(),
            "{\"least\":-9223372036854775808,\"most\":18446744073709551615,\"none\":0}"
        );
        assert_eq!(Object::new().finish(), "{}");
    }

    #[test]
    fn every_character_reads_back_as_it_was() {
        for first in 0..=0x0010_ffff {
            let Some(character) = char::from_u32(first) else {
                continue;
            };
            let mut out = String::new();
            let text = format!("a{character}b");
            string(&mut out, &text);
            let raw = out.chars().filter(|it| it.is_control());
            assert_eq!(raw.count(), 0, "{first:x}");
            let plain = !character.is_control() && !"\"\\\u{2028}\u{2029}".contains(character);
            assert_eq!(out == format!("\"{text}\""), plain, "{first:x}");
        }
    }

    #[test]
    fn no_raw_control_character_is_left() {
        let mut object = Object::new();
        object.text(
            "k\n",
            "line\nfeed \u{1b}[31m \u{2028} \u{7f} \"quoted\" \\ ä",
        );
        assert_eq!(
            object.finish(),
            "{\"k\\n\":\"line\\nfeed \\u001b[31m \\u2028 \\u007f \\\"quoted\\\" \\\\ ä\"}"
        );
    }
}
