//! `tracestate`: what tracing systems along the way want to keep. We have no entry of our own;
//! valid lists are sent on as they came, invalid ones not at all.

/// How many members a list may have.
const MAX_MEMBERS: usize = 32;
/// How many characters are sent on. The specification asks for 512 at least.
const MAX_LENGTH: usize = 4096;

/// Joins the values of all headers in order; `None` if the list breaks the rules.
pub(super) fn parse(headers: &[&str]) -> Option<String> {
    let members: Vec<&str> = headers
        .iter()
        .flat_map(|header| header.split(','))
        .map(|member| member.trim_matches([' ', '\t']))
        .filter(|member| !member.is_empty())
        .collect();
    if members.len() > MAX_MEMBERS {
        return None;
    }
    let mut keys = Vec::with_capacity(members.len());
    for member in &members {
        let (key, value) = member.split_once('=')?;
        if !is_key(key) || !is_value(value) || keys.contains(&key) {
            return None;
        }
        keys.push(key);
    }
    let joined = members.join(",");
    (joined.len() <= MAX_LENGTH).then_some(joined)
}

fn is_key(key: &str) -> bool {
    let first = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let other = |byte: u8| first(byte) || b"_-*/@".contains(&byte);
    key.len() <= 256 && key.bytes().next().is_some_and(first) && key.bytes().all(other)
}

fn is_value(value: &str) -> bool {
    let printable = |byte: u8| (0x20..=0x7e).contains(&byte) && byte != b',' && byte != b'=';
    !value.is_empty() && value.len() <= 256 && value.bytes().all(printable)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn lists_are_joined_in_order_without_blanks() {
        assert_eq!(
            parse(&["a=1", " b=2 ,, c@d=3"]).as_deref(),
            Some("a=1,b=2,c@d=3")
        );
        assert_eq!(parse(&[""]).as_deref(), Some(""));
    }

    #[test]
    fn a_list_that_breaks_a_rule_is_dropped_whole() {
        let too_many: Vec<String> = (0..33).map(|number| format!("k{number}=v")).collect();
        for list in [
            "A=1",
            "a",
            "a=",
            "a=1,a=2",
            "a=ä",
            "=1",
            &too_many.join(","),
        ] {
            assert_eq!(parse(&[list]), None, "{list}");
        }
    }
}
