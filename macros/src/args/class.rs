//! Classes: one of our own by name, or a constant of a taxonomy by path.

use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use crate::paths::Root;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Expr;

/// A class as it was written.
#[derive(Clone)]
pub(crate) enum Class {
    /// One of ours.
    Ours(&'static str),
    /// A constant of a taxonomy.
    Path(Expr),
}

/// Our classes that hide something.
const OURS: [&str; 5] = ["internal", "pii", "pan", "health", "secret"];

impl Class {
    pub(crate) fn ours(name: &'static str) -> Self {
        Self::Ours(name)
    }

    /// The path of a constant.
    pub(crate) fn path(value: &Expr, errors: &mut Errors) -> Option<Self> {
        match value {
            Expr::Path(path) if path.path.segments.len() > 1 => Some(Self::Path(value.clone())),
            _ => {
                errors.add(value, messages::not_a_class_path());
                None
            }
        }
    }

    /// The name of one of ours, or the path of a constant.
    pub(crate) fn word(value: &Expr, errors: &mut Errors) -> Option<Self> {
        let Expr::Path(path) = value else {
            errors.add(value, messages::not_a_class(None));
            return None;
        };
        let Some(word) = path.path.get_ident() else {
            return Some(Self::Path(value.clone()));
        };
        let word = word.to_string();
        let found = OURS.iter().find(|name| **name == word);
        if found.is_none() {
            let nearest = names::nearest(&word, OURS);
            errors.add(value, messages::not_a_class(nearest));
        }
        found.map(|name| Self::Ours(name))
    }

    /// Whether it is our own `secret`.
    pub(crate) fn is_secret(&self) -> bool {
        matches!(self, Self::Ours("secret"))
    }

    /// The class as an expansion names it.
    pub(crate) fn print(&self, root: &Root) -> TokenStream {
        match self {
            Self::Ours(name) => {
                let name = Ident::new(&name.to_uppercase(), Span::mixed_site());
                quote!(#root::Class::#name)
            }
            Self::Path(path) => quote!(#root::is_class_of_field(#path)),
        }
    }
}
