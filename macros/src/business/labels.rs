//! `labels(..)`, and the fields of a struct.

use crate::args::{self, LABEL, Value, entries};
use crate::diagnostics::Errors;
use crate::messages;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprCall, Fields, Ident, ItemStruct, Lit, Token, Type};

/// One label.
pub(super) struct Label {
    pub(super) name: Ident,
    pub(super) value: Expr,
    /// How many values an open label may have.
    pub(super) max: Option<usize>,
    /// The type, where it is written.
    pub(super) ty: Option<Type>,
}

impl Label {
    /// The name, as the page shows it.
    pub(super) fn text(&self) -> String {
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

pub(super) fn read(list: TokenStream, errors: &mut Errors) -> Vec<Label> {
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
        None => (args::peeled(value), None),
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
pub(super) fn of_fields(item: &mut ItemStruct, errors: &mut Errors) -> Vec<Label> {
    let Fields::Named(fields) = &mut item.fields else {
        return Vec::new();
    };
    let mut labels = Vec::new();
    for field in &mut fields.named {
        let max = of_attributes(&field.attrs, errors);
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

fn of_attributes(attributes: &[Attribute], errors: &mut Errors) -> Option<usize> {
    let usage = "`#[label(max = 500)]`";
    let mut max = None;
    for argument in args::of_attributes(attributes, "label", usage, LABEL, errors) {
        match (argument.key.name, argument.value) {
            ("max", Value::Assigned(value)) => max = cap(&value, errors),
            (key, _) => errors.add(&argument.at, messages::misplaced_label_key(key)),
        }
    }
    max
}
