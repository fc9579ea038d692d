//! Levels: by name, by number, or by path.

use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Expr, Lit};

/// A level as it was given.
#[derive(Clone)]
pub(crate) enum Level {
    /// The name of a constant of `Level`.
    Known(&'static str),
    /// A path that the compiler resolves.
    Path(Expr),
}

pub(crate) fn read(value: &Expr, errors: &mut Errors) -> Option<Level> {
    let known = match value {
        Expr::Path(_) => return Some(Level::Path(value.clone())),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => by_name(&text.value()),
            Lit::Int(number) => number.base10_parse().ok().and_then(by_number),
            _ => None,
        },
        _ => None,
    };
    if known.is_none() {
        errors.add(value, messages::bad_level());
    }
    known.map(Level::Known)
}

fn by_name(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().as_str() {
        "trace" => Some("TRACE"),
        "debug" => Some("DEBUG"),
        "info" => Some("INFO"),
        "warn" => Some("WARN"),
        "error" => Some("ERROR"),
        _ => None,
    }
}

fn by_number(number: u8) -> Option<&'static str> {
    ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"]
        .get(usize::from(number).checked_sub(1)?)
        .copied()
}

/// The level as an expansion names it.
pub(crate) fn print(level: &Level, root: &Root) -> TokenStream {
    match level {
        Level::Path(path) => quote!(#path),
        Level::Known(name) => {
            let name = Ident::new(name, Span::mixed_site());
            quote!(#root::Level::#name)
        }
    }
}
