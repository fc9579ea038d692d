//! Recorded fields: typed values under static names, bounded in number and size.

use crate::names;
use crate::redact::{bounded, is_measure, is_sensitive};
use std::fmt;
use tracing_core::field::{Field, Visit};

/// How many fields one span or event keeps (`OTEL_ATTRIBUTE_COUNT_LIMIT`'s default).
const MAX_FIELDS: usize = 128;

/// A recorded value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FieldValue {
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
    Bool(bool),
    Text(String),
}

/// The fields of one span or event. A name occurs once: recording it again replaces its value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    entries: Vec<(&'static str, FieldValue)>,
    dropped: u32,
}

impl Fields {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &FieldValue)> {
        self.entries.iter().map(|(name, value)| (*name, value))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&FieldValue> {
        self.iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// How many fields did not fit.
    pub(crate) fn dropped(&self) -> u32 {
        self.dropped
    }

    /// Records a value; one under a sensitive name is replaced before it is stored.
    pub(crate) fn set(&mut self, name: &'static str, value: FieldValue) {
        let harmless = !matches!(value, FieldValue::Text(_)) && is_measure(name);
        let value = if is_sensitive(name) && !harmless {
            FieldValue::Text(names::REDACTED.to_owned())
        } else {
            value
        };
        if let Some(entry) = self.entries.iter_mut().find(|(key, _)| *key == name) {
            entry.1 = value;
        } else if self.entries.len() < MAX_FIELDS {
            self.entries.push((name, value));
        } else {
            self.dropped = self.dropped.saturating_add(1);
        }
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // A user's `Debug` is not even called for a name that would hide its text.
        let text = if is_sensitive(field.name()) {
            String::new()
        } else {
            bounded(format_args!("{value:?}"))
        };
        self.set(field.name(), FieldValue::Text(text));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.set(
            field.name(),
            FieldValue::Text(bounded(format_args!("{value}"))),
        );
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
        self.set(field.name(), FieldValue::Text(names::REDACTED.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sensitive_name_hides_its_value_whatever_its_type() {
        let mut fields = Fields::default();
        fields.set("user.password", FieldValue::Text("hunter2".into()));
        fields.set("pin", FieldValue::U64(1234));
        assert!(
            fields
                .iter()
                .all(|(_, value)| *value == FieldValue::Text("[REDACTED]".into()))
        );
    }

    #[test]
    fn the_length_of_a_secret_is_none() {
        let mut fields = Fields::default();
        fields.set("token_length", FieldValue::U64(7));
        fields.set("tokens", FieldValue::U64(7));
        fields.set("password_len", FieldValue::Text("hunter2".into()));
        assert_eq!(fields.get("token_length"), Some(&FieldValue::U64(7)));
        assert_eq!(fields.get("tokens"), Some(&FieldValue::U64(7)));
        assert_eq!(
            fields.get("password_len"),
            Some(&FieldValue::Text("[REDACTED]".into()))
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
