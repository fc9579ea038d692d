//! Values that libraries quote in the texts of their errors and panics. What follows stands there
//! in fixed words, so the value can be told from the rest.

use super::rules::Rule;
use super::scan::{Found, Scan};
use super::settings::is_on;
use std::ops::Range;

/// How a text begins that quotes a value, and where the value is.
struct Quotation {
    /// Its first word.
    word: &'static str,
    /// What must follow the word.
    then: &'static str,
    /// What stands right before the value.
    opens: &'static str,
    /// What stands right after it; the last that fits counts, on this line, else the line's end.
    closes: &'static [&'static str],
}

/// The first two letters of each word stand in `scan` as well.
const QUOTATIONS: &[Quotation] = &[
    // serde: `invalid type: string "hunter2", expected u32`
    Quotation {
        word: "invalid",
        then: " type: ",
        opens: "",
        closes: &[", expected"],
    },
    Quotation {
        word: "invalid",
        then: " value: ",
        opens: "",
        closes: &[", expected"],
    },
    Quotation {
        word: "invalid",
        then: " length: ",
        opens: "",
        closes: &[", expected"],
    },
    Quotation {
        word: "invalid",
        then: " input value for ",
        opens: ": ",
        closes: &[],
    },
    Quotation {
        word: "invalid",
        then: " digit",
        opens: "`",
        closes: &["`"],
    },
    // serde: "unknown variant `hunter2`, expected ..", "unknown field .."
    Quotation {
        word: "unknown",
        then: " variant `",
        opens: "",
        closes: &["`, expected", "`, there are", "`"],
    },
    Quotation {
        word: "unknown",
        then: " field `",
        opens: "",
        closes: &["`, expected", "`, there are", "`"],
    },
    // PostgreSQL: `Key (email)=(ada@example.com) already exists.`
    Quotation {
        word: "Key",
        then: " (",
        opens: ")=(",
        closes: &[
            ") already exists",
            ") is not present",
            ") is still referenced",
            ") conflicts",
            ")",
        ],
    },
    // PostgreSQL: `Failing row contains (1, ada@example.com, ..).`
    Quotation {
        word: "Failing",
        then: " row contains (",
        opens: "",
        closes: &[").", ")"],
    },
    // PostgreSQL: `invalid input syntax for type integer: "hunter2"`
    Quotation {
        word: "invalid",
        then: " input syntax for ",
        opens: ": ",
        closes: &[],
    },
    // MySQL: `Duplicate entry 'ada@example.com' for key 'users.email'`
    Quotation {
        word: "Duplicate",
        then: " entry '",
        opens: "",
        closes: &["' for key"],
    },
    // A slice of text: "byte index 2 is not a char boundary; it is inside 'ä' (bytes 1..3) of `..`"
    Quotation {
        word: "byte",
        then: " index ",
        opens: " is inside ",
        closes: &[],
    },
    Quotation {
        word: "byte",
        then: " index ",
        opens: " of `",
        closes: &["`"],
    },
    Quotation {
        word: "byte",
        then: " range ",
        opens: " of `",
        closes: &["`"],
    },
    // `Result::unwrap`: "called `Result::unwrap()` on an `Err` value: .."
    Quotation {
        word: "called",
        then: " `Result::unwrap",
        opens: "` value: ",
        closes: &[],
    },
];

/// How far the value may stand from the words before it.
const MAX_AWAY: usize = 160;
/// How long a quoted value is looked for.
const MAX_VALUE: usize = 64 * 1024;

/// The value that a library's error quotes, if one begins with this word.
pub(super) fn at_word(scan: &mut Scan<'_>, word: &Range<usize>) -> Option<Found> {
    let text = &scan.text[word.clone()];
    if !is_on(Rule::Quoted) {
        return None;
    }
    if text == "assertion" {
        return assertion(scan, word.end);
    }
    let rest = &scan.text[word.end..];
    let fits = |it: &&Quotation| it.word == text && rest.starts_with(it.then);
    QUOTATIONS
        .iter()
        .filter(fits)
        .find_map(|it| value(scan, word.end, it))
}

fn value(scan: &Scan<'_>, from: usize, quotation: &Quotation) -> Option<Found> {
    let after = from + quotation.then.len();
    let rest = &scan.text[after..];
    let near = &rest[..rest.floor_char_boundary(MAX_AWAY)];
    let start = after + near.find(quotation.opens)? + quotation.opens.len();
    let rest = &scan.text[start..];
    let line = &rest[..rest.floor_char_boundary(MAX_VALUE)];
    // What `unwrap` prints may have many lines.
    let one_line = quotation.word != "called";
    let line = &line[..line.find('\n').filter(|_| one_line).unwrap_or(line.len())];
    let mut closes = quotation.closes.iter();
    let end = closes.find_map(|close| line.rfind(close));
    let end = end.unwrap_or(line.len());
    Found::new(start..start + end, Rule::Quoted)
}

/// `assert_eq!` prints both values, on lines of their own, after a message that is the program's.
fn assertion(scan: &mut Scan<'_>, from: usize) -> Option<Found> {
    let rest = &scan.text[from..];
    if !scan.may_assert || !rest.starts_with(" `left ") {
        return None;
    }
    let Some(values) = rest.find("\n  left: ") else {
        scan.may_assert = false;
        return None;
    };
    let start = from + values + "\n  left: ".len();
    Found::new(start..scan.text.len(), Rule::Quoted)
}
