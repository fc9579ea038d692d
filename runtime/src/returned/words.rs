//! An error's own words, to tell whether two errors are one: an error that a caller hands on, or
//! wraps, still holds the words of the error that it came from. They stay in memory, and are
//! forgotten when the calls around the error have ended.

use crate::redact::{MAX_COMPARED, clipped};
use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether anybody compares: without that, nobody's `Debug` is called.
static COMPARED: AtomicBool = AtomicBool::new(false);

/// Says that errors are compared from now on.
pub(crate) fn compare_words() {
    COMPARED.store(true, Ordering::Relaxed);
}

/// How many sources of an error are looked at.
const MAX_SOURCES: usize = 8;

/// What an error says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    debug: String,
    display: String,
    /// What its sources say, the nearest first.
    sources: Vec<String>,
}

impl Words {
    pub(super) fn of_debug(error: &dyn fmt::Debug) -> Self {
        if !COMPARED.load(Ordering::Relaxed) {
            return Self::default();
        }
        Self {
            debug: said(format_args!("{error:?}")),
            ..Self::default()
        }
    }

    pub(super) fn of_error(error: &(dyn Error + '_)) -> Self {
        if !COMPARED.load(Ordering::Relaxed) {
            return Self::default();
        }
        let sources = std::iter::successors(source(error), |error| source(*error));
        Self {
            debug: said(format_args!("{error:?}")),
            display: said(format_args!("{error}")),
            sources: sources
                .take(MAX_SOURCES)
                .map(|error| whole_words(said(format_args!("{error}"))))
                .collect(),
        }
    }

    /// The sources' texts, for an attribute that asks for them.
    pub(crate) fn sources(&self) -> &[String] {
        &self.sources
    }

    /// What it says itself.
    pub(crate) fn own(&self) -> [&str; 2] {
        [&self.debug, &self.display]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.own().iter().all(|text| text.is_empty())
    }

    /// Whether an error with these words is, or came from, one with the words `inner`; `None` if
    /// not. Common words say little, see [`Match`].
    pub(crate) fn hold(&self, inner: &Self) -> Option<Match> {
        let inner = inner.own().into_iter();
        let found = inner.filter(|inner| self.texts().any(|text| holds(text, inner)));
        found.map(Match::of).max()
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        let own = [&self.debug, &self.display].into_iter();
        own.chain(&self.sources)
    }
}

/// How much it says that an error holds the words of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    /// The words could be those of many errors: a name such as `NotFound`, a message that is
    /// always the same, or a number alone.
    Common,
    /// There is a value among the words, so they tell one occurrence from another.
    Telling,
}

impl Match {
    fn of(text: &str) -> Self {
        let words = text.split(|it: char| !it.is_alphanumeric());
        let several = words.filter(|word| !word.is_empty()).count() > 1;
        if several && text.contains(|it: char| it == '"' || it.is_ascii_digit()) {
            Self::Telling
        } else {
            Self::Common
        }
    }
}

fn source<'e>(error: &'e dyn Error) -> Option<&'e (dyn Error + 'static)> {
    catch_unwind(AssertUnwindSafe(|| error.source()))
        .ok()
        .flatten()
}

/// A text without its last word if it may have been clipped: half a token is not known as one.
fn whole_words(mut text: String) -> String {
    if text.len() + 4 > MAX_COMPARED {
        let end = text.rfind(char::is_whitespace).unwrap_or_default();
        text.truncate(end);
    }
    text
}

/// What somebody's `Debug` or `Display` prints. One that panics says nothing.
fn said(text: fmt::Arguments<'_>) -> String {
    catch_unwind(AssertUnwindSafe(|| clipped(text))).unwrap_or_default()
}

/// Whether `inner` stands in `text`, as it is or as `Debug` prints text.
fn holds(text: &str, inner: &str) -> bool {
    stands_in(text, inner) || stands_in(text, &inner.escape_debug().to_string())
}

/// Whether `inner` stands in `text` as a whole, not as a part of longer words. What has no word in
/// it stands nowhere.
fn stands_in(text: &str, inner: &str) -> bool {
    let ends = |rest: Option<char>| rest.is_none_or(|it| !it.is_alphanumeric());
    inner.contains(char::is_alphanumeric)
        && text.match_indices(inner).any(|(at, _)| {
            ends(text[..at].chars().next_back()) && ends(text[at + inner.len()..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(debug: &str) -> Words {
        Words {
            debug: debug.to_owned(),
            ..Words::default()
        }
    }

    #[test]
    fn an_error_holds_the_words_of_the_one_it_wraps() {
        let held = |outer: &str, inner: &str| words(outer).hold(&words(inner));
        assert_eq!(
            held("Order(Db(Timeout))", "Db(Timeout)"),
            Some(Match::Common)
        );
        assert_eq!(held("Order(Full(3))", "Full(3)"), Some(Match::Telling));
        assert_eq!(held("Timeout", "Timeout"), Some(Match::Common));
        assert_eq!(held("Timeouts", "Timeout"), None);
        assert_eq!(held("Order(Full)", "Timeout"), None);
        assert_eq!(
            held(
                "AppError(\"no table \\\"orders\\\"\")",
                "no table \"orders\""
            ),
            Some(Match::Telling)
        );
    }

    #[test]
    fn words_that_say_nothing_stand_nowhere() {
        for inner in ["", "()", "\"\""] {
            assert_eq!(
                words("Order { name: \"\", unit: () }").hold(&words(inner)),
                None
            );
        }
        let number = words("Order { id: 7 }").hold(&words("7"));
        assert_eq!(number, Some(Match::Common));
    }
}
