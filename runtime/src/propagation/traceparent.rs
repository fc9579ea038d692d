//! `traceparent`: version, trace id, parent id, flags.

use crate::context::{SpanContext, SpanId, TraceFlags, TraceId};

/// Length of the four fields that every version begins with.
const LENGTH: usize = 55;

/// Reads a header value; `None` for anything that the specification does not allow.
pub(super) fn parse(value: &str) -> Option<SpanContext> {
    let value = value.trim_matches([' ', '\t']);
    let (known, rest) = value.split_at_checked(LENGTH)?;
    let mut fields = known.split('-');
    let version = hex(fields.next()?, 2)?;
    let trace_id = TraceId::from_u128(hex(fields.next()?, 32)?)?;
    let span_id = SpanId::from_u64(u64::try_from(hex(fields.next()?, 16)?).ok()?)?;
    let flags = u8::try_from(hex(fields.next()?, 2)?).ok()?;
    if fields.next().is_some() || version == 0xff {
        return None;
    }
    // Version 00 ends here; a later one may go on after a dash.
    let whole = rest.is_empty() || (version != 0 && rest.starts_with('-'));
    whole.then_some(SpanContext {
        trace_id,
        span_id,
        flags: TraceFlags::from_wire(flags),
    })
}

/// Exactly `digits` lower-case hexadecimal digits.
fn hex(text: &str, digits: usize) -> Option<u128> {
    let lower = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() != digits || !text.bytes().all(lower) {
        return None;
    }
    u128::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: &str = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";

    fn accepted(value: &str) -> Option<String> {
        parse(value).map(SpanContext::traceparent)
    }

    #[test]
    fn a_valid_header_is_continued() {
        assert_eq!(
            accepted(&format!("00-{IDS}-01")),
            Some(format!("00-{IDS}-01"))
        );
        assert_eq!(
            accepted(&format!(" \t00-{IDS}-00 ")),
            Some(format!("00-{IDS}-00"))
        );
    }

    #[test]
    fn the_random_flag_is_kept_and_undefined_flags_are_not() {
        assert_eq!(
            accepted(&format!("00-{IDS}-03")),
            Some(format!("00-{IDS}-03"))
        );
        assert_eq!(
            accepted(&format!("00-{IDS}-ff")),
            Some(format!("00-{IDS}-03"))
        );
    }

    #[test]
    fn a_later_version_is_continued_as_version_00() {
        assert_eq!(
            accepted(&format!("cc-{IDS}-01")),
            Some(format!("00-{IDS}-01"))
        );
        assert_eq!(
            accepted(&format!("cc-{IDS}-01-what")),
            Some(format!("00-{IDS}-01"))
        );
        assert_eq!(accepted(&format!("cc-{IDS}-01.what")), None);
    }

    #[test]
    fn anything_else_is_refused() {
        for value in [
            String::new(),
            "0-1-1-1".to_owned(),
            format!("000-{IDS}-01"),
            format!("00-+{}-01", &IDS[1..]),
            format!("00-{}-01", &IDS[1..]),
            format!("00-0{IDS}-01"),
            format!("00-{}-01", &IDS[..IDS.len() - 1]),
            format!("00-{IDS}0-01"),
            format!("00-{IDS}-1"),
            format!("00-{IDS}-001"),
            format!("00-{IDS}-.0"),
            format!("00-{}-01", IDS.to_uppercase()),
            format!("ff-{IDS}-01"),
            format!("0A-{IDS}-01"),
            format!("00-{IDS}-01-"),
            format!("00-{IDS}-01."),
            format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
            format!("00-4bf92f3577b34da6a3ce929d0e0e4736-{}-01", "0".repeat(16)),
            format!("00-{}ä-01", &IDS[..47]),
            "x".repeat(10_000),
        ] {
            assert_eq!(accepted(&value), None, "{value}");
        }
    }
}
