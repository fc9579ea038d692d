//! What functions and structs have in common: numbers, and values of labels.

use super::ast::Kind;
use super::model::Model;
use crate::args::labels::Label;
use crate::paths::Root;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

/// Where something is written: there stands what is wrong with it.
fn at(value: &Expr) -> Span {
    Span::mixed_site().located_at(value.span())
}

/// A number, as the metric takes it.
pub(super) fn amount(model: &Model, value: &Expr) -> TokenStream {
    let (root, digits, at) = (&model.root, model.digits, at(value));
    match (model.kind, digits) {
        (Kind::Counter, _) => quote_spanned!(at=> #root::whole(&(#value))),
        (_, 0) => quote_spanned!(at=> #root::measured(&(#value))),
        _ => quote_spanned!(at=> #root::scaled(&(#value), #digits)),
    }
}

/// The value of a label.
pub(super) fn label(root: &Root, label: &Label) -> TokenStream {
    let (value, at) = (&label.value, at(&label.value));
    match label.max {
        Some(_) => quote_spanned!(at=> #root::open(&(#value))),
        None => quote_spanned!(at=> #root::closed(&(#value))),
    }
}

/// What is done with the number.
pub(super) fn change(model: &Model) -> TokenStream {
    let root = &model.root;
    match model.kind {
        Kind::Counter => quote!(#root::Change::Add),
        _ => quote!(#root::Change::Record),
    }
}
