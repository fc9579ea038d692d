//! The text of an event: which of its arguments are shown, and which only say how wide.

use super::ast::Text;
use proc_macro2::{Ident, Span};
use std::collections::BTreeSet;

/// What a text asks for.
#[derive(Default)]
pub(super) struct Asked {
    /// Names of variables in the text that are no arguments of it.
    pub(super) captured: Vec<Ident>,
    /// Names and places of arguments that are numbers for a format, and not shown.
    pub(super) numbers: BTreeSet<String>,
}

/// Looks through a text; `None` if a placeholder cannot be read.
pub(super) fn asked(text: &Text) -> Option<Asked> {
    let mut asked = Asked::default();
    let mut next = 0_usize;
    let format = text.format.value();
    let mut rest = format.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (brace, after) = (&rest[at..=at], &rest[at + 1..]);
        if let Some(after) = after.strip_prefix(brace) {
            rest = after;
            continue;
        }
        if brace == "}" {
            return None;
        }
        let end = after.find('}')?;
        placeholder(&after[..end], text, &mut next, &mut asked)?;
        rest = &after[end + 1..];
    }
    Some(asked)
}

/// `name:spec`, each part perhaps empty.
fn placeholder(inside: &str, text: &Text, next: &mut usize, asked: &mut Asked) -> Option<()> {
    let (name, spec) = inside.split_once(':').unwrap_or((inside, ""));
    // `{:.*}` takes its precision from the arguments first.
    if spec.contains(".*") {
        asked.numbers.insert(next.to_string());
        *next += 1;
    }
    for number in named_numbers(spec) {
        capture(&number, text, asked)?;
        asked.numbers.insert(number);
    }
    let name = name.trim();
    if name.is_empty() {
        *next += 1;
        return Some(());
    }
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(());
    }
    capture(name, text, asked)
}

/// The names and places before each `$` of a format.
fn named_numbers(spec: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    for (at, _) in spec.match_indices('$') {
        let before = spec[..at].rsplit(|it: char| !(it.is_alphanumeric() || it == '_'));
        numbers.extend(before.take(1).map(str::to_owned));
    }
    numbers
}

/// A name that is no argument is a variable of the program's.
fn capture(name: &str, text: &Text, asked: &mut Asked) -> Option<()> {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(());
    }
    let given = |ident: &Ident| ident == name;
    let is_argument = text
        .arguments
        .iter()
        .any(|it| it.name.as_ref().is_some_and(given));
    if !is_argument && !asked.captured.iter().any(given) {
        let ident: Ident = syn::parse_str(name).ok()?;
        asked
            .captured
            .push(Ident::new(&ident.to_string(), at(text)));
    }
    Some(())
}

/// Where the names in a text belong: there the variables are looked up.
fn at(text: &Text) -> Span {
    text.format.span()
}
