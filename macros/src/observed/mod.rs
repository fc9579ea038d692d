//! `#[observed]`, and `#[instrument]`, which differs in what it records.

mod ast;
mod begin;
mod block;
mod field;
mod fields;
mod format;
mod generate;
mod judge;
mod model;
mod records;
mod site;
mod tracked;
mod twins;
mod validate;

use crate::args::{self, Argument, OBSERVED};
use crate::diagnostics::Errors;
use crate::item::{Block, Body, Function};
use crate::messages;
use proc_macro2::TokenStream;
use syn::Item;

/// Whose rules of recording hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Only what is known to be harmless.
    Observed,
    /// What `tracing` would record.
    Instrument,
}

/// The expansion of `#[observed(arguments)]` or `#[instrument(arguments)]` on `item`.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream, style: Style) -> TokenStream {
    if let Some(block) = Block::read(item) {
        return block::expand(&arguments, &block, style);
    }
    let mut errors = Errors::default();
    let Ok(function) = syn::parse2::<Function>(item.clone()) else {
        if let Ok(other) = syn::parse2::<Item>(item.clone()) {
            errors.add(&other, messages::not_a_function());
        }
        // What is no item at all is the compiler's to explain.
        return errors.or_item(None, item);
    };
    let arguments = args::read(arguments, OBSERVED, &mut errors);
    let expansion = function_of(arguments, &function, style, "", &mut errors);
    errors.or_item(expansion, item)
}

/// The expansion of one function; `owner` stands before its name.
fn function_of(
    arguments: Vec<Argument>,
    function: &Function,
    style: Style,
    owner: &str,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let ast = ast::read(arguments, errors);
    validate::judge(&ast, function, style, errors);
    let fields = fields::of(&ast, function, style);
    if style == Style::Observed
        && let Body::Block(body) = &function.body
    {
        let names: Vec<_> = fields.iter().map(|(name, _)| name).collect();
        records::judge(&body.stream(), &names, errors);
    }
    model::build(ast, fields, function, style, owner).map(|model| generate::print(&model))
}
