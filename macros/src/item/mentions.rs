//! Whether tokens speak of a name.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

/// Whether `tokens` mention `name`, format strings such as `"{name}"` included. A name of the same
/// letters that means something else counts too.
pub(crate) fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    let text = name.unraw().to_string();
    let captured = format!("{{{text}");
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Ident(ident) => ident.unraw() == text,
        TokenTree::Literal(literal) => literal.to_string().contains(&captured),
        TokenTree::Punct(_) => false,
    })
}
