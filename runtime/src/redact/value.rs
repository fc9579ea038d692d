//! What an output gets to see: scalars, and text that went through a wall.
//!
//! Outputs take these types and no others, and nobody outside of `redact` can make a [`Clean`] but
//! through the walls: a new output cannot forget to ask.

use super::freeze;
use super::policy::Sink;
use super::scrub::{self, Hits};
use super::tally;
use super::text::cut;
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Text that may leave the process. It knows which rules changed it, so that whoever writes it can
/// count them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Clean {
    text: Cow<'static, str>,
    hits: Hits,
}

impl Clean {
    /// A text, scrubbed and then cut to 8 KiB.
    pub(crate) fn scrubbed(text: String) -> Self {
        let mut hits = Hits::default();
        let text = match scrub::scrub(&text, &mut hits) {
            Cow::Borrowed(_) => text,
            Cow::Owned(scrubbed) => scrubbed,
        };
        Self {
            text: Cow::Owned(cut(text)),
            hits,
        }
    }

    /// The beginning of it. What a secret is must be seen before a text is cut.
    #[cfg_attr(not(feature = "axum"), allow(dead_code, reason = "headers are cut"))]
    pub(crate) fn shortened(mut self, most: usize) -> Self {
        if self.text.len() > most {
            let end = self.text.floor_char_boundary(most);
            self.text = Cow::Owned(self.text[..end].to_owned());
        }
        self
    }

    /// A statement of SQL, without the values in it.
    pub(crate) fn statement(text: &str) -> Self {
        let mut hits = Hits::default();
        let text = scrub::sql(text, &mut hits);
        Self::redacted(cut(text), hits)
    }

    /// What may stand on a label in place of its value; `None` if that may stay.
    pub(crate) fn of_label(name: &str, value: &str) -> Option<Self> {
        if scrub::is_sensitive(name) {
            return Some(Self::under_sensitive_name());
        }
        let clean = Self::scrubbed(value.to_owned());
        (!clean.hits.is_empty()).then_some(clean)
    }

    /// The names of the rules that changed it.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &'static str> {
        self.hits.iter().map(scrub::Rule::name)
    }

    /// A text that a policy made.
    pub(super) fn redacted(text: impl Into<Cow<'static, str>>, hits: Hits) -> Self {
        let text = text.into();
        Self { text, hits }
    }

    /// The text by itself.
    pub(super) fn into_text(self) -> String {
        self.text.into_owned()
    }

    /// A text that is written in a program of ours.
    pub(crate) fn constant(text: &'static str) -> Self {
        Self::redacted(text, Hits::default())
    }

    /// What stands under a name that speaks of a secret.
    pub(crate) fn under_sensitive_name() -> Self {
        Self::redacted(crate::names::REDACTED, Hits::one(scrub::Rule::Key))
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// A recorded value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FieldValue {
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
    Bool(bool),
    Text(Clean),
    /// What each policy in use makes of it.
    ByPolicy(Arc<[Option<FieldValue>]>),
}

impl FieldValue {
    /// What a sink gets to see, if anything.
    pub(crate) fn seen_at(&self, sink: Sink) -> Option<&Self> {
        let seen = match self {
            Self::ByPolicy(values) => values.get(freeze::policy_of(sink)?)?.as_ref()?,
            value => value,
        };
        if let Self::Text(text) = seen {
            tally::count(text.hits, sink);
        }
        Some(seen)
    }

    /// About how many bytes it takes besides its own.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::ByPolicy(values) => {
                let of_each = values.iter().flatten().map(Self::size);
                size_of_val(&**values) + of_each.sum::<usize>()
            }
            _ => 0,
        }
    }

    /// Whether every sink sees it as it was recorded, so that nobody counts how often it is shown.
    pub(crate) fn is_untouched(&self) -> bool {
        match self {
            Self::ByPolicy(_) => false,
            Self::Text(text) => text.hits.is_empty(),
            _ => true,
        }
    }

    /// The text, if it is one and the same for everybody.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number with as many digits as a card has, and with its check digit, is not recorded.
    pub(crate) fn checked(self) -> Self {
        let number = match self {
            Self::I64(number) => u128::try_from(number).ok(),
            Self::U64(number) => Some(number.into()),
            Self::I128(number) => u128::try_from(number).ok(),
            Self::U128(number) => Some(number),
            // As a whole number it would print as one. Few have so many digits.
            Self::F64(number) if (1e12..1e19).contains(&number) => format!("{number}").parse().ok(),
            _ => None,
        };
        if number.is_some_and(scrub::is_card_number) {
            let hit = Hits::one(scrub::Rule::Card);
            return Self::Text(Clean::redacted(scrub::Rule::Card.marker(), hit));
        }
        self
    }
}
