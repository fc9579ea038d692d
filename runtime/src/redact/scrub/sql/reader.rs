//! Reads a statement once, and writes it without its values.

/// What a bracket holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// Names, or a statement.
    Names,
    /// Values.
    Values,
}

/// A statement as it is read.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says something of its own about what was read"
)]
pub(super) struct Reader<'t> {
    bytes: &'t [u8],
    text: &'t str,
    at: usize,
    pub(super) out: String,
    /// The word before, in capitals; empty after anything else.
    word: String,
    /// The word before that.
    earlier: String,
    /// Whether an operator stands right before.
    compared: bool,
    open: Vec<Bracket>,
    /// Whether the last bracket that closed held values.
    closed_values: bool,
    /// Whether an `AND` is still part of a `BETWEEN`.
    between: bool,
    /// Whether a word spoke of a password.
    pub(super) speaks_of_passwords: bool,
    pub(super) found: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            text,
            at: 0,
            out: String::with_capacity(text.len()),
            word: String::new(),
            earlier: String::new(),
            compared: false,
            open: Vec::new(),
            closed_values: false,
            between: false,
            speaks_of_passwords: false,
            found: false,
        }
    }

    /// Reads all of it; `None` if it cannot be read for certain.
    pub(super) fn read(&mut self) -> Option<()> {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\'' => self.string()?,
                b'"' | b'`' => self.quoted(*byte)?,
                b'$' => self.dollar()?,
                b'0'..=b'9' => self.number(),
                b'-' if self.next_is(b'-') => self.line_comment(),
                b'#' => self.line_comment(),
                b'/' if self.next_is(b'*') => self.block_comment()?,
                b'(' => self.opened(),
                b')' => self.closed(),
                byte if byte.is_ascii_alphabetic() || *byte == b'_' => self.word(),
                byte if byte.is_ascii() => self.other(*byte),
                // A name in another script.
                _ => self.foreign(),
            }
        }
        self.open.is_empty().then_some(())
    }

    fn next_is(&self, byte: u8) -> bool {
        self.bytes.get(self.at + 1) == Some(&byte)
    }

    fn literal(&mut self) {
        self.found = true;
        // A list of values is one: how many there were says nothing, and makes many statements.
        let list = self.out.trim_end();
        if list.ends_with("?,") {
            self.out.truncate(list.len() - 1);
        } else {
            self.out.push('?');
        }
        self.after_value();
    }

    fn after_value(&mut self) {
        self.word.clear();
        self.earlier.clear();
        self.compared = false;
    }

    /// `'..'`, with `''` for a quote in it.
    fn string(&mut self) -> Option<()> {
        let mut at = self.at + 1;
        loop {
            match self.bytes.get(at)? {
                b'\\' => return None,
                b'\'' if self.bytes.get(at + 1) == Some(&b'\'') => at += 2,
                b'\'' => break,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        // Another quoting begins here: `q'[it's]'`.
        if self.word == "Q" || self.word == "NQ" {
            return None;
        }
        // `E'..'`, `x'..'`, `N'..'`: the letter belongs to it.
        if self.word.len() == 1 && self.out.ends_with(|it: char| it.is_ascii_alphabetic()) {
            self.out.pop();
        }
        self.literal();
        Some(())
    }

    /// A name in quotes; or text, in some dialects.
    fn quoted(&mut self, quote: u8) -> Option<()> {
        let start = self.at;
        let mut at = start + 1;
        while *self.bytes.get(at)? != quote {
            if self.bytes[at] == b'\\' {
                return None;
            }
            at += 1;
        }
        self.at = at + 1;
        let beside_a_dot = self.bytes.get(self.at) == Some(&b'.') || self.out.ends_with('.');
        if quote == b'`' || beside_a_dot || self.expects_a_name() {
            self.out.push_str(&self.text[start..self.at]);
            self.word.clear();
            "\"".clone_into(&mut self.word);
            self.compared = false;
        } else {
            self.literal();
        }
        Some(())
    }

    /// Whether a name in quotes may stand here, and text may not.
    fn expects_a_name(&self) -> bool {
        const BEFORE: [&str; 20] = [
            "SELECT",
            "FROM",
            "JOIN",
            "INTO",
            "UPDATE",
            "TABLE",
            "AS",
            "ON",
            "BY",
            "SET",
            "WHERE",
            "AND",
            "OR",
            "RETURNING",
            "DISTINCT",
            "EXISTS",
            "INDEX",
            "ONLY",
            "USING",
            "COLUMN",
        ];
        let in_names = self.open.last() != Some(&Bracket::Values);
        let after = self.out.trim_end();
        !self.compared
            && in_names
            && (BEFORE.contains(&self.word.as_str()) || after.ends_with([',', '(']))
    }

    /// `$1` is a parameter; `$$..$$` and `$tag$..$tag$` are text.
    fn dollar(&mut self) -> Option<()> {
        let rest = &self.text[self.at + 1..];
        if rest.starts_with(|it: char| it.is_ascii_digit()) {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            self.out.push_str(&self.text[self.at..=self.at + digits]);
            self.at += digits + 1;
            self.after_value();
            return Some(());
        }
        let tag = rest.find('$')?;
        let plain = rest[..tag]
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'_');
        if !plain {
            return None;
        }
        let mark = &self.text[self.at..self.at + tag + 2];
        let from = self.at + mark.len();
        let end = self.text[from..].find(mark)?;
        self.at = from + end + mark.len();
        self.literal();
        Some(())
    }

    fn number(&mut self) {
        let rest = &self.bytes[self.at..];
        let number = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
        self.at += rest.iter().take_while(|byte| number(byte)).count();
        self.literal();
    }

    fn line_comment(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
    }

    /// Comments may hold others.
    fn block_comment(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match (self.bytes.get(self.at)?, self.bytes.get(self.at + 1)) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                }
                _ => self.at += 1,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn opened(&mut self) {
        let names = matches!(
            self.earlier.as_str(),
            "INTO" | "TABLE" | "JOIN" | "INDEX" | "ON"
        );
        let nothing = self.word.is_empty() || self.word == "\"";
        // `VALUES (..), (..)`, `= (..)`
        let again = self.closed_values && self.out.trim_end().ends_with(',');
        let values =
            again || self.compared || matches!(self.word.as_str(), "VALUES" | "IN" | "ANY" | "ALL");
        let inside = self.open.last() == Some(&Bracket::Values);
        let bracket =
            if values || (inside && nothing) || (!names && !nothing && !is_keyword(&self.word)) {
                Bracket::Values
            } else {
                Bracket::Names
            };
        self.open.push(bracket);
        self.out.push('(');
        self.at += 1;
        self.compared = false;
        self.word.clear();
    }

    fn closed(&mut self) {
        self.closed_values = self.open.pop() == Some(Bracket::Values);
        self.out.push(')');
        self.at += 1;
        self.after_value();
    }

    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count();
        let word = &rest[..length];
        self.out.push_str(word);
        self.earlier = std::mem::replace(&mut self.word, word.to_ascii_uppercase());
        self.at += length;
        let of_between = self.between && self.word == "AND";
        self.between = self.word == "BETWEEN" || (self.between && !of_between);
        self.compared = of_between
            || matches!(
                self.word.as_str(),
                "LIKE" | "ILIKE" | "BETWEEN" | "IS" | "NOT"
            );
        self.speaks_of_passwords |= matches!(self.word.as_str(), "IDENTIFIED" | "PASSWORD");
    }

    fn foreign(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest.chars().next().map_or(1, char::len_utf8);
        self.out.push_str(&rest[..length]);
        self.at += length;
    }

    fn other(&mut self, byte: u8) {
        self.at += 1;
        if byte.is_ascii_whitespace() {
            if !self.out.ends_with(' ') {
                self.out.push(' ');
            }
            return;
        }
        self.out.push(char::from(byte));
        match byte {
            b'.' => {}
            b',' => self.word.clear(),
            _ => {
                self.word.clear();
                self.compared = true;
            }
        }
    }
}

/// Words before a bracket that hold no values.
fn is_keyword(word: &str) -> bool {
    [
        "SELECT",
        "FROM",
        "WHERE",
        "AND",
        "OR",
        "NOT",
        "AS",
        "EXISTS",
        "UNION",
        "ON",
        "USING",
        "BY",
        "WITH",
        "OVER",
        "INTO",
        "KEY",
        "UNIQUE",
        "DISTINCT",
        "SET",
        "RETURNING",
        "WHEN",
        "THEN",
    ]
    .contains(&word)
}
