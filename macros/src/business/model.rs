//! What will be generated: nothing in it can be wrong any more.

use super::ast::{Ast, Kind, On};
use super::known;
use super::units;
use crate::args::labels::Label;
use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Expr;

/// One metric.
pub(super) struct Model {
    pub(super) root: Root,
    pub(super) kind: Kind,
    /// With the unit; of a counter without `_total`.
    pub(super) name: String,
    pub(super) help: String,
    pub(super) unit: String,
    pub(super) digits: u8,
    pub(super) buckets: Vec<f64>,
    pub(super) exact: bool,
    pub(super) labels: Vec<Label>,
    pub(super) value: Option<Expr>,
    pub(super) on: On,
}

/// The model, unless something that it needs is missing, which was reported.
pub(super) fn build(ast: Ast, errors: &mut Errors) -> Option<Model> {
    let (kind, written) = (ast.kind?, ast.name?);
    let text = written.value();
    let stem = match (kind, text.strip_suffix("_total")) {
        (Kind::Counter, Some(stem)) if !ast.exact => stem,
        _ => &text,
    };
    let given = ast.unit.as_ref().map(syn::LitStr::value);
    let of_name = units::of_name(stem).map(ToOwned::to_owned);
    let unit = given.or(of_name).unwrap_or_default();
    let named = stem.ends_with(&format!("_{unit}"));
    let name = if unit.is_empty() || named || ast.exact {
        stem.to_owned()
    } else {
        format!("{stem}_{unit}")
    };
    if let Some(other) = known::other(&name, kind) {
        errors.add(&written, messages::other_kind(&text, other.as_str()));
    }
    Some(Model {
        root: Root::new(ast.root),
        kind,
        help: ast.help.unwrap_or_else(|| sentence(stem)),
        name,
        unit: if ast.exact { String::new() } else { unit },
        digits: ast.digits.unwrap_or(0),
        buckets: ast.buckets,
        exact: ast.exact,
        labels: ast.labels,
        value: ast.value,
        on: ast.on.unwrap_or_default(),
    })
}

/// `orders_placed` becomes `Orders placed.`
fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// Where an expression speaks of what the function returned.
pub(super) fn ret_in(tokens: TokenStream) -> Option<Ident> {
    let mut after_dot = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                if let Some(ret) = ret_in(group.stream()) {
                    return Some(ret);
                }
                after_dot = false;
            }
            TokenTree::Ident(ident) if ident == "ret" && !after_dot => return Some(ident),
            TokenTree::Punct(punct) => after_dot = punct.as_char() == '.',
            _ => after_dot = false,
        }
    }
    None
}
