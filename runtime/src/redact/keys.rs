//! Names that speak of a secret: fields of such a name are never shown, in any spelling.
//!
//! The same rules stand in the macro crate (`macros/src/names.rs`), which cannot depend on this
//! one; a test of the workspace compares the two.

/// Names that speak of a secret, as words in a row.
const SENSITIVE: &[&[&str]] = &[
    &["api", "key"],
    &["auth", "token"],
    &["authorization"],
    &["card", "number"],
    &["cookie"],
    &["credit", "card"],
    &["cvc"],
    &["cvv"],
    &["iban"],
    &["jwt"],
    &["otp"],
    &["pan"],
    &["pin"],
    &["private", "key"],
    &["pwd"],
    &["secret"],
    &["session", "id"],
    &["ssn"],
    &["token"],
];

/// Parts that make any word sensitive, as words are often glued together.
const STEMS: &[&str] = &[
    "apikey",
    "cardnumber",
    "credential",
    "creditcard",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "sessionid",
];

/// Endings that make any word sensitive: `authtoken` is, `tokenizer` is not.
const ENDINGS: &[&str] = &["secret", "token"];

/// Whether a parameter or field of this name is not shown. Words are told apart by everything that
/// is no letter and by changes of case, so `apiKey`, `X-Api-Key`, `APIKey2` and `user.api_keys` are
/// one; `author`, `secretary` and `tokenizer` are not sensitive.
pub(crate) fn is_sensitive(name: &str) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(|word| singular(word)).collect();
    let in_a_row = |entry: &&[&str]| words.windows(entry.len()).any(|run| run == *entry);
    let glued = |word: &&str| {
        STEMS.iter().any(|stem| word.contains(stem))
            || ENDINGS.iter().any(|ending| word.ends_with(ending))
    };
    SENSITIVE.iter().any(in_a_row) || words.iter().any(glued)
}

/// Whether a name speaks of how many or how long: a number under it is no secret.
pub(crate) fn is_measure(name: &str) -> bool {
    let words = words(name);
    matches!(
        words.last().map(String::as_str),
        Some("count" | "len" | "length" | "tokens")
    )
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// The words of a name in lower case. Capitals in a row are one word, up to the last before a
/// small letter: `DBPassword` is `db` and `password`.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| letters[before]);
        let after_lower = before.is_some_and(char::is_lowercase);
        let before_lower = letters
            .get(place + 1)
            .is_some_and(|next| next.is_lowercase());
        let starts = letter.is_uppercase()
            && (after_lower || (before_lower && before.is_some_and(char::is_uppercase)));
        if starts || !letter.is_alphabetic() {
            words.push(String::new());
        }
        if letter.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
