//! An error's own words, to tell whether two errors are one: an error that a caller hands on, or
//! wraps, still holds the words of the error that it came from. They stay in memory, and are
//! forgotten when the calls around the error have ended.

use crate::redact::clipped;
use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
        Self {
            debug: said(format_args!("{error:?}")),
            ..Self::default()
        }
    }

    pub(super) fn of_error(error: &dyn Error) -> Self {
        let sources = std::iter::successors(source(error), |error| source(*error));
        Self {
            debug: said(format_args!("{error:?}")),
            display: said(format_args!("{error}")),
            sources: sources
                .take(MAX_SOURCES)
                .map(|error| said(format_args!("{error}")))
                .collect(),
        }
    }

    /// The sources' texts, for an attribute that asks for them.
    pub(crate) fn sources(&self) -> &[String] {
        &self.sources
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.debug.is_empty() && self.display.is_empty()
    }

    /// Whether an error with these words is, or came from, one with the words `inner`.
    pub(crate) fn hold(&self, inner: &Self) -> bool {
        let texts = || {
            let own = [&self.debug, &self.display].into_iter();
            own.chain(&self.sources)
        };
        [&inner.debug, &inner.display]
            .into_iter()
            .any(|inner| texts().any(|text| holds(text, inner)))
    }

    /// Whether the words could be those of many errors: a single name, without anything that
    /// tells one occurrence from another.
    pub(crate) fn are_common(&self) -> bool {
        let text = if self.debug.is_empty() {
            &self.display
        } else {
            &self.debug
        };
        text.chars().all(|it| it.is_alphabetic() || it == '_')
    }
}

fn source<'e>(error: &'e dyn Error) -> Option<&'e (dyn Error + 'static)> {
    catch_unwind(AssertUnwindSafe(|| error.source()))
        .ok()
        .flatten()
}

/// What somebody's `Debug` or `Display` prints. One that panics says nothing.
fn said(text: fmt::Arguments<'_>) -> String {
    catch_unwind(AssertUnwindSafe(|| clipped(text))).unwrap_or_default()
}

/// Whether `inner` stands in `text` as a whole, not as a part of longer words.
fn holds(text: &str, inner: &str) -> bool {
    let ends = |rest: Option<char>| rest.is_none_or(|it| !it.is_alphanumeric());
    !inner.is_empty()
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
        assert!(words("Order(Db(Timeout))").hold(&words("Db(Timeout)")));
        assert!(words("Timeout").hold(&words("Timeout")));
        assert!(!words("Timeouts").hold(&words("Timeout")));
        assert!(!words("Order(Full)").hold(&words("Timeout")));
        assert!(!words("Timeout").hold(&words("")));
    }

    #[test]
    fn a_single_name_is_common() {
        assert!(words("NotFound").are_common());
        assert!(!words("NotFound(7)").are_common());
    }
}
