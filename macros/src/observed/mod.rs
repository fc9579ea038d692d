//! `#[observed]`, and `#[instrument]`, which differs in what it records.

mod ast;
mod begin;
mod block;
mod fields;
mod generate;
mod judge;
mod model;
mod records;
mod said;
mod site;
mod tracked;
mod twins;
mod validate;

use crate::args::{self, Argument, OBSERVED};
use crate::diagnostics::Errors;
use crate::item::{Block, Body, Function};
use crate::messages;
use proc_macro2::TokenStream;
use said::Said;
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
    let Ok(mut function) = syn::parse2::<Function>(item.clone()) else {
        if let Ok(other) = syn::parse2::<Item>(item.clone()) {
            errors.add(&other, messages::not_a_function());
        }
        // What is no item at all is the compiler's to explain.
        return errors.or_item(None, item);
    };
    let said = said::taken_from(&mut function, &mut errors);
    let arguments = args::read(arguments, OBSERVED, &mut errors);
    let expansion = function_of(arguments, said, &function, style, "", &mut errors);
    errors.or_item(expansion, &function.into_tokens())
}

/// The expansion of one function; `said` is what stands before its parameters, and `owner` stands
/// before its name.
fn function_of(
    arguments: Vec<Argument>,
    said: Vec<Said>,
    function: &Function,
    style: Style,
    owner: &str,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let mut ast = ast::read(arguments, errors);
    ast.said.extend(said);
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
