//! The path by which an expansion reaches the runtime.

use crate::diagnostics::Errors;
use crate::messages;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, Path};

/// The root given by `crate = ..`, or `::frosted`.
#[derive(Clone)]
pub(crate) struct Root(Option<Path>);

impl Root {
    pub(crate) fn new(path: Option<Path>) -> Self {
        Self(path)
    }

    /// The path that `crate = ..` gives, if it is one that can be used.
    pub(crate) fn read(value: &Expr, errors: &mut Errors) -> Option<Path> {
        match value {
            Expr::Path(path) if path.qself.is_none() && Self::is_absolute(&path.path) => {
                Some(path.path.clone())
            }
            _ => {
                errors.add(value, messages::bad_root());
                None
            }
        }
    }

    /// Whether a path means the same crate in every module.
    fn is_absolute(path: &Path) -> bool {
        let first = path.segments.first();
        path.leading_colon.is_some()
            || first.is_some_and(|first| first.ident == "crate" || first.ident == "$crate")
    }
}

impl ToTokens for Root {
    /// Prints the module that expansions may name.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match &self.0 {
            Some(path) => quote!(#path::__private),
            None => quote!(::frosted::__private),
        });
    }
}
