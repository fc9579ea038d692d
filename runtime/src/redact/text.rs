//! Text of bounded size, printed without ever failing.

use std::fmt::{self, Write};

/// How many bytes one text value keeps.
const MAX_TEXT: usize = 8 * 1024;

/// What `text` prints, up to 8 KiB and a note of how much was left out. A `Display` or `Debug` that
/// fails is marked and takes nothing down.
pub(crate) fn bounded(text: fmt::Arguments<'_>) -> String {
    let mut bounded = Bounded::default();
    let failed = bounded.write_fmt(text).is_err();
    bounded.finish(failed)
}

/// How many bytes are kept of a text that is only compared.
const MAX_COMPARED: usize = 1024;

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
            let _ = write!(&mut self.kept, "…[+{} bytes]", self.left_out);
        }
        if failed {
            self.kept.push_str("[unprintable]");
        }
        self.kept
    }
}

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MAX_TEXT.saturating_sub(self.kept.len());
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
        let text = bounded(format_args!("{long}more"));
        assert!(text.ends_with(&format!("ä…[+{} bytes]", MAX_TEXT + 4)));
    }

    #[test]
    fn a_display_that_fails_takes_nothing_down() {
        assert_eq!(bounded(format_args!("{Failing}")), "half[unprintable]");
    }
}
