//! The body of a function with `#[track_caller]`: it must stay in the function itself, as nothing
//! else knows the caller. So its own `return`s are made to say what they return.

use super::judge;
use super::model::Model;
use super::twins;
use crate::hygiene;
use crate::paths::Root;
use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ExprAsync, ExprClosure, Item, Type};

/// `None` for a body that does not parse.
pub(super) fn print(model: &Model, returned: &Type) -> Option<TokenStream> {
    let root = &model.root;
    let body = &model.body;
    let mut block: Block = syn::parse2(quote!(#body)).ok()?;
    Returns(root).visit_block_mut(&mut block);
    let (ty, call, seen) = (hygiene::returns(), hygiene::call(), hygiene::seen());
    let judge = judge::print(model, &ty);
    let twins = twins::handed(&model.twins);
    let out = hygiene::returned();
    // A body that only returns would make what follows unreachable, but for the other arm.
    Some(quote! {
        let #ty = #root::Type::<#returned>::NEW;
        let #seen = #judge;
        let mut #call = #root::Tracked::new(#call, #ty, #seen);
        #twins
        let #out: #returned = if true #block else { #root::never(#ty) };
        return #root::Tracked::end(&mut #call, #out)
    })
}

/// Hands what is returned to the call first. What `?` and macros return is not seen: the call knows
/// by the type that it is an error.
struct Returns<'r>(&'r Root);

impl VisitMut for Returns<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::Return(written) = expression {
            let (root, call) = (self.0, hygiene::call());
            let value = match written.expr.take() {
                Some(value) => quote!(#value),
                None => quote!(()),
            };
            let token = written.return_token;
            *expression = Expr::Verbatim(quote!(#token #root::Tracked::end(&mut #call, #value)));
        }
    }

    // Their `return`s are their own.
    fn visit_expr_closure_mut(&mut self, _: &mut ExprClosure) {}
    fn visit_expr_async_mut(&mut self, _: &mut ExprAsync) {}
    fn visit_item_mut(&mut self, _: &mut Item) {}
}
