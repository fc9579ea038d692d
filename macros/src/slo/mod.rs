//! `slo!`: what the routes of a service promise.

mod ast;
mod generate;

use crate::args::slo::judge;
use crate::args::time;
use crate::args::time::ROUTE_BOUNDS;
use crate::diagnostics::Errors;
use proc_macro2::TokenStream;

/// The expansion of `slo! { .. }`.
pub(crate) fn expand(tokens: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let ast = ast::read(tokens.clone(), &mut errors);
    judge(&ast.slo, tokens, &time::millis(ROUTE_BOUNDS), &mut errors);
    errors.or_item(Some(generate::print(&ast)), &TokenStream::new())
}
