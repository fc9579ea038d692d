//! The pieces that all messages are made of.

use crate::redact::Clean;
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

/// Items by their targets, which are their instrumentation scopes, in the order of the first of each.
pub(super) fn by_target<T>(
    items: &[T],
    target: impl Fn(&T) -> &'static str,
) -> Vec<(&'static str, Vec<&T>)> {
    let mut scopes: Vec<(&str, Vec<&T>)> = Vec::new();
    for item in items {
        let target = target(item);
        match scopes.iter_mut().rfind(|(name, _)| *name == target) {
            Some((_, items)) => items.push(item),
            None => scopes.push((target, vec![item])),
        }
    }
    scopes
}

/// Nanoseconds since 1970.
pub(super) fn nanos(at: SystemTime) -> u64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
