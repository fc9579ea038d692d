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

/// How far behind the end of an address the rest of a password is looked for.
const MAX_PASSWORD: usize = 128;

/// The address whose authority begins here.
pub(super) fn look(text: &str, authority: usize) -> Address {
    let end = end_of_address(text, authority);
    // A password may hold what ends an address elsewhere.
    // It is looked for a bounded way on, as another address may begin right behind.
    let near = text.floor_char_boundary(text.len().min(end + MAX_PASSWORD));
    let wide = end_by(&text[..near], authority, "\"<>`");
    let end = match text[authority..wide].find('@') {
        Some(at) if authority + at >= end && text[authority..end].contains(':') => {
            end_of_address(text, authority + at)
        }
        _ => end,
    };
    let mut secrets = secret_parts(text, authority, end);
    secrets.retain(|range| !text[range.clone()].starts_with("[scrubbed:"));
    Address { secrets, end }
}

fn secret_parts(text: &str, authority: usize, end: usize) -> Vec<Range<usize>> {
    let address = &text[authority..end];
    let mut parts = Vec::new();
    let credentials = end_of_credentials(address);
    // A password may hold a `?` or a `#` by mistake.
    let from = credentials.unwrap_or(0);
    let query = address[from..].find(['?', '#']);
    let query = query.map_or(address.len(), |query| from + query);
    if let Some(end) = credentials {
        parts.push(authority..authority + end);
    }
    parts.extend(inside(&address[from..query]).map(|range| {
        let from = authority + from;
        from + range.start..from + range.end
    }));
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
    end_by(text, start, "\"'<>`\\|)}")
}

/// Up to a blank, a control, or one of these.
fn end_by(text: &str, start: usize, closing: &str) -> usize {
    let rest = &text[start..];
    let ends = |it: char| it.is_whitespace() || it.is_control() || closing.contains(it);
    start + rest.find(ends).unwrap_or(rest.len())
}

/// Where the credentials before a host end. A password may hold what should have been escaped: an
/// `@`, a `/`, a `?`; so after a `:` that no port follows, it goes on to an `@`.
fn end_of_credentials(address: &str) -> Option<usize> {
    let rest = address.strip_prefix('[').and_then(|it| it.split_once(']'));
    let host = rest.map_or(0, |(inside, _)| inside.len() + 2);
    let head = address[host..].find(['/', '?', '#']);
    let head = &address[..head.map_or(address.len(), |end| host + end)];
    let Some(colon) = head[host..].find(':').map(|colon| host + colon) else {
        return decoyed(address, head.len()).or_else(|| head.rfind('@'));
    };
    let after = &address[colon + 1..];
    let word = &after[..after.find(['/', '?', '#', '@']).unwrap_or(after.len())];
    let segment = &after[..after.find('/').unwrap_or(after.len())];
    let rash = after[word.len()..].starts_with(['?', '#']) && after.contains('@');
    if is_port(word) && !rash && !segment.contains('@') {
        return decoyed(address, head.len()).or_else(|| in_segment(address, head.len()));
    }
    let first = colon + 1 + after.find('@')?;
    let host = address[first..]
        .find('/')
        .map_or(address.len(), |end| first + end);
    let end = address[first..host].rfind('@').map(|end| first + end);
    end.map(|end| decoyed(address, end + 1).unwrap_or(end))
}

/// The last `@` of a path in which a user and a password stand before it: `/oauth2:SECRET/c@d`.
fn decoyed(address: &str, from: usize) -> Option<usize> {
    let end = address[from..].find(['?', '#']);
    let path = &address[from..end.map_or(address.len(), |end| from + end)];
    // What is inside of it is looked at by itself.
    let path = &path[..path.find("://").unwrap_or(path.len())];
    let end = path.rfind('@')?;
    let named = |part: &str| {
        part.split_once(':')
            .is_some_and(|(_, it)| !it.is_empty() && !is_port(it))
    };
    path[..end].split('/').any(named).then_some(from + end)
}

/// The last `@` of a path that does not begin a part of it, as that of `/@scope` does: behind what
/// may be a port, or a password that begins as one.
fn in_segment(address: &str, from: usize) -> Option<usize> {
    let end = address[from..].find("://");
    let path = &address[from..end.map_or(address.len(), |end| from + end)];
    let mut places = path.rmatch_indices('@').map(|(at, _)| at);
    let end = places.find(|at| !path[..*at].ends_with('/'))?;
    Some(from + end)
}

/// The credentials of addresses in the path of another.
fn inside(path: &str) -> impl Iterator<Item = Range<usize>> {
    path.match_indices("://").filter_map(|(at, _)| {
        let start = at + 3;
        let end = path[start..]
            .find("://")
            .map_or(path.len(), |next| start + next);
        end_of_credentials(&path[start..end]).map(|length| start..start + length)
    })
}

fn is_port(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
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
            ("https://u:/pw/x@host/db", "https://*@host/db"),
            ("https://host/@scope/name", "https://host/@scope/name"),
            (
                "https://proxy/https://host/@x",
                "https://proxy/https://host/@x",
            ),
            (
                "https://proxy/https://u:p@host/",
                "https://proxy/https://*@host/",
            ),
            ("https://u:/#A#a!@host/", "https://*@host/"),
            ("https://u:#p?w@host/a?b=c", "https://*@host/a?b=*"),
            // A password that begins as a port does cannot be told from this.
            ("https://host:80?a=x@y", "https://*@y"),
            ("https://host:8080/@scope", "https://host:8080/@scope"),
            ("https://u:0/%A@host/", "https://*@host/"),
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
