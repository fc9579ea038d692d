//! `#[derive(Redact)]`.

mod ast;
mod display;
mod generate;
mod model;
mod schema;
mod validate;
mod what;

use crate::diagnostics::Errors;
use crate::messages;
use proc_macro2::TokenStream;
use syn::{Data, DeriveInput};

/// The implementations for `item`. With faults they show nothing, so that the faults are all that
/// is said.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Ok(input) = syn::parse2::<DeriveInput>(item) else {
        // What is no item at all is the compiler's to explain.
        return errors.or_item(None, &TokenStream::new());
    };
    if let Data::Union(union) = &input.data {
        errors.add(&union.union_token, messages::redact_of_union());
        return errors.or_item(None, &TokenStream::new());
    }
    let ast = ast::read(&input, &mut errors);
    validate::judge(&ast, &mut errors);
    let fallback = generate::nothing(&model::frame(&ast, &input));
    let expansion = model::build(&ast, &input, &mut errors).map(|model| generate::print(&model));
    errors.or_item(expansion, &fallback)
}
