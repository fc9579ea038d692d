//! Recorded fields: typed values under static names, bounded in number and size.

use crate::names;
use crate::redact::{
    self, Captured, Clean, FieldValue, Sink, bounded, bounded_text, is_measure, is_sensitive,
};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use tracing_core::field::{Field, Visit};

/// How many fields one span or event keeps (`OTEL_ATTRIBUTE_COUNT_LIMIT`'s default).
const MAX_FIELDS: usize = 128;

/// Names and values.
pub(crate) type Entries = Vec<(&'static str, FieldValue)>;

/// Lists that were emptied, for the next spans that have fields.
static SPARE: Mutex<Vec<Entries>> = Mutex::new(Vec::new());
/// How many of them are kept, and how large.
const MAX_SPARE: usize = 16_384;
const MAX_KEPT: usize = 16;

/// All lists that were emptied.
pub(super) fn spare() -> Vec<Entries> {
    std::mem::take(&mut *SPARE.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The fields of one span or event. A name occurs once: recording it again replaces its value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    entries: Entries,
    dropped: u32,
}

impl Fields {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &FieldValue)> {
        self.entries.iter().map(|(name, value)| (*name, value))
    }

    /// What a sink gets to see.
    pub(crate) fn seen_at(&self, sink: Sink) -> impl Iterator<Item = (&'static str, &FieldValue)> {
        self.iter()
            .filter_map(move |(name, value)| Some((name, value.seen_at(sink)?)))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&FieldValue> {
        self.iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// Puts back what a field was before.
    pub(super) fn restore(&mut self, name: &'static str, before: Option<FieldValue>) {
        match before {
            Some(value) => self.put(name, value),
            None => self.remove(&[name]),
        }
    }

    /// Takes the fields of these names away.
    pub(super) fn remove(&mut self, names: &[&str]) {
        self.entries.retain(|(name, _)| !names.contains(name));
    }

    /// The list, emptied, for whoever needs one next.
    pub(super) fn recycle(&mut self) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.clear();
        if (1..=MAX_KEPT).contains(&entries.capacity()) {
            let mut spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
            if spare.len() < MAX_SPARE {
                spare.push(entries);
            }
        }
    }

    /// Fields in a list that was used before.
    pub(super) fn within(entries: Entries) -> Self {
        Self {
            entries,
            dropped: 0,
        }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.dropped == 0
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.dropped = 0;
    }

    /// About how many bytes they take.
    pub(super) fn size(&self) -> usize {
        let texts: usize = self.entries.iter().map(|(_, value)| value.size()).sum();
        self.entries.len() * size_of::<(&str, FieldValue)>() + texts
    }

    /// How many fields did not fit.
    pub(crate) fn dropped(&self) -> u32 {
        self.dropped
    }

    /// Records that there is a value, and nothing of it.
    fn hide(&mut self, name: &'static str) {
        self.put(name, FieldValue::Text(Clean::under_sensitive_name()));
    }

    /// Records a value; one under a sensitive name is replaced before it is stored.
    pub(crate) fn set(&mut self, name: &'static str, value: FieldValue) {
        let harmless = || !matches!(value, FieldValue::Text(_)) && is_measure(name);
        let value = if is_sensitive(name) && !harmless() {
            FieldValue::Text(Clean::under_sensitive_name())
        } else {
            value.checked()
        };
        self.put(name, value);
    }

    /// Records what an expansion captured.
    pub(super) fn capture(&mut self, name: &'static str, captured: &Captured<'_>) {
        match captured {
            Captured::Nothing => {}
            Captured::Text(_) | Captured::Redact(..) if is_sensitive(name) => self.hide(name),
            Captured::Text(text) => {
                self.put(name, of_text(name, bounded_text(text)));
            }
            Captured::Redact(..) => {
                if let Some(value) = captured.recorded() {
                    self.put(name, value);
                }
            }
            scalar => {
                if let Some(value) = scalar.as_field() {
                    self.set(name, value);
                }
            }
        }
    }

    /// Stores a value whose name was looked at.
    fn put(&mut self, name: &'static str, value: FieldValue) {
        if let Some(entry) = self.entries.iter_mut().find(|(key, _)| *key == name) {
            entry.1 = value;
        } else if self.entries.len() < MAX_FIELDS {
            self.entries.push((name, value));
        } else {
            self.dropped = self.dropped.saturating_add(1);
        }
    }
}

/// Text under a name that says that it is a statement is read as one.
fn of_text(name: &str, text: String) -> FieldValue {
    FieldValue::Text(if names::STATEMENTS.contains(&name) {
        Clean::statement(&text)
    } else {
        Clean::scrubbed(text)
    })
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // A user's `Debug` is not even called for a name that would hide its text.
        if is_sensitive(field.name()) {
            return self.hide(field.name());
        }
        match redact::left_by(value, |value| bounded(format_args!("{value:?}"))) {
            Ok(Some(seen)) => self.put(field.name(), seen),
            Ok(None) => {}
            Err(text) => self.put(field.name(), of_text(field.name(), text)),
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if is_sensitive(field.name()) {
            return self.hide(field.name());
        }
        self.put(field.name(), of_text(field.name(), bounded_text(value)));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.set(field.name(), FieldValue::I64(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.set(field.name(), FieldValue::U64(value));
    }

    fn record_i128(&mut self, field: &Field, value: i128) {
        self.set(field.name(), FieldValue::I128(value));
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.set(field.name(), FieldValue::U128(value));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.set(field.name(), FieldValue::F64(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.set(field.name(), FieldValue::Bool(value));
    }

    /// The text of an error may quote what a user sent: its presence is recorded, not its text.
    fn record_error(&mut self, field: &Field, _: &(dyn std::error::Error + 'static)) {
        self.hide(field.name());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> FieldValue {
        FieldValue::Text(Clean::scrubbed(text.to_owned()))
    }

    #[test]
    fn a_sensitive_name_hides_its_value_whatever_its_type() {
        let mut fields = Fields::default();
        fields.set("user.password", text("hunter2"));
        fields.set("pin", FieldValue::U64(1234));
        assert!(
            fields
                .iter()
                .all(|(_, value)| *value == FieldValue::Text(Clean::under_sensitive_name()))
        );
    }

    #[test]
    fn the_length_of_a_secret_is_none() {
        let mut fields = Fields::default();
        fields.set("token_length", FieldValue::U64(7));
        fields.set("tokens", FieldValue::U64(7));
        fields.set("password_len", text("hunter2"));
        assert_eq!(fields.get("token_length"), Some(&FieldValue::U64(7)));
        assert_eq!(fields.get("tokens"), Some(&FieldValue::U64(7)));
        assert_eq!(
            fields.get("password_len"),
            Some(&FieldValue::Text(Clean::under_sensitive_name()))
        );
    }

    #[test]
    fn fields_past_the_limit_are_counted() {
        let mut fields = Fields::default();
        for number in 0..MAX_FIELDS + 3 {
            fields.set(
                Box::leak(format!("f{number}").into_boxed_str()),
                FieldValue::Bool(true),
            );
        }
        assert_eq!((fields.iter().count(), fields.dropped()), (MAX_FIELDS, 3));
    }
}
