//! `fields(..)`: names with dots, values with or without a sigil.

use super::format::Format;
use super::{entries, peeled};
use crate::diagnostics::Errors;
use crate::messages;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token, token};

/// One entry of `fields(..)`.
pub(crate) struct Field {
    pub(crate) at: TokenStream,
    pub(crate) name: Name,
    pub(crate) value: Option<Value>,
}

/// A field's name.
pub(crate) enum Name {
    /// Known here, so that it can be judged.
    Text(String),
    /// `{CONST}`: an expression that the compiler evaluates.
    Constant(Expr),
}

/// A field's value.
pub(crate) struct Value {
    pub(crate) format: Format,
    pub(crate) expression: Expr,
}

pub(crate) fn read(list: TokenStream, errors: &mut Errors) -> Vec<Field> {
    let mut fields = Vec::new();
    for entry in entries(list) {
        match entry {
            Ok(field) => fields.push(field),
            Err(other) => errors.add(&other, messages::bad_field()),
        }
    }
    fields
}

impl Value {
    /// Whether it says `Empty`: the field is declared, its value comes later.
    pub(crate) fn is_empty(&self) -> bool {
        let last = match &self.expression {
            Expr::Path(path) => path.path.segments.last(),
            _ => None,
        };
        self.format == Format::Safe && last.is_some_and(|last| last.ident == "Empty")
    }
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if let Some(format) = sigil(input)? {
            let expression = peeled(input.parse()?);
            let at = expression.to_token_stream();
            let name = Name::Text(at.to_string().replace(' ', ""));
            let value = Some(Value { format, expression });
            return Ok(Self { at, name, value });
        }
        let (at, name) = name(input)?;
        if !input.peek(Token![=]) {
            let value = None;
            return Ok(Self { at, name, value });
        }
        input.parse::<Token![=]>()?;
        let format = sigil(input)?.unwrap_or_default();
        let expression = peeled(input.parse()?);
        let value = Some(Value { format, expression });
        Ok(Self { at, name, value })
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

/// A name with its tokens.
fn name(input: ParseStream<'_>) -> syn::Result<(TokenStream, Name)> {
    if input.peek(token::Brace) {
        let constant;
        syn::braced!(constant in input);
        let constant: Expr = constant.parse()?;
        return Ok((constant.to_token_stream(), Name::Constant(constant)));
    }
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        return Ok((literal.to_token_stream(), Name::Text(literal.value())));
    }
    let mut at = TokenStream::new();
    let mut text = String::new();
    loop {
        let part = input.call(Ident::parse_any)?;
        text.push_str(&part.unraw().to_string());
        part.to_tokens(&mut at);
        if !input.peek(Token![.]) {
            return Ok((at, Name::Text(text)));
        }
        input.parse::<Token![.]>()?.to_tokens(&mut at);
        text.push('.');
    }
}
