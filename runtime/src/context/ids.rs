//! Trace and span ids as W3C Trace Context writes them, made without a lock.

use std::cell::Cell;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::num::NonZeroU64;

/// The id of a trace: 16 bytes, never all zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TraceId([u64; 2]);

/// The id of a span: 8 bytes, never all zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SpanId(NonZeroU64);

/// The flags byte of W3C Trace Context level 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct TraceFlags(u8);

/// The identity of one span, as it travels between processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpanContext {
    /// The trace the span belongs to.
    pub(crate) trace_id: TraceId,
    /// The span itself.
    pub(crate) span_id: SpanId,
    /// Sampled and random bits.
    pub(crate) flags: TraceFlags,
}

impl SpanContext {
    /// As the header `traceparent` has it, in version 00 (W3C Trace Context, level 2).
    pub(crate) fn traceparent(self) -> String {
        let Self {
            trace_id,
            span_id,
            flags,
        } = self;
        format!("00-{trace_id}-{span_id}-{flags}")
    }
}

impl TraceId {
    /// A new random id.
    pub(crate) fn random() -> Self {
        loop {
            let id = [random(), random()];
            if id != [0, 0] {
                return Self(id);
            }
        }
    }

    /// The id with this value; `None` for zero, which W3C Trace Context forbids.
    pub(crate) fn from_u128(value: u128) -> Option<Self> {
        #[allow(clippy::cast_possible_truncation, reason = "the two halves")]
        let halves = [(value >> 64) as u64, value as u64];
        (value != 0).then_some(Self(halves))
    }

    /// The id in lower case, as the wire has it.
    pub(crate) fn to_hex(self) -> [u8; 32] {
        let mut text = [0; 32];
        let (first, second) = text.split_at_mut(16);
        hex(self.0[0], first);
        hex(self.0[1], second);
        text
    }

    /// The id as a number.
    pub(crate) fn as_u128(self) -> u128 {
        (u128::from(self.0[0]) << 64) | u128::from(self.0[1])
    }
}

impl SpanId {
    /// A new random id.
    pub(crate) fn random() -> Self {
        loop {
            if let Some(id) = NonZeroU64::new(random()) {
                return Self(id);
            }
        }
    }

    /// The id with this value; `None` for zero, which W3C Trace Context forbids.
    pub(crate) fn from_u64(value: u64) -> Option<Self> {
        NonZeroU64::new(value).map(Self)
    }

    /// The id in lower case, as the wire has it.
    pub(crate) fn to_hex(self) -> [u8; 16] {
        let mut text = [0; 16];
        hex(self.as_u64(), &mut text);
        text
    }

    /// The id as a number.
    pub(crate) fn as_u64(self) -> u64 {
        self.0.get()
    }
}

impl TraceFlags {
    const SAMPLED: u8 = 0b01;
    const RANDOM: u8 = 0b10;

    /// Flags read from the wire: bits that level 2 does not define are cleared.
    pub(crate) fn from_wire(bits: u8) -> Self {
        Self(bits & (Self::SAMPLED | Self::RANDOM))
    }

    /// Flags of a trace that starts here: its id is random.
    pub(crate) fn started_here() -> Self {
        Self(Self::RANDOM)
    }

    /// The same flags with the sampled bit as given.
    pub(crate) fn with_sampled(self, sampled: bool) -> Self {
        Self((self.0 & !Self::SAMPLED) | u8::from(sampled))
    }

    /// Whether the sampled bit is set.
    pub(crate) fn sampled(self) -> bool {
        self.0 & Self::SAMPLED != 0
    }

    /// The byte as the wire writes it.
    pub(crate) fn to_hex(self) -> [u8; 2] {
        let mut text = [0; 2];
        hex(self.0.into(), &mut text);
        text
    }

    /// The byte on the wire.
    pub(crate) fn bits(self) -> u8 {
        self.0
    }
}

/// Writes the last digits of a number, as many as there is room for.
fn hex(number: u64, out: &mut [u8]) {
    let mut rest = number;
    for digit in out.iter_mut().rev() {
        *digit = b"0123456789abcdef"[(rest & 0xf) as usize];
        rest >>= 4;
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.to_hex()).unwrap_or_default())
    }
}

impl fmt::Display for SpanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.to_hex()).unwrap_or_default())
    }
}

impl fmt::Display for TraceFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.to_hex()).unwrap_or_default())
    }
}

impl fmt::Debug for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TraceId({self})")
    }
}

impl fmt::Debug for SpanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SpanId({self})")
    }
}

thread_local! {
    static STATE: Cell<u64> = Cell::new(seed());
}

/// The operating system's randomness, through the keys of the standard hasher.
fn seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// One step of a Weyl sequence, mixed (the generator known as SplitMix64): good enough for ids, of
/// no use for secrets.
fn random() -> u64 {
    let weyl = STATE
        .try_with(|state| {
            let next = state.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
            state.set(next);
            next
        })
        .unwrap_or_else(|_| seed());
    let mixed = (weyl ^ (weyl >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Random bytes, for ids that are made elsewhere.
pub(crate) fn random_bytes() -> [u8; 16] {
    let id = TraceId([random(), random()]);
    id.as_u128().to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_of_many_threads_do_not_repeat() {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                std::thread::spawn(|| (0..10_000).map(|_| SpanId::random()).collect::<Vec<_>>())
            })
            .collect();
        let ids: Vec<SpanId> = threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("the thread ends"))
            .collect();
        let distinct: HashSet<SpanId> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len());
    }

    #[test]
    fn ids_print_in_full_width() {
        let id = TraceId::from_u128(0xab).expect("not zero");
        assert_eq!(id.to_string(), "000000000000000000000000000000ab");
        let id = SpanId::from_u64(0xab).expect("not zero");
        assert_eq!(id.to_string(), "00000000000000ab");
        assert_eq!(TraceFlags::from_wire(0b11).to_string(), "03");
    }

    #[test]
    fn undefined_flags_are_cleared_and_random_is_kept() {
        assert_eq!(TraceFlags::from_wire(0xff).bits(), 0b11);
        assert_eq!(TraceFlags::from_wire(0b10).with_sampled(true).bits(), 0b11);
        assert!(!TraceFlags::from_wire(0b11).with_sampled(false).sampled());
    }
}
