//! `Span::current().record("name", ..)` inside of a body: a field that the span does not have is
//! not recorded, and nobody is told. Where the name is a literal, it can be told here.

use super::fields::FieldName;
use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::LitStr;

/// Reports every literal name that no field has. A field whose name is a constant may be any, so
/// then nothing is reported.
pub(super) fn judge(body: &TokenStream, fields: &[&FieldName], errors: &mut Errors) {
    let mut known = Vec::new();
    for field in fields {
        match field {
            FieldName::Text(name) => known.push(name.as_str()),
            FieldName::Constant(_) => return,
        }
    }
    for name in recorded(body) {
        let text = name.value();
        if !known.contains(&text.as_str()) {
            let nearest = names::nearest(&text, known.iter().copied());
            errors.add(&name, messages::undeclared_field(&text, nearest));
        }
    }
}

/// The literals in `Span::current().record(literal, ..)`, also one after another. A nested function
/// or a block with a span of its own has another current span: inside of `fn`, of `async` blocks
/// and of closures nothing is looked at, and neither is anything after an `enter` or `in_scope`.
fn recorded(body: &TokenStream) -> Vec<LitStr> {
    let tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let mut found = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        // What runs in a closure may run in another span.
        if enters_another(&tokens[place..]) || is(&tokens[place], "|") {
            return found;
        }
        if let Some(length) = current_span(&tokens[place..]) {
            place += length;
            place += records(&tokens[place..], &mut found);
            continue;
        }
        if let TokenTree::Group(group) = &tokens[place]
            && group.delimiter() != Delimiter::None
            && !is_body_of_its_own(&tokens[..place])
        {
            found.extend(recorded(&group.stream()));
        }
        place += 1;
    }
    found
}

/// `Span :: current ( )`: how many tokens that is.
fn current_span(tokens: &[TokenTree]) -> Option<usize> {
    let [first, colon, second, name, call, ..] = tokens else {
        return None;
    };
    let empty = matches!(call, TokenTree::Group(group) if group.stream().is_empty());
    let matches =
        is(first, "Span") && is(colon, ":") && is(second, ":") && is(name, "current") && empty;
    matches.then_some(5)
}

/// `. record ( "name" , .. )`, as often as it comes.
fn records(tokens: &[TokenTree], found: &mut Vec<LitStr>) -> usize {
    let mut place = 0;
    while let [dot, name, TokenTree::Group(arguments), ..] = &tokens[place..] {
        if !is(dot, ".") || !is(name, "record") {
            break;
        }
        let first = arguments.stream().into_iter().next();
        if let Some(literal) = first.and_then(|first| syn::parse2(first.into()).ok()) {
            found.push(literal);
        }
        place += 3;
    }
    place
}

fn enters_another(tokens: &[TokenTree]) -> bool {
    let [dot, name, TokenTree::Group(_), ..] = tokens else {
        return false;
    };
    is(dot, ".")
        && ["enter", "entered", "in_scope"]
            .iter()
            .any(|it| is(name, it))
}

/// Whether a group that follows these tokens belongs to something with a span of its own.
fn is_body_of_its_own(before: &[TokenTree]) -> bool {
    let statement = before.rsplit(|token| is(token, ";") || is(token, "{"));
    let Some(statement) = statement.into_iter().next() else {
        return false;
    };
    statement.iter().any(|token| {
        ["fn", "async", "impl", "mod", "macro_rules"]
            .iter()
            .any(|it| is(token, it))
    })
}

fn is(token: &TokenTree, text: &str) -> bool {
    match token {
        TokenTree::Ident(ident) => ident == text,
        TokenTree::Punct(punct) => text.len() == 1 && text.starts_with(punct.as_char()),
        _ => false,
    }
}
