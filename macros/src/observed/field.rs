//! `fields(..)`: names with dots, values with or without a sigil.

use super::format::Format;
use crate::args::split;
use crate::diagnostics::Errors;
use crate::messages;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token, token};

/// One entry of `fields(..)`.
pub(super) struct Field {
    pub(super) at: TokenStream,
    pub(super) name: Name,
    pub(super) value: Option<Value>,
}

/// A field's name.
pub(super) enum Name {
    /// Known here, so that it can be judged.
    Text(String),
    /// `{CONST}`: an expression that the compiler evaluates.
    Constant(Expr),
}

/// A field's value.
pub(super) struct Value {
    pub(super) format: Format,
    pub(super) expression: Expr,
}

pub(super) fn read(list: TokenStream, errors: &mut Errors) -> Vec<Field> {
    let mut fields = Vec::new();
    for part in split(list) {
        match syn::parse2::<Field>(part.clone()) {
            Ok(field) => fields.push(field),
            Err(_) => errors.add(&part, messages::bad_field()),
        }
    }
    fields
}

impl Value {
    /// Whether it says `Empty`: the field is declared, its value comes later.
    pub(super) fn is_empty(&self) -> bool {
        let last = match &self.expression {
            Expr::Path(path) => path.path.segments.last(),
            _ => None,
        };
        self.format == Format::Safe && last.is_some_and(|last| last.ident == "Empty")
    }
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let at = input.fork().parse()?;
        if let Some(format) = sigil(input)? {
            let expression: Expr = input.parse()?;
            let name = expression.to_token_stream().to_string().replace(' ', "");
            return finish(
                input,
                at,
                Name::Text(name),
                Some(Value { format, expression }),
            );
        }
        let name = name(input)?;
        if input.is_empty() {
            return finish(input, at, name, None);
        }
        input.parse::<Token![=]>()?;
        let format = sigil(input)?.unwrap_or_default();
        let expression = input.parse()?;
        finish(input, at, name, Some(Value { format, expression }))
    }
}

fn finish(
    input: ParseStream<'_>,
    at: TokenStream,
    name: Name,
    value: Option<Value>,
) -> syn::Result<Field> {
    if input.is_empty() {
        Ok(Field { at, name, value })
    } else {
        Err(input.error("expected a comma"))
    }
}

fn sigil(input: ParseStream<'_>) -> syn::Result<Option<Format>> {
    if input.peek(Token![%]) {
        input.parse::<Token![%]>()?;
        Ok(Some(Format::Display))
    } else if input.peek(Token![?]) {
        input.parse::<Token![?]>()?;
        Ok(Some(Format::Debug))
    } else {
        Ok(None)
    }
}

fn name(input: ParseStream<'_>) -> syn::Result<Name> {
    if input.peek(token::Brace) {
        let constant;
        syn::braced!(constant in input);
        return Ok(Name::Constant(constant.parse()?));
    }
    if input.peek(LitStr) {
        return Ok(Name::Text(input.parse::<LitStr>()?.value()));
    }
    let mut text = input.call(Ident::parse_any)?.unraw().to_string();
    while input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        text.push('.');
        text.push_str(&input.call(Ident::parse_any)?.unraw().to_string());
    }
    Ok(Name::Text(text))
}
