//! `password=hunter2`, `"token": "abc"`, `Authorization: Bearer abc`, `pin: Some(1234)`: a name that
//! speaks of a secret, and its value after `=` or `:`.

use super::rules::Rule;
use super::scan::{Found, Scan, run};
use super::settings::is_sensitive;
use crate::redact::keys::is_measure;

/// The longest name that is looked at.
const MAX_NAME: usize = 64;
/// How many brackets may be open in one value.
const MAX_OPEN: usize = 64;

/// The value after the separator at this place, if its name speaks of a secret.
pub(super) fn value(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let bytes = scan.bytes();
    let around = [at.checked_sub(1), Some(at + 1)];
    let doubled = |place: Option<usize>| place.and_then(|it| bytes.get(it)) == Some(&b':');
    if bytes[at] == b':' && around.into_iter().any(doubled) {
        return None;
    }
    let name = name_before(scan, at)?;
    if !is_sensitive(name) {
        return None;
    }
    let start = run(bytes, at + 1, |byte| b" \t=>".contains(&byte));
    let whole_line = is_header(name) && !opens(&bytes[start.min(bytes.len())..]);
    let (start, end) = if whole_line {
        (start, end_of_line(bytes, start))
    } else {
        value_at(scan.text, start)?
    };
    let text = &scan.text[start..end];
    let number = || {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    if says_nothing(text) || (is_measure(name) && number()) {
        return None;
    }
    Found::new(start..end, Rule::Key)
}

/// `--password hunter2`: an option of a command line; with `=` it is found by that.
pub(super) fn option(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let bytes = scan.bytes();
    if bytes.get(at + 1) != Some(&b'-') || (at > 0 && !bytes[at - 1].is_ascii_whitespace()) {
        return None;
    }
    let start = at + 2;
    let end = run(&bytes[..bytes.len().min(start + MAX_NAME)], start, |byte| {
        byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
    });
    if bytes.get(end) != Some(&b' ') || !is_sensitive(&scan.text[start..end]) {
        return None;
    }
    let (start, end) = value_at(scan.text, end + 1)?;
    let another = bytes.get(start) == Some(&b'-');
    (!another)
        .then(|| Found::new(start..end, Rule::Key))
        .flatten()
}

/// `<password>hunter2</password>`: the text of an element.
pub(super) fn element(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let name = name_before(scan, at)?;
    let open = at - name.len();
    let opens = open > 0 && scan.bytes()[open - 1] == b'<';
    if !opens || !is_sensitive(name) {
        return None;
    }
    let end = run(scan.bytes(), at + 1, |byte| byte != b'<');
    Found::new(at + 1..end, Rule::Key)
}

/// The name that stands before a separator, without its quotes.
fn name_before<'t>(scan: &Scan<'t>, at: usize) -> Option<&'t str> {
    let bytes = scan.bytes();
    let earliest = at.saturating_sub(MAX_NAME + 16);
    let before = |from: usize, count: usize, is: &dyn Fn(u8) -> bool| {
        let bytes = &bytes[earliest..from];
        from - bytes
            .iter()
            .rev()
            .take(count)
            .take_while(|byte| is(**byte))
            .count()
    };
    let end = before(at, 8, &|byte| byte == b' ' || byte == b'\t');
    let end = before(end, 4, &|byte| b"\"'`\\]".contains(&byte));
    let start = before(end, MAX_NAME, &|byte| {
        byte.is_ascii_alphanumeric() || b"_-.".contains(&byte)
    });
    // A value that was just left out is no name.
    let name = scan.text.get(start.max(scan.done())..end)?;
    // `\npin` as it was printed: the letter belongs to the escape.
    let escaped = start > 0 && bytes[start - 1] == b'\\' && name.starts_with(['n', 'r', 't']);
    let name = if escaped { &name[1..] } else { name };
    (!name.is_empty()).then_some(name)
}

/// Names whose values go on to the end of the line.
fn is_header(name: &str) -> bool {
    let ends = |suffix: &str| {
        let start = name.len().saturating_sub(suffix.len());
        name.get(start..)
            .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
    };
    ends("authorization") || ends("cookie")
}

/// Whether a value stands in quotes or brackets, perhaps behind a name: `"..`, `[..`, `Some("..`.
fn opens(rest: &[u8]) -> bool {
    let name = run(rest, 0, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match rest.get(name) {
        Some(b'(' | b'[' | b'{') => true,
        Some(b'"' | b'\'' | b'\\') => name <= 1,
        _ => false,
    }
}

/// The end of the line, also where it was printed as `\n`. In one look: a line may be empty, and
/// the next one too.
fn end_of_line(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start..];
    let ends = |at: &usize| match rest[*at] {
        b'\r' | b'\n' => true,
        b'\\' => matches!(rest.get(at + 1), Some(b'r' | b'n')),
        _ => false,
    };
    start + (0..rest.len()).find(ends).unwrap_or(rest.len())
}

/// Where a value begins and ends: between its quotes, to the end of its brackets, or up to what
/// separates it from the next.
fn value_at(text: &str, start: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    // `b"..`, `r'..`
    let letter = bytes.get(start).is_some_and(u8::is_ascii_alphabetic);
    let quoted_next = matches!(bytes.get(start + 1), Some(b'"' | b'\'' | b'\\'));
    let start = if letter && quoted_next {
        start + 1
    } else {
        start
    };
    match *bytes.get(start)? {
        quote @ (b'"' | b'\'' | b'`') => {
            // `'''..`, `""..`: as often as it opens.
            let from = run(bytes, start, |byte| byte == quote);
            let empty =
                from == start + 2 && bytes.get(from).is_none_or(|it| !it.is_ascii_alphanumeric());
            if empty {
                return None;
            }
            Some((from, end_of_quoted(bytes, from, quote)))
        }
        // Quotes that were escaped, once or more often.
        b'\\' => {
            let quote = run(bytes, start, |byte| byte == b'\\');
            let mark = text
                .get(start..=quote)
                .filter(|it| it.ends_with(['"', '\'']))?;
            let from = quote + 1;
            let mut ends = text[from..].match_indices(mark).map(|(at, _)| from + at);
            let end = ends.find(|at| bytes[at - 1] != b'\\').unwrap_or(text.len());
            Some((from, end))
        }
        _ => {
            let end = run(bytes, start, |byte| {
                !(byte.is_ascii_whitespace() || b",;&)}]\"'`<>|([{".contains(&byte))
            });
            let end = match bytes.get(end) {
                Some(b'(' | b'[' | b'{') => end_of_brackets(bytes, end),
                // `Pin { number: 1 }`
                Some(b' ') if end > start && bytes.get(end + 1) == Some(&b'{') => {
                    end_of_brackets(bytes, end + 1)
                }
                _ => end,
            };
            Some((start, end))
        }
    }
}

fn end_of_quoted(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            byte if *byte == quote => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The end of what opens here, quotes in it looked at; brackets that never close go on to the end.
fn end_of_brackets(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut open) = (start, 0_usize);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open -= 1,
            b'"' => at = end_of_quoted(bytes, at, b'"') + 1,
            _ => {}
        }
        if open == 0 {
            return at.min(bytes.len());
        }
        if open > MAX_OPEN {
            break;
        }
    }
    bytes.len()
}

/// What stands in place of a value already, or says that there is none.
fn says_nothing(text: &str) -> bool {
    const NOTHING: [&str; 8] = [
        "",
        "None",
        "null",
        "nil",
        "true",
        "false",
        "undefined",
        "***",
    ];
    const OURS: [&str; 8] = [
        "[REDACTED",
        "[scrub-failed",
        "[redaction-failed",
        "[secret",
        "[pii",
        "[pan",
        "[health",
        "[internal",
    ];
    let shape = |tag: &str| {
        let rest = text.strip_prefix(tag);
        rest.is_some_and(|rest| rest == "]" || rest.starts_with(" …"))
    };
    let ours = text.len() <= MAX_NAME
        && text.ends_with(']')
        && (text.starts_with("[scrubbed:") || OURS.iter().any(|tag| shape(tag)));
    ours || NOTHING.contains(&text)
}
