//! A bounded run over what reads texts that others wrote: the scrubber, addresses, and statements of
//! SQL. It begins with a corpus and changes it; what once failed is kept there.
//!
//! `FUZZ_SECONDS=600 cargo test -p frosted-tests --test redact fuzz` looks longer, and writes what
//! fails to standard error.

use frosted::redact::{scrub, sql};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// What the rules look for, to be put anywhere.
const PARTS: &[&str] = &[
    "password",
    "=",
    ":",
    "\"",
    "'",
    "`",
    "\\",
    "\\\"",
    "://",
    "@",
    "?",
    "&",
    "#",
    "/",
    "%41",
    "eyJ",
    ".",
    "-----BEGIN ",
    "-----",
    "-----END X-----",
    "PRIVATE KEY",
    "Bearer ",
    "Basic ",
    "ghp_",
    "sk-",
    "AKIA",
    "4111111111111111",
    " ",
    "-",
    "DE89370400440532013000",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "\n",
    "\r",
    "\0",
    "\u{202e}",
    "e\u{301}",
    "🔑",
    "ä",
    "token",
    "cookie",
    "Authorization",
    "[scrubbed:key]",
    "[REDACTED]",
    "invalid type: ",
    ", expected",
    "Key (",
    ")=(",
    "byte index ",
    " of `",
    "assertion `left ",
    "\n  left: ",
    "SELECT ",
    "FROM t",
    "--",
    "/*",
    "*/",
    "$$",
    "$1",
    "E'",
    "IN (",
    "VALUES (",
    ",",
    "--password ",
    "</",
];

/// A small generator of numbers (xorshift64*): the same run each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d);
        usize::try_from(number >> 33).unwrap() % limit.max(1)
    }
}

/// The text with one change.
fn changed(text: &str, corpus: &[String], numbers: &mut Numbers) -> String {
    let at = text.floor_char_boundary(numbers.below(text.len() + 1));
    let (before, after) = text.split_at(at);
    match numbers.below(6) {
        0 | 1 => format!("{before}{}{after}", PARTS[numbers.below(PARTS.len())]),
        2 => {
            let end = after.floor_char_boundary(numbers.below(after.len() + 1));
            format!("{before}{}", &after[end..])
        }
        3 => {
            let other = &corpus[numbers.below(corpus.len())];
            let from = other.floor_char_boundary(numbers.below(other.len() + 1));
            format!("{before}{}", &other[from..])
        }
        4 => format!("{before}{before}{after}"),
        _ => {
            let letter = char::from_u32(u32::try_from(numbers.below(0x300)).unwrap());
            format!("{before}{}{after}", letter.unwrap_or('x'))
        }
    }
}

/// What must hold for any text.
fn holds(text: &str) {
    let once = scrub(text).into_owned();
    assert_ne!(once, "[scrub-failed]", "{text:?}");
    // A marker may stand where a word went on, and let another rule see more: that ends soon.
    let settled = (0..3).fold(once.clone(), |text, _| scrub(&text).into_owned());
    assert_eq!(scrub(&settled), settled, "{text:?}");
    let _ = sql(text);
    assert!(once.len() <= text.len() * 24 + 64, "{text:?}");
}

#[test]
fn what_others_wrote_is_read_without_fault() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("redact/corpus");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let corpus: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).unwrap();
            text.split("\n%%\n").map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert!(corpus.len() > 30);
    for text in &corpus {
        holds(text);
    }
    let seconds = std::env::var("FUZZ_SECONDS")
        .ok()
        .and_then(|it| it.parse().ok());
    let until = Instant::now() + Duration::from_secs(seconds.unwrap_or(0));
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut round = 0_u32;
    while round < 60_000 || Instant::now() < until {
        round += 1;
        let mut text = corpus[numbers.below(corpus.len())].clone();
        for _ in 0..=numbers.below(6) {
            text = changed(&text, &corpus, &mut numbers);
            text.truncate(text.floor_char_boundary(2000));
        }
        holds(&text);
    }
}
