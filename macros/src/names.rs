//! Names: which are never recorded, and which one somebody probably meant.
//!
//! The rules for sensitive names stand in the runtime too (`runtime/src/redact/keys.rs`), which
//! guards the sinks; a test of the workspace compares the two.

/// Names that speak of a secret, as one word or two in a row.
const SENSITIVE: &[(&str, &str)] = &[
    ("access", "key"),
    ("account", "key"),
    ("api", "key"),
    ("auth", "token"),
    ("authorization", ""),
    ("card", "number"),
    ("cookie", ""),
    ("credit", "card"),
    ("cvc", ""),
    ("cvv", ""),
    ("db", "pass"),
    ("encryption", "key"),
    ("iban", ""),
    ("jwt", ""),
    ("otp", ""),
    ("pan", ""),
    ("passcode", ""),
    ("pin", ""),
    ("private", "key"),
    ("pwd", ""),
    ("secret", ""),
    ("session", "id"),
    ("signing", "key"),
    ("ssn", ""),
    ("token", ""),
];

/// Parts that make any word sensitive, as words are often glued together.
const STEMS: &[&str] = &[
    "accesskey",
    "accountkey",
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
    if name.is_ascii() && !may_be_sensitive(name) {
        return false;
    }
    let mut before = Word::default();
    let mut found = false;
    words(name, |word| {
        let (first, second) = (before.singular(), word.singular());
        found |= SENSITIVE.iter().any(|(one, two)| match *two {
            "" => *one == second,
            two => *one == first && two == second,
        });
        found |= STEMS.iter().any(|stem| second.contains(stem));
        found |= ENDINGS.iter().any(|ending| second.ends_with(ending));
        before = *word;
    });
    found
}

/// Three letters of every sensitive name, in lower case: most names have none of these and need no
/// second look.
fn may_be_sensitive(name: &str) -> bool {
    name.as_bytes().windows(3).any(|three| {
        let lower = [three[0] | 0x20, three[1] | 0x20, three[2] | 0x20];
        matches!(
            &lower,
            b"aut"
                | b"car"
                | b"coo"
                | b"cre"
                | b"cvc"
                | b"cvv"
                | b"iba"
                | b"jwt"
                | b"key"
                | b"otp"
                | b"pan"
                | b"pas"
                | b"pin"
                | b"pwd"
                | b"sec"
                | b"ses"
                | b"ssn"
                | b"tok"
        )
    })
}

/// Whether a name speaks of how many or how long: a number under it is no secret.
pub(crate) fn is_measure(name: &str) -> bool {
    let mut last = Word::default();
    words(name, |word| last = *word);
    matches!(last.text(), "count" | "len" | "length" | "tokens")
}

/// How many bytes of a word are looked at. Longer words are cut in front: what makes a word
/// sensitive is nearly always its end.
const MAX_WORD: usize = 48;

/// One word in lower case.
#[derive(Clone, Copy)]
struct Word {
    letters: [u8; MAX_WORD],
    length: usize,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            letters: [0; MAX_WORD],
            length: 0,
        }
    }
}

impl Word {
    fn push(&mut self, letter: u8) {
        if self.length == MAX_WORD {
            self.letters.copy_within(1.., 0);
            self.length -= 1;
        }
        self.letters[self.length] = letter.to_ascii_lowercase();
        self.length += 1;
    }

    /// Only its letters of ASCII were kept.
    fn text(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.length]).unwrap_or_default()
    }

    fn singular(&self) -> &str {
        match self.text().strip_suffix('s') {
            Some(one) if !one.ends_with('s') => one,
            _ => self.text(),
        }
    }
}

/// Does something with each word of a name. Capitals in a row are one word, up to the last before
/// a small letter: `DBPassword` is `db` and `password`. What is no letter separates, but for
/// letters outside of ASCII, which are passed over.
fn words(name: &str, mut then: impl FnMut(&Word)) {
    let letters = name.as_bytes();
    let mut word = Word::default();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map_or(0, |before| letters[before]);
        let after = letters.get(place + 1).copied().unwrap_or(0);
        let starts = letter.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase()));
        let separates = letter.is_ascii() && !letter.is_ascii_alphabetic();
        if (starts || separates) && word.length > 0 {
            then(&word);
            word.length = 0;
        }
        if letter.is_ascii_alphabetic() {
            word.push(*letter);
        }
    }
    if word.length > 0 {
        then(&word);
    }
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

/// Whether a text is written in snake case.
pub(crate) fn is_snake_case(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && !text.ends_with('_')
        && text
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
}

/// `HTTPTimeout2` becomes `http_timeout2`.
pub(crate) fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(place + 1);
        let starts = letter.is_uppercase()
            && before.is_some_and(|before| {
                before != '_'
                    && (!before.is_uppercase() || after.is_some_and(|it| it.is_lowercase()))
            });
        if starts {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_misspelt_key_has_a_nearest() {
        let keys = ["name", "level", "err", "skip_all"];
        assert_eq!(nearest("er", keys), Some("err"));
        assert_eq!(nearest("skipall", keys), Some("skip_all"));
        assert_eq!(nearest("nmae", keys), Some("name"));
        assert_eq!(nearest("frobnicate", keys), None);
    }
}
