//! `labels(..)`, and the fields of a struct.

use super::{LABEL, Value, entries, of_attributes, peeled};
use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprCall, Fields, Ident, ItemStruct, Lit, Token, Type};

/// One label.
pub(crate) struct Label {
    pub(crate) name: Ident,
    pub(crate) value: Expr,
    /// How many values an open label may have.
    pub(crate) max: Option<usize>,
    /// The type, where it is written.
    pub(crate) ty: Option<Type>,
}

impl Label {
    /// The name, as the page shows it.
    pub(crate) fn text(&self) -> String {
        self.name.unraw().to_string()
    }
}

/// One entry of `labels(..)`.
enum Entry {
    /// `name = value`
    Given(Ident, Expr),
    /// `name`, or `label(name, max = 100)`
    Alone(Expr),
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Ident::peek_any) && input.peek2(Token![=]) {
            let name = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            return Ok(Self::Given(name, input.parse()?));
        }
        Ok(Self::Alone(input.parse()?))
    }
}

pub(crate) fn read(list: TokenStream, errors: &mut Errors) -> Vec<Label> {
    let mut labels = Vec::new();
    for entry in entries(list) {
        match entry {
            Ok(entry) => labels.extend(label(entry, errors)),
            Err(other) => errors.add(&other, messages::bad_label()),
        }
    }
    labels
}

fn label(entry: Entry, errors: &mut Errors) -> Option<Label> {
    let (name, value) = match entry {
        Entry::Given(name, value) => (Some(name), value),
        Entry::Alone(value) => (None, value),
    };
    let (value, max) = match capped(&value) {
        Some((open, max)) => (open, Some(cap(&max, errors)?)),
        None => (peeled(value), None),
    };
    let name = name.or_else(|| match &value {
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    });
    if name.is_none() {
        errors.add(&value, messages::bad_label());
    }
    let ty = None;
    name.map(|name| Label {
        name,
        value,
        max,
        ty,
    })
}

/// `label(value, max = 100)`
fn capped(value: &Expr) -> Option<(Expr, Expr)> {
    let Expr::Call(ExprCall { func, args, .. }) = value else {
        return None;
    };
    let Expr::Path(path) = &**func else {
        return None;
    };
    let [open, Expr::Assign(max)] = [args.first()?, args.get(1)?] else {
        return None;
    };
    let is_max = max.left.to_token_stream().to_string() == "max";
    (path.path.is_ident("label") && args.len() == 2 && is_max)
        .then(|| (open.clone(), (*max.right).clone()))
}

fn cap(value: &Expr, errors: &mut Errors) -> Option<usize> {
    let max = match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    };
    let max = max.filter(|max| (1..=10_000).contains(max));
    if max.is_none() {
        errors.add(value, messages::bad_max());
    }
    max
}

/// The fields of a struct, which lose their `#[label(..)]`.
pub(crate) fn of_fields(item: &mut ItemStruct, errors: &mut Errors) -> Vec<Label> {
    let Fields::Named(fields) = &mut item.fields else {
        return Vec::new();
    };
    let mut labels = Vec::new();
    for field in &mut fields.named {
        let max = max_of(&field.attrs, errors);
        field
            .attrs
            .retain(|attribute| !attribute.path().is_ident("label"));
        if let Some(name) = &field.ident {
            labels.push(Label {
                name: name.clone(),
                value: syn::parse_quote!(self.#name),
                max,
                ty: Some(field.ty.clone()),
            });
        }
    }
    labels
}

fn max_of(attributes: &[Attribute], errors: &mut Errors) -> Option<usize> {
    let usage = "`#[label(max = 500)]`";
    let mut max = None;
    for argument in of_attributes(attributes, "label", usage, LABEL, errors) {
        match (argument.key.name, argument.value) {
            ("max", Value::Assigned(value)) => max = cap(&value, errors),
            (key, _) => errors.add(&argument.at, messages::misplaced_label_key(key)),
        }
    }
    max
}

/// Judges names: `labels(le = order.bound)`. `taken` are those that a metric has anyway.
pub(crate) fn judge(labels: &[Label], taken: &[&str], errors: &mut Errors) {
    for (place, label) in labels.iter().enumerate() {
        let name = label.text();
        let reserved = ["le", "quantile", "job", "instance"].contains(&name.as_str())
            || name.starts_with("__");
        let twice = labels.iter().take(place).any(|other| other.text() == name);
        if reserved || !names::is_snake_case(&name) {
            errors.add(&label.name, messages::bad_label_name(&name));
        } else if taken.contains(&name.as_str()) {
            errors.add(&label.name, messages::taken_label(&name));
        } else if names::is_sensitive(&name) {
            errors.add(&label.name, messages::sensitive_label(&name));
        } else if twice {
            errors.add(&label.name, messages::duplicate_label(&name));
        }
        if label.max.is_some() && label.ty.is_none() {
            value_is_no_secret(label.value.to_token_stream(), errors);
        }
    }
}

/// `labels(kind = label(password, max = 5))`
fn value_is_no_secret(value: TokenStream, errors: &mut Errors) {
    for token in value {
        match token {
            TokenTree::Group(group) => value_is_no_secret(group.stream(), errors),
            TokenTree::Ident(word) if names::is_sensitive(&word.to_string()) => {
                errors.add(&word, messages::sensitive_label(&word.to_string()));
            }
            _ => {}
        }
    }
}
