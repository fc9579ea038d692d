//! Names: which are never recorded, and which one somebody probably meant.

/// Names that speak of a secret, as words in a row.
///
/// The same list stands in the runtime (`runtime/src/redact/keys.rs`), which guards the sinks; a
/// test of the workspace compares the two.
pub(crate) const SENSITIVE: &[&[&str]] = &[
    &["api", "key"],
    &["apikey"],
    &["auth", "token"],
    &["authorization"],
    &["card", "number"],
    &["cardnumber"],
    &["cookie"],
    &["credential"],
    &["credentials"],
    &["credit", "card"],
    &["creditcard"],
    &["cvc"],
    &["cvv"],
    &["iban"],
    &["jwt"],
    &["otp"],
    &["pan"],
    &["passphrase"],
    &["passwd"],
    &["password"],
    &["passwords"],
    &["pin"],
    &["private", "key"],
    &["pwd"],
    &["secret"],
    &["secrets"],
    &["session", "id"],
    &["ssn"],
    &["token"],
];

/// Whether a parameter or field of this name is never recorded. Words are told apart by `_`, `.`
/// and changes of case; a length or a count of a secret is none.
pub(crate) fn is_sensitive(name: &str) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if matches!(words.last(), Some(&("length" | "len" | "count"))) {
        return false;
    }
    SENSITIVE
        .iter()
        .any(|entry| words.windows(entry.len()).any(|run| run == *entry))
}

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for character in name.chars() {
        let starts_word = character.is_uppercase() && after_lower;
        let last = words.last_mut().expect("there is always a last word");
        if !character.is_alphanumeric() {
            words.push(String::new());
        } else if starts_word {
            words.push(character.to_lowercase().collect());
        } else {
            last.extend(character.to_lowercase());
        }
        after_lower = character.is_lowercase() || character.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The candidate that `name` was probably meant to be: up to three letters, and never more than half
/// of them, are wrong.
pub(crate) fn nearest<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.len().max(name.len()) / 2).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be added, removed or changed (Levenshtein), one row at a time.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_has_a_nearest() {
        let keys = ["name", "level", "err", "skip_all"];
        assert_eq!(nearest("er", keys), Some("err"));
        assert_eq!(nearest("skipall", keys), Some("skip_all"));
        assert_eq!(nearest("nmae", keys), Some("name"));
        assert_eq!(nearest("frobnicate", keys), None);
    }

    #[test]
    fn secrets_are_known_by_their_words() {
        for name in [
            "password",
            "userPassword",
            "api_key",
            "user.pin",
            "card_number",
            "token",
        ] {
            assert!(is_sensitive(name), "{name}");
        }
        for name in [
            "author",
            "tokenizer",
            "pinned",
            "password_length",
            "order_id",
            "_",
        ] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
