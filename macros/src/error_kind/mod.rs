//! `#[derive(ErrorKind)]`.

mod ast;
mod generate;
mod model;
mod validate;

use crate::diagnostics::Errors;
use crate::messages;
use proc_macro2::TokenStream;
use syn::{Data, DeriveInput};

/// The implementation for `item`. A derive leaves the item where it is; with faults it gives an
/// implementation that is never reached, so that they are all that is said.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Ok(input) = syn::parse2::<DeriveInput>(item) else {
        // What is no item at all is the compiler's to explain.
        return errors.or_item(None, &TokenStream::new());
    };
    if let Data::Union(union) = &input.data {
        errors.add(&union.union_token, messages::kind_of_union());
        return errors.or_item(None, &TokenStream::new());
    }
    let ast = ast::read(&input, &mut errors);
    validate::judge(&ast, &input, &mut errors);
    let fallback = generate::print(&model::fallback(&ast, &input));
    let expansion = model::build(&ast, &input).map(|model| generate::print(&model));
    errors.or_item(expansion, &fallback)
}
