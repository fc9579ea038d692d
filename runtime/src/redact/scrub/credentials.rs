//! Credentials that are known by how they look: tokens, keys, and what follows `Bearer`.

use super::rules::Rule;
use super::scan::{Found, Scan, begins_word, run};
use std::ops::Range;

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// A JSON Web Token (RFC 7519) or its encrypted sibling: base64url in parts, and the first begins
/// as `{"` does. A token that was cut after its header is one too.
pub(super) fn jwt(scan: &mut Scan<'_>, start: usize) -> Option<Found> {
    let begins = scan.text[start..].starts_with("eyJ") && begins_word(scan.bytes(), start);
    if !begins || start < scan.no_jwt_before {
        return None;
    }
    let end = run(scan.bytes(), start, |byte| {
        is_base64url(byte) || byte == b'.' || byte == b'='
    });
    let token = scan.text[start..end].trim_end_matches('.');
    let mut parts = token.split('.');
    let header = parts.next().map_or(0, str::len);
    let payload = parts.next().map_or(0, str::len);
    if header >= 12 && payload >= 4 {
        return Found::new(start..start + token.len(), Rule::Jwt);
    }
    scan.no_jwt_before = end;
    None
}

const BEGIN: &str = "-----BEGIN ";
/// How long the label of a PEM block is at most.
const MAX_LABEL: usize = 64;

/// A block in PEM (RFC 7468), up to its end or that of the text.
pub(super) fn pem(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let rest = &scan.text[start..];
    let label = rest.strip_prefix(BEGIN)?;
    let dashes = label
        .as_bytes()
        .iter()
        .take(MAX_LABEL)
        .position(|it| *it == b'-')?;
    let is_label = label[..dashes]
        .bytes()
        .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b' ');
    if !is_label || !label[dashes..].starts_with("-----") {
        return None;
    }
    let end = rest.find("-----END ").map_or(rest.len(), |place| {
        let line = place + "-----END ".len();
        run(rest.as_bytes(), line, |byte| {
            byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ' || byte == b'-'
        })
    });
    Found::new(start..start + end, Rule::Pem)
}

/// `Bearer TOKEN` (RFC 6750) and `Basic CREDENTIALS` (RFC 7617).
pub(super) fn header(scan: &Scan<'_>, word: Range<usize>) -> Option<Found> {
    let bytes = scan.bytes();
    let scheme = &scan.text[word.clone()];
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    if !is_bearer && !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    if bytes.get(word.end) != Some(&b' ') {
        return None;
    }
    let start = run(bytes, word.end, |byte| byte == b' ');
    let end = run(bytes, start, |byte| {
        is_base64url(byte) || b".~+/=".contains(&byte)
    });
    let token = &scan.text[start..end].trim_end_matches('.');
    let is_token = if is_bearer {
        let digits = token.bytes().any(|byte| byte.is_ascii_digit());
        token.len() >= 20 || (token.len() >= 8 && digits)
    } else {
        token.len() >= 4 && holds_colon(token.as_bytes())
    };
    is_token
        .then(|| Found::new(start..start + token.len(), Rule::Header))
        .flatten()
}

/// Whether base64 decodes to a user's name, a colon, and a password.
fn holds_colon(base64: &[u8]) -> bool {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let (mut bits, mut count, mut colon) = (0, 0, false);
    for byte in base64.iter().take_while(|byte| **byte != b'=') {
        let Some(value) = value(*byte) else {
            return false;
        };
        bits = (bits << 6 | value) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            let byte = (bits >> count) & 0xff;
            if byte < u32::from(b' ') {
                return false;
            }
            colon |= byte == u32::from(b':');
        }
    }
    colon
}

/// How a vendor's key begins, and how many characters follow at least. The first two letters stand
/// in `scan` as well.
pub(super) const VENDORS: &[(&str, usize, Alphabet)] = &[
    ("AIza", 35, Alphabet::Base64Url),
    ("AKIA", 16, Alphabet::Upper),
    ("ASIA", 16, Alphabet::Upper),
    ("GOCSPX-", 20, Alphabet::Base64Url),
    ("SG.", 40, Alphabet::Dotted),
    ("dckr_pat_", 20, Alphabet::Base64Url),
    ("dop_v1_", 32, Alphabet::Base64Url),
    ("gho_", 30, Alphabet::Base64Url),
    ("ghp_", 30, Alphabet::Base64Url),
    ("ghr_", 30, Alphabet::Base64Url),
    ("ghs_", 30, Alphabet::Base64Url),
    ("ghu_", 30, Alphabet::Base64Url),
    ("github_pat_", 20, Alphabet::Base64Url),
    ("glpat-", 16, Alphabet::Base64Url),
    ("hvs.", 20, Alphabet::Dotted),
    ("npm_", 30, Alphabet::Base64Url),
    ("pypi-", 30, Alphabet::Base64Url),
    ("rk_live_", 16, Alphabet::Base64Url),
    ("rk_test_", 16, Alphabet::Base64Url),
    ("shpat_", 24, Alphabet::Base64Url),
    ("sk-", 20, Alphabet::Base64Url),
    ("sk_live_", 16, Alphabet::Base64Url),
    ("sk_test_", 16, Alphabet::Base64Url),
    ("whsec_", 16, Alphabet::Base64Url),
    ("xapp-", 20, Alphabet::Base64Url),
    ("xoxa-", 10, Alphabet::Base64Url),
    ("xoxb-", 10, Alphabet::Base64Url),
    ("xoxp-", 10, Alphabet::Base64Url),
    ("xoxr-", 10, Alphabet::Base64Url),
    ("xoxs-", 10, Alphabet::Base64Url),
    ("ya29.", 20, Alphabet::Dotted),
];

/// How far into a key a digit or a capital is looked for.
const MAX_UNTELLING: usize = 64;

#[derive(Clone, Copy)]
pub(super) enum Alphabet {
    Upper,
    Base64Url,
    /// The same with dots.
    Dotted,
}

impl Alphabet {
    fn has(self, byte: u8) -> bool {
        match self {
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Base64Url => is_base64url(byte),
            Self::Dotted => is_base64url(byte) || byte == b'.',
        }
    }
}

/// A key that says whose it is.
pub(super) fn vendor(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let bytes = scan.bytes();
    let rest = &scan.text[start..];
    let known = VENDORS.iter().find(|(prefix, ..)| rest.starts_with(prefix));
    let (prefix, length, alphabet) = known?;
    let from = start + prefix.len();
    // Words with dashes, such as `sk-learn-contrib-something`, have no digit or capital.
    let telling = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    let near = &bytes[from..bytes.len().min(from + MAX_UNTELLING)];
    let near = &near[..run(near, 0, |byte| alphabet.has(byte))];
    if near.len() < *length || !near.iter().any(telling) {
        return None;
    }
    let end = run(bytes, from, |byte| alphabet.has(byte));
    let end = from + scan.text[from..end].trim_end_matches('.').len();
    Found::new(start..end, Rule::Vendor)
}
