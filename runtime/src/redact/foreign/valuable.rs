//! `valuable`: what may be seen of a value, as text.

use crate::redact::{Redact, Redacted};
use valuable::{Valuable, Value, Visit};

/// What a collector of `valuable` sees is the whole value as one text: its parts are not there to be
/// looked into.
impl<T: Redact + ?Sized> Valuable for Redacted<'_, T> {
    fn as_value(&self) -> Value<'_> {
        Value::String(self.shown())
    }

    fn visit(&self, visit: &mut dyn Visit) {
        visit.visit_value(self.as_value());
    }
}
