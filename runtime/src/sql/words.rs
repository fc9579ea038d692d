//! A statement as a list of pieces: what is a word, what is a value, and what is a comment, in any
//! dialect. Nothing is refused and nothing panics: what is not closed reaches to the end.

/// One piece of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// A keyword or a name, with its dots.
    Word(&'t str),
    /// A name in quotes, or text in some dialects.
    Quoted(&'t str),
    /// Text in single quotes.
    Text(&'t str),
    Comment,
    /// Anything else, one character.
    Sign(char),
}

/// The pieces of a statement, in order.
#[derive(Clone, Debug)]
pub(super) struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Pieces<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// Takes so many bytes, or all that there are, up to the end of a character.
    fn take(&mut self, bytes: usize) -> &'t str {
        let mut end = bytes.min(self.rest.len());
        while !self.rest.is_char_boundary(end) {
            end += 1;
        }
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Up to the closing quote, which stands for itself if it is doubled; with a backslash before
    /// it in text that knows these.
    fn quoted(&mut self, quote: u8, escapes: bool) -> &'t str {
        let bytes = self.rest.as_bytes();
        let mut at = 1;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' if escapes => at += 2,
                byte if byte == quote && bytes.get(at + 1) == Some(&quote) => at += 2,
                byte if byte == quote => return self.take(at + 1),
                _ => at += 1,
            }
        }
        self.take(bytes.len())
    }

    /// `/* .. */`, which may hold others.
    fn comment(&mut self) {
        let bytes = self.rest.as_bytes();
        let (mut at, mut depth) = (2, 1_usize);
        while at < bytes.len() && depth > 0 {
            match &bytes[at..] {
                [b'/', b'*', ..] => (at, depth) = (at + 2, depth + 1),
                [b'*', b'/', ..] => (at, depth) = (at + 2, depth - 1),
                _ => at += 1,
            }
        }
        self.take(at);
    }

    fn line(&mut self) {
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        self.take(end);
    }

    /// `$$ .. $$` and `$tag$ .. $tag$`; else `None`.
    fn dollar(&mut self) -> Option<&'t str> {
        let tag = self.rest[1..].find('$')? + 2;
        let opening = &self.rest[..tag];
        let inner = &opening[1..tag - 1];
        let is_tag = inner
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'_')
            && !inner.starts_with(|it: char| it.is_ascii_digit());
        if !is_tag {
            return None;
        }
        let closing = self.rest[tag..].find(opening);
        let end = closing.map_or(self.rest.len(), |place| tag + place + tag);
        Some(self.take(end))
    }

    fn word(&mut self) -> Piece<'t> {
        let is_part = |it: char| it.is_alphanumeric() || "_$#@.".contains(it);
        let end = self.rest.find(|it| !is_part(it));
        let word = self.take(end.unwrap_or(self.rest.len()));
        let next = self.rest.as_bytes().first();
        // `E'..'`, `N'..'`, `x'..'`: the letters belong to it.
        if next == Some(&b'\'') && word.len() <= 2 && !word.contains('.') {
            return Piece::Text(self.quoted(b'\'', word.eq_ignore_ascii_case("e")));
        }
        Piece::Word(word)
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        let second = self.rest.as_bytes().get(1).copied();
        Some(match (first, second) {
            ('-', Some(b'-')) => {
                self.line();
                Piece::Comment
            }
            ('/', Some(b'*')) => {
                self.comment();
                Piece::Comment
            }
            ('\'', _) => Piece::Text(self.quoted(b'\'', false)),
            ('"', _) => Piece::Quoted(self.quoted(b'"', false)),
            ('`', _) => Piece::Quoted(self.quoted(b'`', false)),
            ('$', Some(b'$' | b'_' | b'a'..=b'z' | b'A'..=b'Z')) => match self.dollar() {
                Some(text) => Piece::Text(text),
                None => Piece::Sign(self.sign()),
            },
            (first, _) if first.is_alphabetic() || first == '_' => self.word(),
            (first, _) if first.is_ascii_digit() => {
                // A number is no name.
                self.word();
                Piece::Sign('0')
            }
            _ => Piece::Sign(self.sign()),
        })
    }
}

impl Pieces<'_> {
    fn sign(&mut self) -> char {
        let sign = self.take(1);
        sign.chars().next().unwrap_or(' ')
    }
}
