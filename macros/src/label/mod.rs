//! `#[derive(Label)]`.

mod ast;
mod generate;

use crate::diagnostics::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

/// The implementation for `item`. A derive leaves the item where it is; with faults it gives an
/// implementation that is never reached, so that they are all that is said.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Ok(input) = syn::parse2::<DeriveInput>(item) else {
        // What is no item at all is the compiler's to explain.
        return errors.or_item(None, &TokenStream::new());
    };
    let ast = ast::read(&input, &mut errors);
    let expansion = generate::print(&ast, &input);
    let fallback = generate::fallback(&ast, &input);
    errors.or_item(Some(expansion), &fallback)
}
