//! `Redacted` as serializers see it, and secrets as they are read.

use super::form::{Growing, Tree};
use super::view::Redacted;
use super::{FAILED, FieldValue, Redact, Secret, walk};
use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use zeroize::Zeroize;

/// A struct is a map, a list a sequence, a variant with fields a map with its name, and what stands
/// in place of a value is text.
impl<T: Redact + ?Sized> Serialize for Redacted<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut growing = Growing::default();
        if walk(&self.value, self.policy, &mut growing).is_some() {
            growing.finish().serialize(serializer)
        } else {
            serializer.serialize_str(FAILED)
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Leaf(value) => leaf(value, serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

fn leaf<S: Serializer>(value: &FieldValue, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        FieldValue::I64(value) => serializer.serialize_i64(*value),
        FieldValue::U64(value) => serializer.serialize_u64(*value),
        FieldValue::I128(value) => serializer.serialize_i128(*value),
        FieldValue::U128(value) => serializer.serialize_u128(*value),
        FieldValue::F64(value) => serializer.serialize_f64(*value),
        FieldValue::Bool(value) => serializer.serialize_bool(*value),
        FieldValue::Text(text) => serializer.serialize_str(text),
        FieldValue::ByPolicy(_) => serializer.serialize_none(),
    }
}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}
