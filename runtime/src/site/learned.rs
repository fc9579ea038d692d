//! What calls have shown of a function's fields, for the audit: only the type of a value says what
//! is recorded of it, and the type is known where the value is.

use crate::redact::Captured;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

/// From how many calls something is learned.
const CALLS: u8 = 16;

/// What is recorded under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// A plain scalar.
    Scalar,
    /// Text that somebody asked for.
    Text,
    /// A value of this type, by its rules.
    Rules(&'static str),
}

/// What is known of each field.
#[derive(Default)]
pub(crate) struct Learned {
    calls: AtomicU8,
    fields: OnceLock<Box<[OnceLock<Seen>]>>,
}

impl Learned {
    /// Looks at the values of one call.
    pub(crate) fn learn(&self, values: &[Captured<'_>]) {
        if self.calls.load(Ordering::Relaxed) >= CALLS {
            return;
        }
        self.calls.fetch_add(1, Ordering::Relaxed);
        let empty = || values.iter().map(|_| OnceLock::new()).collect();
        let fields = self.fields.get_or_init(empty);
        for (field, value) in fields.iter().zip(values) {
            let seen = match value {
                Captured::Nothing => continue,
                Captured::Redact(_, of) => Seen::Rules(of),
                Captured::Text(_) => Seen::Text,
                _ => Seen::Scalar,
            };
            let _ = field.set(seen);
        }
    }

    /// What is known of the field at this place.
    pub(crate) fn field(&self, place: usize) -> Option<Seen> {
        self.fields.get()?.get(place)?.get().copied()
    }
}
