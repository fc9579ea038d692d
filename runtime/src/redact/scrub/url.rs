//! Addresses (RFC 3986): what in them is nobody's business. Scheme, host, port and path stay, and
//! so do the names in the query.

use std::ops::Range;

/// An address in a text.
pub(super) struct Address {
    /// The credentials and the values of the query and the fragment, from left to right.
    pub(super) secrets: Vec<Range<usize>>,
    /// Where it ends.
    pub(super) end: usize,
}

/// The address whose authority begins here.
pub(super) fn look(text: &str, authority: usize) -> Address {
    let end = end_of_address(text, authority);
    let mut secrets = secret_parts(text, authority, end);
    secrets.retain(|range| !text[range.clone()].starts_with("[scrubbed:"));
    Address { secrets, end }
}

fn secret_parts(text: &str, authority: usize, end: usize) -> Vec<Range<usize>> {
    let address = &text[authority..end];
    let query = address.find(['?', '#']).unwrap_or(address.len());
    let mut parts = Vec::new();
    if let Some(end) = end_of_credentials(&address[..query]) {
        parts.push(authority..authority + end);
    }
    let mut at = authority + query;
    while at < end {
        // Past the `?`, `#`, `&` or `;`.
        at += 1;
        let rest = &text[at..end];
        let length = rest.find(['&', ';', '?', '#']).unwrap_or(rest.len());
        let pair = &rest[..length];
        match pair.find('=') {
            Some(equals) if equals + 1 < length => parts.push(at + equals + 1..at + length),
            // A query without names may be anything; a fragment without is a place in the page.
            None if text.as_bytes()[at - 1] != b'#' && length > 0 => parts.push(at..at + length),
            _ => {}
        }
        at += length;
    }
    parts
}

fn end_of_address(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let ends = |it: char| it.is_whitespace() || it.is_control() || "\"'<>`\\|)}".contains(it);
    start + rest.find(ends).unwrap_or(rest.len())
}

/// Where the credentials before a host end: at the last `@` of the authority. A password may hold a
/// `/` by mistake, so a later `@` counts too, if there is a `:` since the last `/` before it.
fn end_of_credentials(address: &str) -> Option<usize> {
    let authority = address.find('/').unwrap_or(address.len());
    let in_authority = address[..authority].rfind('@');
    let later = address[authority..].rfind('@').map(|at| authority + at);
    let later = later.filter(|at| {
        let before = &address[..*at];
        let from = in_authority.map_or(0, |at| at + 1);
        // `host:8080/@scope` has a port, and not a password.
        before[from..].split('/').any(|part| {
            part.split_once(':')
                .is_some_and(|(_, after)| !after.is_empty() && !is_port(after))
        })
    });
    later.or(in_authority)
}

fn is_port(text: &str) -> bool {
    text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let start = text.find("://").expect("an address") + 3;
        let mut out = text.to_owned();
        for range in look(text, start).secrets.into_iter().rev() {
            out.replace_range(range, "*");
        }
        out
    }

    #[test]
    fn credentials_go_and_the_rest_stays() {
        for (text, expected) in [
            ("https://host/path", "https://host/path"),
            ("https://u:p@host:80/path", "https://*@host:80/path"),
            ("redis://:pw@host", "redis://*@host"),
            ("postgres://u:p@ss@host/db", "postgres://*@host/db"),
            ("postgres://u:p/w@host/db", "postgres://*@host/db"),
            ("https://a@b/oauth2:SECRET/c@d", "https://*@d"),
            ("https://host/@scope/name", "https://host/@scope/name"),
            ("https://host:8080/@scope", "https://host:8080/@scope"),
            ("http://[::1]:80/?q=secret", "http://[::1]:80/?q=*"),
            (
                "https://[scrubbed:url]@host/?a=[scrubbed:url]&b",
                "https://[scrubbed:url]@host/?a=[scrubbed:url]&*",
            ),
        ] {
            assert_eq!(without(text), expected);
        }
    }

    #[test]
    fn names_in_the_query_stay_and_values_go() {
        for (text, expected) in [
            ("https://h/p?a=1&b=two", "https://h/p?a=*&b=*"),
            ("https://h/p?a=&b", "https://h/p?a=&*"),
            (
                "https://h/p?token#access_token=x&y=z",
                "https://h/p?*#access_token=*&y=*",
            ),
            ("https://h/p#section", "https://h/p#section"),
            ("https://h?a=b=c", "https://h?a=*"),
            ("https://h/p?", "https://h/p?"),
            ("https://h/?a=ä", "https://h/?a=*"),
        ] {
            assert_eq!(without(text), expected);
        }
    }
}
