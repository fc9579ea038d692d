//! Names that speak of a secret: fields of such a name are never shown, in any spelling.

/// One entry a line; a name is sensitive when it holds all words of an entry in a row.
///
/// The same list stands in the macro crate (`macros/src/names.rs`), which cannot depend on this
/// one; a test of the workspace compares the two.
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

/// Whether a field of this name must not be shown. Words are told apart by `_`, `-`, `.`, spaces
/// and changes of case, so `apiKey`, `X-Api-Key` and `user.api_key` are one; `author` and
/// `tokenizer` are not sensitive.
pub(crate) fn is_sensitive(name: &str) -> bool {
    let words = words(name);
    SENSITIVE.iter().any(|entry| {
        words
            .windows(entry.len())
            .any(|run| run.iter().zip(*entry).all(|(word, want)| word == want))
    })
}

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for character in name.chars() {
        let starts_word = character.is_uppercase() && after_lower;
        if (!character.is_alphanumeric() || starts_word)
            && words.last().is_some_and(|word| !word.is_empty())
        {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
        after_lower = character.is_lowercase() || character.is_numeric();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::is_sensitive;

    #[test]
    fn every_spelling_of_a_secret_is_found() {
        for name in [
            "password",
            "user.password",
            "userPassword",
            "USER_PASSWORD",
            "apiKey",
            "X-Api-Key",
            "api_key",
            "credit_card",
            "creditCardNumber",
            "ssn",
            "auth_token",
            "access_token",
            "pin",
            "card_number",
            "Authorization",
        ] {
            assert!(is_sensitive(name), "{name}");
        }
    }

    #[test]
    fn harmless_relatives_are_not() {
        for name in [
            "author",
            "authority",
            "tokenizer",
            "secretary",
            "session_count",
            "pinned",
            "expand",
            "order.id",
            "key",
            "",
        ] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
