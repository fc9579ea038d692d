//! How much of a span or record is sent, by the
//! [limits of the specification](https://opentelemetry.io/docs/specs/otel/common/#attribute-limits).
//! What is recorded is [bounded](crate::engine) before; these can only be narrower.

use super::attributes::{recorded, text};
use super::wire::Wire;
use crate::redact::FieldValue;

/// Limits of one set of attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// How many recorded attributes are sent.
    pub(crate) count: usize,
    /// How many characters of a text are.
    pub(crate) length: Option<usize>,
}

/// Limits of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpanLimits {
    pub(crate) own: Limits,
    pub(crate) of_event: Limits,
    pub(crate) events: usize,
    pub(crate) links: usize,
}

impl Limits {
    /// Writes attributes; how many of them were left out.
    pub(super) fn write<'f>(
        self,
        wire: &mut Wire,
        field: u32,
        attributes: impl Iterator<Item = (&'static str, &'f FieldValue)>,
    ) -> u32 {
        let mut left_out = 0;
        for (place, (name, value)) in attributes.enumerate() {
            if place >= self.count {
                left_out += 1;
                continue;
            }
            match (value.as_text(), self.length) {
                (Some(whole), Some(length)) => text(wire, field, name, cut(whole, length)),
                _ => recorded(wire, field, name, value),
            }
        }
        left_out
    }
}

fn cut(text: &str, length: usize) -> &str {
    match text.char_indices().nth(length) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_text_is_cut_at_a_character() {
        assert_eq!(
            (cut("grün", 3), cut("grün", 4), cut("grün", 0)),
            ("grü", "grün", "")
        );
    }
}
