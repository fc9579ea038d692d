//! The argument core of every attribute: `key`, `key = value` and `key(..)`, separated by commas.
//!
//! One table of keys drives what is accepted, what a message lists, and what the reference
//! documents. Arguments are read one by one, so that a fault in one hides no other.

pub(crate) mod class;
pub(crate) mod field;
pub(crate) mod format;
mod keys;
pub(crate) mod labels;
pub(crate) mod level;
pub(crate) mod slo;
pub(crate) mod time;

pub(crate) use keys::{
    BUSINESS, ERROR_KIND, Key, LABEL, LATENCY, OBSERVED, PARAMETER, REDACT, SLO, SLO_OF_FUNCTION,
};

use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, Token, token};

/// One argument as it was written.
pub(crate) struct Argument {
    /// The key; of a string given first without one, the literal stands here.
    pub(crate) at: TokenStream,
    pub(crate) key: &'static Key,
    pub(crate) value: Value,
}

/// What follows a key.
pub(crate) enum Value {
    Nothing,
    Assigned(Expr),
    List(TokenStream),
}

/// Reads all arguments that `table` knows, in the order they were written.
pub(crate) fn read(
    tokens: TokenStream,
    table: &'static [Key],
    errors: &mut Errors,
) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    for (place, entry) in entries::<Written>(tokens).into_iter().enumerate() {
        let Some(argument) = read_one(entry, place, table, errors) else {
            continue;
        };
        if arguments
            .iter()
            .any(|known| known.key.name == argument.key.name)
        {
            errors.add(&argument.at, messages::duplicate_key(argument.key.name));
        } else {
            arguments.push(argument);
        }
    }
    arguments
}

/// Reads the arguments of every attribute of this name; `usage` is how one is written.
pub(crate) fn of_attributes(
    attributes: &[Attribute],
    name: &str,
    usage: &str,
    table: &'static [Key],
    errors: &mut Errors,
) -> Vec<Argument> {
    let mut arguments = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident(name)) {
        match &attribute.meta {
            Meta::List(list) => arguments.extend(read(list.tokens.clone(), table, errors)),
            _ => errors.add(attribute, messages::wrong_form(name, usage)),
        }
    }
    arguments
}

fn read_one(
    entry: Result<Written, TokenStream>,
    place: usize,
    table: &'static [Key],
    errors: &mut Errors,
) -> Option<Argument> {
    let written = match entry {
        Ok(written) => written,
        Err(other) => return positional(other, place, table, errors),
    };
    let name = written.key.unraw().to_string();
    let Some(key) = table.iter().find(|key| key.name == name) else {
        let known = table.iter().map(|key| key.name);
        let nearest = names::nearest(&name, known.clone());
        let list = known
            .map(|key| format!("`{key}`"))
            .collect::<Vec<_>>()
            .join(", ");
        errors.add(&written.key, messages::unknown_key(&name, nearest, &list));
        return None;
    };
    if !key.takes(&written.value) {
        errors.add(&written.key, messages::wrong_form(key.name, key.usage));
        return None;
    }
    Some(Argument {
        at: written.key.to_token_stream(),
        key,
        value: written.value,
    })
}

/// A string that comes first is the value of the first key.
fn positional(
    other: TokenStream,
    place: usize,
    table: &'static [Key],
    errors: &mut Errors,
) -> Option<Argument> {
    match (syn::parse2::<LitStr>(other.clone()), table.first()) {
        (Ok(text), Some(key)) if place == 0 => Some(Argument {
            at: other,
            key,
            value: Value::Assigned(syn::parse_quote!(#text)),
        }),
        (_, first) => {
            let first = first.map_or("", |key| key.name);
            errors.add(&other, messages::not_an_argument(first));
            None
        }
    }
}

/// Reads the entries of a list, each up to its comma: what `T` takes, or the tokens that it does
/// not. Commas inside of an entry are `T`'s own; after one that cannot be read, the next comma
/// begins the next.
pub(crate) fn entries<T: Parse>(tokens: TokenStream) -> Vec<Result<T, TokenStream>> {
    let read = |input: ParseStream<'_>| {
        let mut entries = Vec::new();
        while !input.is_empty() {
            let ahead = input.fork();
            match ahead.parse::<T>() {
                Ok(entry) if ahead.is_empty() || ahead.peek(Token![,]) => {
                    input.advance_to(&ahead);
                    entries.push(Ok(entry));
                }
                _ => entries.push(Err(up_to_comma(input)?)),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(entries)
    };
    let entries = read.parse2(tokens);
    entries.expect("whatever is no entry is taken up to its comma")
}

/// The tokens of each entry of a list.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let read = |input: ParseStream<'_>| {
        let mut entries = Vec::new();
        while !input.is_empty() {
            entries.push(up_to_comma(input)?);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(entries)
    };
    let entries = read.parse2(tokens);
    entries.expect("everything up to a comma is an entry")
}

fn up_to_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

/// One argument before its key is known to exist.
struct Written {
    key: Ident,
    value: Value,
}

impl Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.call(Ident::parse_any)?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Value::Assigned(peeled(input.parse()?))
        } else if input.peek(token::Paren) {
            let list;
            syn::parenthesized!(list in input);
            Value::List(list.parse()?)
        } else {
            Value::Nothing
        };
        Ok(Self { key, value })
    }
}

/// A string literal.
pub(crate) fn string(value: &Expr) -> Option<&LitStr> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text),
        _ => None,
    }
}

/// The expression inside of the invisible group that a fragment of `macro_rules` comes in.
pub(crate) fn peeled(mut expression: Expr) -> Expr {
    while let Expr::Group(group) = expression {
        expression = *group.expr;
    }
    expression
}
