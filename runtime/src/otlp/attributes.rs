//! Attributes, written into a message. The numbers of the fields are those of
//! [`common.proto`](https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto).

use crate::otlp::wire::Wire;
use crate::redact::FieldValue;

/// Most attributes are shorter than 128 bytes.
const ROOM: usize = 1;

/// An attribute that is a text.
#[inline]
pub(crate) fn text(wire: &mut Wire, field: u32, key: &str, text: &str) {
    attribute(wire, field, key, |wire| wire.bytes(1, text.as_bytes()));
}

/// An attribute that is a number.
#[inline]
pub(crate) fn number(wire: &mut Wire, field: u32, key: &str, number: i64) {
    attribute(wire, field, key, |wire| {
        wire.one_of(3, number.cast_unsigned());
    });
}

/// An attribute with a recorded value. OTLP has signed 64-bit integers only; what does not fit
/// becomes text rather than another number.
pub(crate) fn recorded(wire: &mut Wire, field: u32, key: &str, value: &FieldValue) {
    match value {
        FieldValue::I64(value) => number(wire, field, key, *value),
        FieldValue::U64(value) => whole(wire, field, key, *value),
        FieldValue::I128(value) => whole(wire, field, key, *value),
        FieldValue::U128(value) => whole(wire, field, key, *value),
        FieldValue::F64(value) => {
            attribute(wire, field, key, |wire| wire.fixed64(4, value.to_bits()));
        }
        FieldValue::Bool(value) => {
            attribute(wire, field, key, |wire| wire.one_of(2, (*value).into()));
        }
        FieldValue::Text(value) => text(wire, field, key, value),
        FieldValue::ByPolicy(_) => text(wire, field, key, ""),
    }
}

fn whole<N>(wire: &mut Wire, field: u32, key: &str, value: N)
where
    N: TryInto<i64> + ToString + Copy,
{
    match value.try_into() {
        Ok(value) => number(wire, field, key, value),
        Err(_) => text(wire, field, key, &value.to_string()),
    }
}

#[inline]
fn attribute(wire: &mut Wire, field: u32, key: &str, value: impl FnOnce(&mut Wire)) {
    wire.message(field, ROOM, |wire| {
        wire.bytes(1, key.as_bytes());
        wire.message(2, ROOM, value);
    });
}
