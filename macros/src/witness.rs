//! The values that a label can have, which the compiler knows by the type of an expression.

use crate::args::labels::Label;
use crate::item::{bound, is_partly_unnamed, mentions, nameable};
use crate::paths::Root;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, FnArg, GenericParam, Pat, Signature, Type};

/// The known values of a label. They follow from its type, which is that of an expression; a
/// function that is never called gives it to the compiler. Where the expression speaks of more than
/// one parameter, or of a type that only the function knows, they stay unknown.
pub(crate) fn values(root: &Root, label: &Label, signature: &Signature) -> TokenStream {
    match (label.max, parameter(signature, &label.value)) {
        (None, Some((name, ty))) => {
            let value = &label.value;
            let at = Span::mixed_site().located_at(name.span());
            quote_spanned! {at=>
                #root::values_of(|#name: #ty| #root::witness(&(#value)))
            }
        }
        _ => quote!(&[]),
    }
}

/// Whether a type speaks of what may be a generic parameter of the block around: `T`, `K2`.
fn may_be_generic(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => may_be_generic(group.stream()),
        TokenTree::Ident(word) => {
            let word = word.to_string();
            let mut letters = word.chars();
            word.len() <= 2
                && letters.next().is_some_and(char::is_uppercase)
                && letters.all(|letter| letter.is_uppercase() || letter.is_ascii_digit())
        }
        _ => false,
    })
}

/// The one parameter that an expression speaks of, with a type that a static can name.
fn parameter(signature: &Signature, value: &Expr) -> Option<(Ident, Type)> {
    let tokens = value.to_token_stream();
    let mut found = None;
    for input in &signature.inputs {
        match input {
            FnArg::Receiver(receiver) => {
                if mentions(&tokens, &Ident::new("self", receiver.self_token.span)) {
                    return None;
                }
            }
            FnArg::Typed(input) => {
                for name in bound(&input.pat) {
                    if !mentions(&tokens, &name) {
                        continue;
                    }
                    let Pat::Ident(plain) = &*input.pat else {
                        return None;
                    };
                    if found.is_some() || plain.by_ref.is_some() {
                        return None;
                    }
                    found = Some((name, nameable(&input.ty)));
                }
            }
        }
    }
    let (name, ty) = found?;
    let own = Ident::new("Self", Span::call_site());
    let spelled = ty.to_token_stream();
    let generic = signature
        .generics
        .params
        .iter()
        .any(|parameter| match parameter {
            GenericParam::Type(parameter) => mentions(&spelled, &parameter.ident),
            GenericParam::Const(parameter) => mentions(&spelled, &parameter.ident),
            GenericParam::Lifetime(_) => false,
        });
    let unnamed = generic
        || may_be_generic(spelled.clone())
        || mentions(&spelled, &own)
        || is_partly_unnamed(&ty);
    (!unnamed).then_some((name, ty))
}
