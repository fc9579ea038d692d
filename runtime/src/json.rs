//! The few pieces of JSON that log lines and error responses are made of (RFC 8259).

use std::fmt::{Display, Write};

/// An object on one line, written key by key. A key is written once: the first value stands.
pub(crate) struct Object {
    text: String,
    keys: Vec<String>,
}

impl Object {
    pub(crate) fn new() -> Self {
        Self {
            text: String::from("{"),
            keys: Vec::with_capacity(16),
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

    /// The whole object.
    pub(crate) fn finish(mut self) -> String {
        self.text.push('}');
        self.text
    }

    fn key(&mut self, key: &str) -> bool {
        if self.keys.iter().any(|known| known == key) {
            return false;
        }
        if !self.keys.is_empty() {
            self.text.push(',');
        }
        string(&mut self.text, key);
        self.text.push(':');
        self.keys.push(key.to_owned());
        true
    }
}

/// Appends a string with its quotes. No control character is left, so a line stays one line.
fn string(out: &mut String, value: &str) {
    out.push('"');
    for character in value.chars() {
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
    out.push('"');
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
