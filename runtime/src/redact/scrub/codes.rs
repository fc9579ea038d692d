//! Numbers and codes with check digits, so that an order number is not taken for one; and e-mail
//! addresses.

use super::rules::Rule;
use super::scan::{Found, Scan, begins_word, ends_word, run};
use super::settings::is_on;

/// A payment card's number: 13 to 19 digits, perhaps in groups, of a known issuer, with its check
/// digit.
pub(super) fn card(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let bytes = scan.bytes();
    // Part of a fraction or of an id with dots or dashes: no card.
    let before = start.checked_sub(1).map(|before| bytes[before]);
    if matches!(before, Some(b'.' | b'-')) && start >= 2 && bytes[start - 2].is_ascii_alphanumeric()
    {
        return None;
    }
    let digits = grouped_digits(bytes, start);
    // What follows may be another number.
    let mut counts = (13..=digits.count).rev();
    let count = counts.find(|count| {
        let end = digits.ends[count - 1];
        ends_word(bytes, end) && digits.is_card(*count)
    })?;
    Found::new(start..digits.ends[count - 1], Rule::Card)
}

/// Up to 19 digits, and where each ends.
struct Digits {
    values: [u8; 19],
    ends: [usize; 19],
    count: usize,
}

/// Digits with single spaces or dashes between groups of them.
fn grouped_digits(bytes: &[u8], start: usize) -> Digits {
    let mut digits = Digits {
        values: [0; 19],
        ends: [0; 19],
        count: 0,
    };
    let (mut at, mut end) = (start, start);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' if digits.count < 19 => {
                digits.values[digits.count] = byte - b'0';
                end = at + 1;
                digits.ends[digits.count] = end;
                digits.count += 1;
            }
            // Groups of a card have four digits or more.
            b' ' | b'-' if at == end && digits.count >= 4 => {}
            _ => break,
        }
        at += 1;
    }
    digits
}

impl Digits {
    fn is_card(&self, count: usize) -> bool {
        let digits = &self.values[..count];
        is_issued(digits) && luhn(digits)
    }
}

/// Whether an issuer gives out numbers that begin so and are so long (ISO/IEC 7812-1, and the
/// ranges that the networks publish).
fn is_issued(digits: &[u8]) -> bool {
    let first = |count: usize| {
        let digits = digits.iter().take(count);
        digits.fold(0_u32, |number, digit| number * 10 + u32::from(*digit))
    };
    let length = digits.len();
    match first(1) {
        2 => (2221..=2720).contains(&first(4)) && length == 16,
        3 => match first(2) {
            34 | 37 => length == 15,
            35 => (3528..=3589).contains(&first(4)) && (16..=19).contains(&length),
            30 | 36 | 38 | 39 => (14..=19).contains(&length),
            _ => false,
        },
        4 => matches!(length, 13 | 16 | 19),
        5 => match first(2) {
            51..=55 => length == 16,
            50 | 56..=58 => (13..=19).contains(&length),
            _ => false,
        },
        6 => match first(2) {
            60 | 62 | 63 | 64 | 65 | 67 => (16..=19).contains(&length),
            _ => false,
        },
        _ => false,
    }
}

/// The check digit (ISO/IEC 7812-1, annex B).
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether a number is that of a payment card.
pub(crate) fn is_card_number(number: u128) -> bool {
    if !(1_000_000_000_000..10_000_000_000_000_000_000).contains(&number) || !is_on(Rule::Card) {
        return false;
    }
    let text = number.to_string();
    let digits = grouped_digits(text.as_bytes(), 0);
    digits.count == text.len() && digits.is_card(digits.count)
}

/// An IBAN: country, check digits, and up to 30 letters and digits, perhaps in groups of four.
pub(super) fn iban(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let bytes = scan.bytes();
    let [a, b, c, d] = bytes.get(start..start + 4)?.try_into().ok()?;
    let country = [a, b].iter().all(u8::is_ascii_uppercase);
    if !(country && [c, d].iter().all(u8::is_ascii_digit) && begins_word(bytes, start)) {
        return None;
    }
    let code = grouped_code(bytes, start);
    // It may have taken a word too many that stands after the code.
    let ends = code.iter().map(|(_, end)| *end).rev();
    let mut ends = ends.filter(|end| ends_word(bytes, *end));
    let found = ends.find(|end| {
        let letters = code.iter().take_while(|(_, place)| place <= end);
        let letters: Vec<u8> = letters.map(|(letter, _)| *letter).collect();
        (15..=34).contains(&letters.len()) && mod_97(&letters) == 1
    });
    found.and_then(|end| Found::new(start..end, Rule::Iban))
}

/// The letters and digits of a code, with the place after each.
fn grouped_code(bytes: &[u8], start: usize) -> Vec<(u8, usize)> {
    let mut code = Vec::with_capacity(34);
    let (mut at, mut end) = (start, start);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' if code.len() < 34 => {
                at += 1;
                end = at;
                code.push((*byte, end));
            }
            b' ' if code.len() % 4 == 0 && at == end => at += 1,
            _ => break,
        }
    }
    code
}

/// The remainder of ISO 7064 (MOD 97-10): the first four go to the end, letters count from 10.
fn mod_97(code: &[u8]) -> u32 {
    let (first, rest) = code.split_at(4);
    rest.iter().chain(first).fold(0, |remainder, letter| {
        if letter.is_ascii_digit() {
            (remainder * 10 + u32::from(letter - b'0')) % 97
        } else {
            (remainder * 100 + u32::from(letter - b'A') + 10) % 97
        }
    })
}

/// The longest part before the `@` (RFC 5321).
const MAX_LOCAL: usize = 64;

/// An e-mail address, if the policy asks for it.
pub(super) fn email(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !is_on(Rule::Email) {
        return None;
    }
    let bytes = scan.bytes();
    let local = |byte: &u8| {
        byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(byte) || *byte >= 0x80
    };
    let earliest = at.saturating_sub(MAX_LOCAL).max(scan.done());
    let before = &bytes[earliest..at];
    let start = at - before.iter().rev().take_while(|byte| local(byte)).count();
    let start = (start..=at).find(|place| scan.text.is_char_boundary(*place))?;
    let in_domain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    let end = run(bytes, at + 1, in_domain);
    let domain = scan.text[at + 1..end].trim_end_matches(['.', '-']);
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    let is_domain = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    (start < at && is_domain)
        .then(|| Found::new(start..at + 1 + domain.len(), Rule::Email))
        .flatten()
}
