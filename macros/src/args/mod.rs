//! The argument core of every attribute: `key`, `key = value` and `key(..)`, separated by commas.
//!
//! One table of keys drives what is accepted, what a message lists, and what the reference
//! documents. Arguments are read one by one, so that a fault in one hides no other.

mod keys;

pub(crate) use keys::{Key, OBSERVED};

use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token, token};

/// One argument as it was written.
pub(crate) struct Argument {
    /// The key; of a name given first without one, its literal stands here.
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
    for (place, part) in split(tokens).into_iter().enumerate() {
        let Some(argument) = read_one(part, place, table, errors) else {
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

fn read_one(
    part: TokenStream,
    place: usize,
    table: &'static [Key],
    errors: &mut Errors,
) -> Option<Argument> {
    if place == 0
        && let Ok(name) = syn::parse2::<LitStr>(part.clone())
        && let Some(key) = table.iter().find(|key| key.name == "name")
    {
        return Some(Argument {
            at: part,
            key,
            value: Value::Assigned(syn::parse_quote!(#name)),
        });
    }
    let Ok(written) = syn::parse2::<Written>(part.clone()) else {
        errors.add(&part, messages::not_an_argument());
        return None;
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
    let at = written.key;
    Some(Argument {
        at: quote::quote!(#at),
        key,
        value: written.value,
    })
}

/// Tokens between the commas of the outermost level; a trailing comma adds nothing.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => {
                parts.push(TokenStream::new());
            }
            (_, Some(part)) => part.extend([token]),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// One argument before its key is known to exist.
struct Written {
    key: Ident,
    value: Value,
}

impl Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.call(Ident::parse_any)?;
        let value = if input.is_empty() {
            Value::Nothing
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Value::Assigned(input.parse()?)
        } else if input.peek(token::Paren) {
            let list;
            syn::parenthesized!(list in input);
            Value::List(list.parse()?)
        } else {
            return Err(input.error("expected `=` or `(`"));
        };
        if input.is_empty() {
            Ok(Self { key, value })
        } else {
            Err(input.error("expected a comma"))
        }
    }
}
