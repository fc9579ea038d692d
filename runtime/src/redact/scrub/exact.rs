//! Values that the program knows to be secret, wherever they turn up and however they are encoded.

use super::rules::{Hits, Rule};
use aho_corasick::{AhoCorasick, MatchKind};
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::sync::{PoisonError, RwLock};
use zeroize::Zeroizing;

/// The shortest value: a shorter one would be found in ordinary words.
const MIN_BYTES: usize = 8;
/// The longest value.
const MAX_BYTES: usize = 4 * 1024;
/// How many values are watched for.
const MAX_VALUES: usize = 256;

/// Why a value is not watched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WatchError {
    /// It has fewer than 8 bytes, or more than 4 KiB.
    Length,
    /// There are 256 already.
    TooMany,
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "a value to watch for has 8 bytes to 4 KiB",
            Self::TooMany => "256 values are watched for already",
        })
    }
}

impl std::error::Error for WatchError {}

#[derive(Default)]
struct Watched {
    values: Vec<Zeroizing<String>>,
    automaton: Option<AhoCorasick>,
}

static WATCHED: RwLock<Watched> = RwLock::new(Watched {
    values: Vec::new(),
    automaton: None,
});

/// Makes the scrubber look for a value from now on: as it is, in base64 (RFC 4648, both alphabets,
/// wherever in the encoded bytes it begins), in hexadecimal, percent-encoded (RFC 3986), and as
/// JSON escapes it. In its place stands `[scrubbed:secret]`.
///
/// For what a process reads once and keeps: passwords of its data stores, keys of other services.
/// The values stay in memory for as long as the process lives.
///
/// # Errors
/// A value of fewer than 8 bytes or more than 4 KiB, and every value after 256, is not watched
/// for.
///
/// ```
/// frosted::redact::watch_for("correct horse battery")?;
/// let text = frosted::redact::scrub("cannot log in as shop / correct horse battery");
/// assert_eq!(text, "cannot log in as shop / [scrubbed:secret]");
/// # Ok::<(), frosted::redact::WatchError>(())
/// ```
pub fn watch_for(value: &str) -> Result<(), WatchError> {
    if !(MIN_BYTES..=MAX_BYTES).contains(&value.len()) {
        return Err(WatchError::Length);
    }
    let mut watched = WATCHED.write().unwrap_or_else(PoisonError::into_inner);
    if watched.values.iter().any(|known| known.as_str() == value) {
        return Ok(());
    }
    if watched.values.len() == MAX_VALUES {
        return Err(WatchError::TooMany);
    }
    watched.values.push(Zeroizing::new(value.to_owned()));
    let forms = watched.values.iter().flat_map(|value| forms(value));
    // What is too large to build keeps the last one, and the value is not watched for.
    let built = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(forms);
    match built {
        Ok(automaton) => watched.automaton = Some(automaton),
        Err(_) => {
            watched.values.pop();
            return Err(WatchError::TooMany);
        }
    }
    Ok(())
}

/// The text without any watched value.
pub(super) fn replaced<'t>(text: &'t str, hits: &mut Hits) -> Cow<'t, str> {
    let watched = WATCHED.read().unwrap_or_else(PoisonError::into_inner);
    let Some(automaton) = &watched.automaton else {
        return Cow::Borrowed(text);
    };
    let mut out = String::new();
    let mut done = 0;
    for found in automaton.find_iter(text) {
        let range = found.range();
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(Rule::Watched.marker());
        done = range.end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    hits.add(Rule::Watched);
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// Everything that a value looks like.
fn forms(value: &str) -> Vec<String> {
    let bytes = value.as_bytes();
    let mut forms = vec![
        value.to_owned(),
        json(value),
        json(value).replace('/', "\\/"),
    ];
    for alphabet in [STANDARD, URL_SAFE] {
        forms.extend((0..3).map(|shift| base64(bytes, shift, alphabet)));
    }
    for (upper, plain) in [
        (true, UNRESERVED),
        (false, UNRESERVED),
        (true, FORM),
        (true, COMPONENT),
    ] {
        forms.push(percent(value, upper, plain));
    }
    let hex = |upper| bytes.iter().map(|byte| hex(*byte, upper)).collect();
    forms.push(hex(false));
    forms.push(hex(true));
    forms.retain(|form: &String| form.len() >= MIN_BYTES);
    forms.sort_unstable();
    forms.dedup();
    forms
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What all base64 texts have in common that hold the bytes at an offset of `shift` modulo three:
/// the characters that depend on nothing before or after.
fn base64(bytes: &[u8], shift: usize, alphabet: &[u8; 64]) -> String {
    let before = std::iter::repeat_n(0, shift);
    let all: Vec<u8> = before.chain(bytes.iter().copied()).collect();
    let mut text = String::new();
    for three in all.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place)) & 63;
            text.push(char::from(alphabet[index as usize]));
        }
    }
    let first = (shift * 8).div_ceil(6);
    let last = all.len() * 8 / 6;
    text[first..last].to_owned()
}

const UNRESERVED: &str = "-._~";
/// What `encodeURIComponent` leaves as it is (ECMA-262).
const COMPONENT: &str = "-._~!'()*";
/// `application/x-www-form-urlencoded`
const FORM: &str = "*-._";

fn percent(value: &str, upper: bool, plain: &str) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        let letter = char::from(byte);
        if letter.is_ascii_alphanumeric() || plain.contains(letter) {
            text.push(letter);
        } else if letter == ' ' && plain == FORM {
            text.push('+');
        } else {
            text.push('%');
            text.push_str(&hex(byte, upper));
        }
    }
    text
}

fn hex(byte: u8, upper: bool) -> String {
    if upper {
        format!("{byte:02X}")
    } else {
        format!("{byte:02x}")
    }
}

/// As it stands in a JSON string (RFC 8259).
fn json(value: &str) -> String {
    let mut text = String::new();
    for letter in value.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            control if control < ' ' => {
                let _ = write!(text, "\\u{:04x}", u32::from(control));
            }
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_found_wherever_it_begins() {
        // Encoded with Python's base64 module.
        let inside = [
            "aHVudGVyMmh1bnRlcjI=",
            "eGh1bnRlcjJodW50ZXIy",
            "eHhodW50ZXIyaHVudGVyMg==",
        ];
        for (shift, text) in inside.iter().enumerate() {
            let form = base64(b"hunter2hunter2", shift, STANDARD);
            assert!(form.len() >= 18 && text.contains(&form), "{form} in {text}");
        }
    }

    #[test]
    fn other_encodings() {
        assert_eq!(percent("a b/ä", true, UNRESERVED), "a%20b%2F%C3%A4");
        assert_eq!(percent("a b/ä", false, FORM), "a+b%2f%c3%a4");
        assert_eq!(json("a\"b\\\n\u{1}"), "a\\\"b\\\\\\n\\u0001");
    }
}
