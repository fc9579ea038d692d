//! Errors that calls inside of a span ended with, so that one which a caller hands on is known
//! again and reported once.
//!
//! What counts as the same error: its words stand in those of the caller's, as they do when an
//! error is returned as it is, wrapped (`#[from]`, `anyhow`, `Box<dyn Error>`) or given context.
//! Words that many errors share, such as `NotFound`, count only right after the call that failed
//! with them. An error without any words is known by its type, right after. Nothing else counts:
//! a conversion that drops the inner error makes a new one, which is reported by itself.

use crate::context::SpanId;
use crate::returned::{Failure, Match, Words};

/// How many errors one span remembers; the oldest is forgotten.
const MAX_FAILURES: usize = 16;

/// The errors that one span remembers, the newest last.
#[derive(Debug, Default)]
pub(super) struct Failures(Vec<Known>);

#[derive(Clone, Debug)]
struct Known {
    /// The span that reported it.
    origin: SpanId,
    words: Words,
    /// The name of its type.
    of: &'static str,
    /// How many calls had ended when it was remembered; `None` if it came from further inside.
    at: Option<u32>,
}

impl Failures {
    pub(super) fn remember(&mut self, origin: SpanId, failure: &Failure, at: u32) {
        self.push(Known {
            origin,
            words: failure.words.clone(),
            of: failure.of,
            at: Some(at),
        });
    }

    fn push(&mut self, known: Known) {
        if self.0.len() == MAX_FAILURES {
            self.0.remove(0);
        }
        self.0.push(known);
    }

    /// Everything that is remembered, for the call around.
    pub(super) fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Remembers what a call inside knew, before what is known here: its caller may hand on an
    /// error that the call itself did not return as one.
    pub(super) fn learn(&mut self, inside: Self) {
        let newest = std::mem::take(&mut self.0);
        for known in inside.0 {
            self.push(Known { at: None, ..known });
        }
        for known in newest {
            self.push(known);
        }
    }

    /// Where this error arose, if it is one of these; `now` is how many calls have ended.
    pub(super) fn find(&self, failure: &Failure, now: u32) -> Option<SpanId> {
        let mut newest_first = self.0.iter().rev();
        let known = newest_first.find(|known| known.is(failure, now))?;
        Some(known.origin)
    }
}

impl Known {
    fn is(&self, failure: &Failure, now: u32) -> bool {
        let adjacent = self.at == Some(now);
        if self.words.is_empty() || failure.words.is_empty() {
            return adjacent && self.of == failure.of;
        }
        match failure.words.hold(&self.words) {
            Some(Match::Telling) => true,
            Some(Match::Common) => adjacent,
            None => false,
        }
    }
}
