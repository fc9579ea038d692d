//! One pass over a text. At the beginning of each word, and at each separator, a few matchers are
//! asked whether something begins there. A match is passed over as a whole; what is no match is
//! looked at a bounded number of times, so the cost grows with the length of the text alone.

use super::rules::{Hits, Rule};
use super::settings::is_on;
use super::{assigned, codes, credentials, quoted, url};
use std::borrow::Cow;
use std::ops::Range;

/// What a matcher found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) rule: Rule,
}

impl Found {
    pub(super) fn new(range: Range<usize>, rule: Rule) -> Option<Self> {
        (is_on(rule) && !range.is_empty()).then_some(Self { range, rule })
    }
}

/// A text as it is looked through.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    /// Up to where everything is written or left out.
    done: usize,
    out: String,
    hits: Hits,
    /// Before here no token begins: it was looked for.
    pub(super) no_jwt_before: usize,
    /// Before here no address begins.
    no_address_before: usize,
    /// Whether an assertion's values may still follow.
    pub(super) may_assert: bool,
}

/// The text without what a rule finds.
pub(super) fn scrubbed<'t>(text: &'t str, hits: &mut Hits) -> Cow<'t, str> {
    let mut scan = Scan {
        text,
        done: 0,
        out: String::new(),
        hits: Hits::default(),
        no_jwt_before: 0,
        no_address_before: 0,
        may_assert: true,
    };
    scan.run();
    if scan.hits.is_empty() {
        return Cow::Borrowed(text);
    }
    hits.join(scan.hits);
    scan.out.push_str(&text[scan.done..]);
    Cow::Owned(scan.out)
}

impl<'t> Scan<'t> {
    pub(super) fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    fn run(&mut self) {
        let bytes = self.bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let found = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => {
                    let end = word_end(bytes, at);
                    let found = self.at_word(at, end);
                    if found.is_none() {
                        at = end;
                        continue;
                    }
                    found
                }
                // A line that was printed as `\n`: the next word begins behind the letter.
                b'\\' if matches!(bytes.get(at + 1), Some(b'n' | b'r' | b't')) => {
                    at += 2;
                    continue;
                }
                b'-' => credentials::pem(self, at).or_else(|| assigned::option(self, at)),
                b'>' => assigned::element(self, at),
                b':' | b'=' => self.at_separator(at),
                b'@' => codes::email(self, at),
                _ => None,
            };
            at = match found {
                Some(found) => self.replace(found),
                None => at + 1,
            };
        }
    }

    /// By the first two letters, which most words do not share with anything.
    fn at_word(&mut self, start: usize, end: usize) -> Option<Found> {
        let bytes = self.bytes();
        let first = bytes[start];
        if first.is_ascii_digit() {
            return codes::card(self, start);
        }
        let word = start..end;
        match [first, bytes.get(start + 1).copied().unwrap_or(0)] {
            [b'e', b'y'] => credentials::jwt(self, start),
            [b'B' | b'b', b'A' | b'a' | b'E' | b'e'] => credentials::header(self, word),
            [b'i' | b'u', b'n']
            | [b'K', b'e']
            | [b'F' | b'c', b'a']
            | [b'D', b'u']
            | [b'b', b'y']
            | [b'a', b's'] => quoted::at_word(self, &word),
            [b'A', b'I' | b'K' | b'S'] | [b'S', b'G'] | [b'G', b'O'] => {
                credentials::vendor(self, start).or_else(|| codes::iban(self, start))
            }
            [b'A'..=b'Z', b'A'..=b'Z'] => codes::iban(self, start),
            [b'd', b'c' | b'o']
            | [b'g', b'h' | b'i' | b'l']
            | [b'h', b'v']
            | [b'n', b'p']
            | [b'p', b'y']
            | [b'r' | b's', b'k']
            | [b's' | b'w', b'h']
            | [b'x', b'a' | b'o']
            | [b'y', b'a'] => credentials::vendor(self, start),
            _ => None,
        }
    }

    fn at_separator(&mut self, at: usize) -> Option<Found> {
        if !self.text[at..].starts_with("://") {
            return assigned::value(self, at);
        }
        if at < self.no_address_before || !is_on(Rule::Url) {
            return None;
        }
        self.at_address(at)
    }

    /// The parts of an address are replaced one by one; it goes on after the last.
    fn at_address(&mut self, at: usize) -> Option<Found> {
        let address = url::look(self.text, at + 3);
        self.no_address_before = address.end;
        let mut parts = address.secrets;
        let last = parts.pop();
        for range in parts {
            if let Some(found) = Found::new(range, Rule::Url) {
                self.replace(found);
            }
        }
        last.and_then(|range| Found::new(range, Rule::Url))
    }

    /// Leaves out what was found, and says where to go on.
    fn replace(&mut self, found: Found) -> usize {
        let Found { range, rule } = found;
        let start = range.start.max(self.done);
        self.out.push_str(&self.text[self.done..start]);
        self.out.push_str(rule.marker());
        self.hits.add(rule);
        self.done = range.end.max(start);
        self.done
    }

    /// Up to where everything is written or left out.
    pub(super) fn done(&self) -> usize {
        self.done
    }
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    run(bytes, start, |byte| {
        byte.is_ascii_alphanumeric() || byte == b'_'
    })
}

/// The end of the run of bytes from `start` on that are all of a kind.
pub(super) fn run(bytes: &[u8], start: usize, is: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest.iter().position(|byte| !is(*byte));
    start + length.unwrap_or(rest.len())
}

/// Whether no word goes on before this place.
pub(super) fn begins_word(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let escape = at >= 2 && bytes[at - 2] == b'\\' && matches!(before, Some(b'n' | b'r' | b't'));
    escape || before.is_none_or(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_'))
}

/// Whether no word goes on at this place.
pub(super) fn ends_word(bytes: &[u8], at: usize) -> bool {
    let after = bytes.get(at);
    after.is_none_or(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'))
}
