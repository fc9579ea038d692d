//! `#[observed]`.

mod ast;
mod field;
mod format;
mod generate;
mod level;
mod model;
mod validate;

use crate::args::{self, OBSERVED};
use crate::diagnostics::Errors;
use crate::item::Function;
use crate::messages;
use proc_macro2::TokenStream;
use syn::Item;

/// The expansion of `#[observed(arguments)]` on `item`.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Ok(function) = syn::parse2::<Function>(item.clone()) else {
        if let Ok(other) = syn::parse2::<Item>(item.clone()) {
            errors.add(&other, messages::not_a_function());
        }
        // What is no item at all is the compiler's to explain.
        return errors.or_item(None, item);
    };
    let arguments = args::read(arguments, OBSERVED, &mut errors);
    let ast = ast::read(arguments, &mut errors);
    validate::judge(&ast, &function, &mut errors);
    let expansion = model::build(ast, &function).map(|model| generate::print(&model));
    errors.or_item(expansion, item)
}
