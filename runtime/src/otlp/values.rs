//! The pieces that all messages are made of.

use crate::redact::{Clean, FieldValue};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, InstrumentationScope, KeyValue};
use opentelemetry_proto::tonic::resource::v1::Resource;
use std::time::{SystemTime, UNIX_EPOCH};

/// An attribute.
pub(super) fn attribute(key: impl Into<String>, value: Value) -> KeyValue {
    KeyValue {
        key: key.into(),
        value: Some(AnyValue { value: Some(value) }),
        ..KeyValue::default()
    }
}

/// An attribute that is a text.
pub(super) fn of_text(key: impl Into<String>, text: impl Into<String>) -> KeyValue {
    attribute(key, Value::StringValue(text.into()))
}

/// The value of a field. OTLP has signed 64-bit integers only; what does not fit becomes text rather
/// than another number.
pub(super) fn of_field(value: &FieldValue) -> Value {
    let text = |number: &dyn std::fmt::Display| Value::StringValue(number.to_string());
    match value {
        FieldValue::I64(number) => Value::IntValue(*number),
        FieldValue::U64(number) => {
            i64::try_from(*number).map_or_else(|_| text(number), Value::IntValue)
        }
        FieldValue::I128(number) => {
            i64::try_from(*number).map_or_else(|_| text(number), Value::IntValue)
        }
        FieldValue::U128(number) => {
            i64::try_from(*number).map_or_else(|_| text(number), Value::IntValue)
        }
        FieldValue::F64(number) => Value::DoubleValue(*number),
        FieldValue::Bool(truth) => Value::BoolValue(*truth),
        FieldValue::Text(text) => Value::StringValue(text.to_string()),
        FieldValue::ByPolicy(_) => Value::StringValue(String::new()),
    }
}

/// Who is speaking.
pub(super) fn resource(attributes: &[(String, Clean)]) -> Resource {
    let attributes = attributes.iter();
    Resource {
        attributes: attributes
            .map(|(key, value)| of_text(key, value.to_string()))
            .collect(),
        ..Resource::default()
    }
}

/// What made the spans or metrics.
pub(super) fn scope(name: &str, version: &str) -> InstrumentationScope {
    InstrumentationScope {
        name: name.to_owned(),
        version: version.to_owned(),
        ..InstrumentationScope::default()
    }
}

/// Nanoseconds since 1970.
pub(super) fn nanos(at: SystemTime) -> u64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
