//! What was written on the type and on its variants.

use crate::args::level::{self, Level};
use crate::args::{self, Argument, ERROR_KIND, Value};
use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::TokenStream;
use syn::{Attribute, Data, DeriveInput, Expr, Fields, Ident, Lit, Meta, Path};

/// The whole type.
pub(super) struct Ast {
    pub(super) is_enum: bool,
    /// What is written on the type; of a struct, all there is.
    pub(super) whole: Given,
    pub(super) variants: Vec<Variant>,
}

/// A variant.
pub(super) struct Variant {
    pub(super) name: Ident,
    pub(super) fields: Fields,
    pub(super) given: Given,
}

/// The arguments in one place.
#[derive(Default)]
pub(super) struct Given {
    /// Every key that was given, with its place.
    pub(super) keys: Vec<(&'static str, TokenStream)>,
    pub(super) kind: Option<String>,
    pub(super) class: Option<&'static str>,
    pub(super) level: Option<Level>,
    pub(super) retryable: Option<bool>,
    pub(super) status: Option<u16>,
    pub(super) text: Option<String>,
    pub(super) root: Option<Path>,
}

impl Given {
    /// Where a key was given.
    pub(super) fn at(&self, key: &str) -> Option<&TokenStream> {
        let mut keys = self.keys.iter();
        keys.find(|(name, _)| *name == key).map(|(_, at)| at)
    }
}

pub(super) fn read(input: &DeriveInput, errors: &mut Errors) -> Ast {
    let whole = given(&input.attrs, errors);
    let mut variants = Vec::new();
    if let Data::Enum(data) = &input.data {
        variants.extend(data.variants.iter().map(|variant| Variant {
            name: variant.ident.clone(),
            fields: variant.fields.clone(),
            given: given(&variant.attrs, errors),
        }));
    }
    Ast {
        is_enum: matches!(input.data, Data::Enum(_)),
        whole,
        variants,
    }
}

/// All attributes of the name together.
fn given(attributes: &[Attribute], errors: &mut Errors) -> Given {
    let mut tokens = TokenStream::new();
    for attribute in attributes {
        if !attribute.path().is_ident("error_kind") {
            continue;
        }
        if let Meta::List(list) = &attribute.meta {
            if !tokens.is_empty() {
                tokens.extend(quote::quote!(,));
            }
            tokens.extend(list.tokens.clone());
        } else {
            errors.add(
                attribute,
                messages::wrong_form("error_kind", "`#[error_kind(..)]`"),
            );
        }
    }
    let mut given = Given::default();
    for argument in args::read(tokens, ERROR_KIND, errors) {
        take(&mut given, argument, errors);
    }
    given
}

fn take(given: &mut Given, argument: Argument, errors: &mut Errors) {
    let Argument { at, key, value } = argument;
    given.keys.push((key.name, at));
    match (key.name, value) {
        ("kind", Value::Assigned(value)) => given.kind = kind(&value, errors),
        ("class", Value::Assigned(value)) => given.class = class(&value, errors),
        ("level", Value::Assigned(value)) => given.level = level::read(&value, errors),
        ("retryable", Value::Nothing) => given.retryable = Some(true),
        ("retryable", Value::Assigned(value)) => given.retryable = retryable(&value, errors),
        ("status", Value::Assigned(value)) => given.status = status(&value, errors),
        ("text", Value::Assigned(value)) => given.text = text(&value, errors),
        ("crate", Value::Assigned(value)) => given.root = Root::read(&value, errors),
        ("transparent" | "response", _) => {}
        _ => unreachable!("the table of keys lets no other form pass"),
    }
}

fn literal(value: &Expr) -> Option<&Lit> {
    match value {
        Expr::Lit(literal) => Some(&literal.lit),
        _ => None,
    }
}

fn string(value: &Expr) -> Option<String> {
    match literal(value) {
        Some(Lit::Str(text)) => Some(text.value()),
        _ => None,
    }
}

/// Whether a kind is written in snake case.
pub(super) fn is_snake_case(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
}

fn kind(value: &Expr, errors: &mut Errors) -> Option<String> {
    let kind = string(value).filter(|text| is_snake_case(text));
    errors.unless(kind, value, messages::bad_kind_name)
}

fn class(value: &Expr, errors: &mut Errors) -> Option<&'static str> {
    let class = match string(value).as_deref() {
        Some("client") => Some("Client"),
        Some("server") => Some("Server"),
        Some("dependency") => Some("Dependency"),
        Some("cancelled") => Some("Cancelled"),
        _ => None,
    };
    errors.unless(class, value, messages::bad_class)
}

fn retryable(value: &Expr, errors: &mut Errors) -> Option<bool> {
    let truth = match literal(value) {
        Some(Lit::Bool(truth)) => Some(truth.value),
        _ => None,
    };
    errors.unless(truth, value, messages::bad_retryable)
}

fn status(value: &Expr, errors: &mut Errors) -> Option<u16> {
    let status = match literal(value) {
        Some(Lit::Int(number)) => number.base10_parse().ok(),
        _ => None,
    };
    let status = status.filter(|status| (400..600).contains(status));
    errors.unless(status, value, messages::bad_status)
}

fn text(value: &Expr, errors: &mut Errors) -> Option<String> {
    let text = string(value).filter(|text| !text.is_empty() && !text.contains(['{', '}']));
    errors.unless(text, value, messages::bad_text)
}
