//! Text of bounded size, printed without ever failing.

use std::fmt::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many bytes one text value keeps.
pub(crate) const MAX_TEXT: usize = 8 * 1024;
/// How many bytes are printed to be looked through. What a token is must be seen before a text is
/// cut, as half a token is not known as one.
const MAX_PRINTED: usize = 4 * MAX_TEXT;

/// What `text` prints, up to 32 KiB, and a note of how much was left out. A `Display` or `Debug`
/// that fails is marked and takes nothing down.
pub(crate) fn bounded(text: fmt::Arguments<'_>) -> String {
    let mut bounded = Bounded::default();
    // Somebody's `Display` may panic as well.
    let printed = catch_unwind(AssertUnwindSafe(|| bounded.write_fmt(text)));
    bounded.finish(!matches!(printed, Ok(Ok(()))))
}

/// The same of a text that is there.
pub(crate) fn bounded_text(text: &str) -> String {
    if text.len() <= MAX_PRINTED {
        return text.to_owned();
    }
    bounded(format_args!("{text}"))
}

/// A text cut to 8 KiB, with a note of how much was left out.
pub(crate) fn cut(mut text: String) -> String {
    if text.len() <= MAX_TEXT + MAX_NOTE {
        return text;
    }
    // Of one that was cut before, the note is taken on.
    let before = left_out_before(&text);
    let end = text.floor_char_boundary(MAX_TEXT);
    let left_out = text.len() - end - before.1 + before.0;
    text.truncate(end);
    let _ = write!(text, "{}", LeftOut(left_out));
    text
}

/// How much a note says was left out, and how long it is itself.
fn left_out_before(text: &str) -> (usize, usize) {
    let note = text.rfind("…[+").map(|at| &text[at..]);
    let count = note.and_then(|note| note.strip_prefix("…[+")?.strip_suffix(" bytes]"));
    match (note, count.and_then(|count| count.parse().ok())) {
        (Some(note), Some(count)) => (count, note.len()),
        _ => (0, 0),
    }
}

/// How long a note may be, which is not worth a second one.
const MAX_NOTE: usize = 64;

/// The longest value that must be seen as a whole to be known, in its longest encoding. Everything
/// longer is known by how it begins.
const MAX_HALF: usize = 16 * 1024;

struct LeftOut(usize);

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "…[+{} bytes]", self.0)
    }
}

/// How many bytes are kept of a text that is only compared.
pub(crate) const MAX_COMPARED: usize = 1024;

/// The beginning of what `text` prints: printing stops when there is enough of it.
pub(crate) fn clipped(text: fmt::Arguments<'_>) -> String {
    let mut clipped = Clipped(String::new());
    let _ = clipped.write_fmt(text);
    clipped.0
}

struct Clipped(String);

impl Write for Clipped {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let cut = text.floor_char_boundary(MAX_COMPARED.saturating_sub(self.0.len()));
        self.0.push_str(&text[..cut]);
        if cut < text.len() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

#[derive(Default)]
struct Bounded {
    kept: String,
    left_out: usize,
}

impl Bounded {
    fn finish(mut self, failed: bool) -> String {
        if self.left_out > 0 {
            // The last word may be half a token.
            let whole = self.kept.rfind(char::is_whitespace).unwrap_or(0);
            let whole = whole.max(self.kept.floor_char_boundary(MAX_PRINTED - MAX_HALF));
            self.left_out += self.kept.len() - whole;
            self.kept.truncate(whole);
            let _ = write!(&mut self.kept, "{}", LeftOut(self.left_out));
        }
        if failed {
            self.kept.push_str("[unprintable]");
        }
        self.kept
    }
}

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MAX_PRINTED.saturating_sub(self.kept.len());
        let room = if self.left_out == 0 { room } else { 0 };
        let cut = text.floor_char_boundary(room);
        self.kept.push_str(&text[..cut]);
        self.left_out += text.len() - cut;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing;

    impl fmt::Display for Failing {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("half")?;
            Err(fmt::Error)
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_character_and_says_so() {
        let long = "ä".repeat(MAX_TEXT);
        let text = cut(bounded(format_args!("{long}more")));
        assert!(text.ends_with(&format!("ä…[+{} bytes]", MAX_TEXT + 4)));
    }

    #[test]
    fn what_is_not_looked_through_leaves_no_half_word() {
        let long = "ä ".repeat(MAX_PRINTED);
        let text = bounded(format_args!("{long}"));
        assert!(text.ends_with("ä…[+65539 bytes]") && text.len() < MAX_PRINTED + 20);
        let word = "ä".repeat(MAX_PRINTED);
        let text = bounded(format_args!("{word}"));
        assert!(text.ends_with("ä…[+49152 bytes]"), "{}", &text[16_300..]);
        assert!(cut(text).ends_with("ä…[+57344 bytes]"));
    }

    #[test]
    fn a_display_that_fails_takes_nothing_down() {
        assert_eq!(bounded(format_args!("{Failing}")), "half[unprintable]");
    }
}
