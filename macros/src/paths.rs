//! The path by which an expansion reaches the runtime.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Path;

/// The root given by `crate = ..`, or `::frosted`.
#[derive(Clone)]
pub(crate) struct Root(Option<Path>);

impl Root {
    pub(crate) fn new(path: Option<Path>) -> Self {
        Self(path)
    }

    /// Whether a path means the same crate in every module.
    pub(crate) fn is_absolute(path: &Path) -> bool {
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
