//! `baggage`: values that travel with a trace ([W3C Baggage](https://www.w3.org/TR/baggage/)). What
//! comes from outside is untrusted: nothing of it is used but what the code names.

use http::HeaderMap;
use std::fmt::Write;

/// How many members are looked at, and how many bytes of them; what is beyond is left out, whole
/// members at a time. The specification asks for at least these.
const MAX_MEMBERS: usize = 64;
const MAX_BYTES: usize = 8192;
/// How long one value may be that is taken.
const MAX_VALUE: usize = 1024;

/// The values under these keys. A key that occurs again replaces what it had.
pub(super) fn taken(headers: &HeaderMap, keys: &[&'static str]) -> Vec<(&'static str, String)> {
    let mut taken: Vec<(&'static str, String)> = Vec::new();
    let mut bytes = 0;
    let values = headers.get_all(crate::names::BAGGAGE).iter();
    let members = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    for member in members.take(MAX_MEMBERS) {
        bytes += member.len() + 1;
        if bytes > MAX_BYTES {
            break;
        }
        let Some((key, value)) = pair(member) else {
            continue;
        };
        if let Some(key) = keys.iter().find(|known| **known == key)
            && value.len() <= MAX_VALUE
        {
            taken.retain(|(known, _)| known != key);
            taken.push((key, value));
        }
    }
    taken
}

/// `key=value`, without the properties that may follow.
fn pair(member: &str) -> Option<(&str, String)> {
    let member = member.split(';').next()?;
    let (key, value) = member.split_once('=')?;
    let (key, value) = (trimmed(key), trimmed(value));
    let is_key = !key.is_empty() && key.bytes().all(is_token);
    (is_key && value.bytes().all(is_octet)).then(|| (key, percent_decoded(value)))
}

/// The header that carries these values on.
pub(super) fn format(values: &[(&'static str, String)]) -> String {
    let mut text = String::new();
    for (count, (key, value)) in values.iter().enumerate() {
        let mut member = format!("{key}=");
        for byte in value.bytes() {
            if is_octet(byte) && byte != b'%' {
                member.push(byte.into());
            } else {
                let _ = write!(member, "%{byte:02X}");
            }
        }
        let separator = usize::from(!text.is_empty());
        if count >= MAX_MEMBERS || text.len() + separator + member.len() > MAX_BYTES {
            break;
        }
        if separator == 1 {
            text.push(',');
        }
        text.push_str(&member);
    }
    text
}

/// Whether this may be a key.
pub(super) fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(is_token)
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// What a token is made of ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2)).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// What a value is made of.
fn is_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}

/// Percent-decoded; what is no UTF-8 becomes U+FFFD, as the specification says.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let decoded = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match decoded.filter(|_| byte == b'%') {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 2] = ["tenant", "plan"];

    fn of(values: &[&str]) -> Vec<(&'static str, String)> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("baggage", value.parse().expect("a header value"));
        }
        taken(&headers, &KEYS)
    }

    fn some(values: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let owned = values
            .iter()
            .map(|(key, value)| (*key, (*value).to_owned()));
        owned.collect()
    }

    #[test]
    fn only_what_is_named_is_taken() {
        assert_eq!(
            of(&["tenant=7;ttl=1, user=jane ,plan = gold%20plus", "tenant=8"]),
            some(&[("plan", "gold plus"), ("tenant", "8")])
        );
        assert_eq!(of(&["plan=a=b"]), some(&[("plan", "a=b")]));
        assert_eq!(of(&["plan=%ff%zz"]), some(&[("plan", "\u{fffd}%zz")]));
    }

    #[test]
    fn what_breaks_the_rules_is_left_out_alone() {
        for bad in [
            "",
            "plan",
            "=gold",
            "pl an=gold",
            "plan=go\"ld",
            "plan=go\\ld",
            ",,;;",
        ] {
            assert_eq!(of(&[bad, "tenant=7"]), some(&[("tenant", "7")]), "{bad}");
        }
    }

    #[test]
    fn there_is_a_limit_and_no_member_is_cut() {
        let many: Vec<String> = (0..100).map(|number| format!("k{number}=v")).collect();
        assert_eq!(of(&[&many.join(","), "tenant=7"]), some(&[]));
        let long = format!("x={},tenant=7", "y".repeat(9000));
        assert_eq!(of(&[&long]), some(&[]));
        let long = format!("plan={},tenant=7", "y".repeat(1025));
        assert_eq!(of(&[&long]), some(&[("tenant", "7")]));
        let value = "ä".repeat(1000);
        let sent = format(&[
            ("a", value.clone()),
            ("b", value.clone()),
            ("tenant", "7".into()),
        ]);
        assert_eq!(sent.len(), 6002);
    }

    #[test]
    fn what_is_sent_is_read_again() {
        for value in ["gold", "a,b;c=d\"e\\f g", "50%", "grün", ""] {
            let sent = format(&[("plan", value.to_owned())]);
            assert_eq!(of(&[&sent]), some(&[("plan", value)]), "{sent}");
        }
    }
}
