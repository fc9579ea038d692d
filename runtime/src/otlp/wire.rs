//! Messages written straight into the bytes that are sent
//! ([encoding](https://protobuf.dev/programming-guides/encoding/)). A span is written many thousand
//! times a second, and none of its parts needs to be an object first.

/// Bytes of a message.
#[derive(Debug, Default)]
pub(super) struct Wire(Vec<u8>);

/// How a field is laid out.
const VARINT: u8 = 0;
const FIXED64: u8 = 1;
const SIZED: u8 = 2;
const FIXED32: u8 = 5;

impl Wire {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }

    #[inline]
    fn tag(&mut self, field: u32, layout: u8) {
        self.varint(u64::from(field << 3 | u32::from(layout)));
    }

    #[inline]
    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(low(number) | 0x80);
            number >>= 7;
        }
        self.0.push(low(number));
    }

    /// A whole number; zero is what an absent field means.
    #[inline]
    pub(super) fn number(&mut self, field: u32, number: u64) {
        if number != 0 {
            self.one_of(field, number);
        }
    }

    /// A whole number, a negative one in two's complement, that is there even if it is zero.
    #[inline]
    pub(super) fn one_of(&mut self, field: u32, number: u64) {
        self.tag(field, VARINT);
        self.varint(number);
    }

    #[inline]
    pub(super) fn fixed32(&mut self, field: u32, number: u32) {
        self.tag(field, FIXED32);
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    #[inline]
    pub(super) fn fixed64(&mut self, field: u32, number: u64) {
        self.tag(field, FIXED64);
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// A text, or bytes.
    #[inline]
    pub(super) fn bytes(&mut self, field: u32, bytes: &[u8]) {
        self.tag(field, SIZED);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    /// A field that was written before.
    #[inline]
    pub(super) fn again(&mut self, written: &[u8]) {
        self.0.extend_from_slice(written);
    }

    /// A message inside of this one. Room is left for a length of so many bytes; where that was
    /// not right, what was written moves.
    #[inline]
    pub(super) fn message(&mut self, field: u32, room: usize, write: impl FnOnce(&mut Self)) {
        self.tag(field, SIZED);
        let start = self.0.len();
        self.0.resize(start + room, 0);
        write(self);
        let length = self.0.len() - start - room;
        let needed = width(length);
        if needed != room {
            self.0.resize(self.0.len().max(start + needed + length), 0);
            let from = start + room;
            self.0.copy_within(from..from + length, start + needed);
            self.0.truncate(start + needed + length);
        }
        let mut rest = length as u64;
        for place in 0..needed {
            let more = if place + 1 < needed { 0x80 } else { 0 };
            self.0[start + place] = low(rest) & 0x7f | more;
            rest >>= 7;
        }
    }
}

/// The lowest byte.
#[inline]
fn low(number: u64) -> u8 {
    number.to_le_bytes()[0]
}

/// How many bytes a length takes.
fn width(length: usize) -> usize {
    let bits = usize::BITS - length.leading_zeros();
    bits.div_ceil(7).max(1) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use opentelemetry_proto::tonic::trace::v1::Status;
    use prost::Message;

    #[test]
    fn lengths_of_any_size_find_their_room() {
        for length in [0, 1, 127, 128, 300, 16_383, 16_384, 2_097_152] {
            for room in [1, 2, 3] {
                let text = "x".repeat(length);
                let mut wire = Wire::default();
                wire.message(1, room, |wire| wire.bytes(2, text.as_bytes()));
                // A message in the first field of another looks like a text there.
                let outer = wire.finish();
                let mut inner = &outer[1..];
                let size = prost::decode_length_delimiter(&mut inner).expect("a length");
                assert_eq!(size, inner.len(), "{length} in {room}");
                let status = Status::decode(inner).expect("a message");
                assert_eq!(status.message.len(), length);
            }
        }
    }

    #[test]
    fn numbers_are_what_others_read() {
        for number in [0, 1, 127, 128, 1 << 35, u64::MAX] {
            let mut wire = Wire::default();
            wire.one_of(1, number);
            let mut written = &wire.0[1..];
            assert_eq!(
                prost::decode_length_delimiter(&mut written).ok(),
                usize::try_from(number).ok()
            );
        }
    }
}
