//! `trace!` to `critical!`, `bind!` and `bound!`.

mod ast;
mod generate;
mod text;
mod validate;

use crate::diagnostics::Errors;
use crate::messages;
use proc_macro2::TokenStream;
use quote::quote;

/// The level above all of `tracing`: an error with a field that says so.
pub(crate) const CRITICAL: &str = "CRITICAL";

/// The expansion of an event at this level.
pub(crate) fn expand(tokens: &TokenStream, level: &'static str) -> TokenStream {
    let mut errors = Errors::default();
    let ast = ast::read(tokens, &mut errors);
    validate::judge(&ast, &mut errors);
    let expansion = ast.text.is_some() || !ast.fields.is_empty();
    if !expansion && errors.is_empty() {
        errors.add(&ast.all, messages::empty_event());
    }
    let asked = ast.text.as_ref().map(text::asked);
    if let (Some(None), Some(text)) = (&asked, &ast.text) {
        errors.add(&text.format, messages::bad_placeholder());
    }
    let event = generate::event(&ast, level, &asked.flatten().unwrap_or_default());
    errors.or_item(Some(event), &quote!(()))
}

/// The macros that bind values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binding {
    /// `bind!`, until the work ends.
    ForGood,
    /// `bound!`, until what it gives is dropped.
    ForAWhile,
}

impl Binding {
    fn name(self) -> &'static str {
        match self {
            Self::ForGood => "bind",
            Self::ForAWhile => "bound",
        }
    }
}

/// The expansion of a macro that binds values.
pub(crate) fn bind(tokens: &TokenStream, binding: Binding) -> TokenStream {
    let mut errors = Errors::default();
    let ast = ast::read(tokens, &mut errors);
    validate::judge(&ast, &mut errors);
    if let Some(text) = &ast.text {
        errors.add(&text.format, messages::bound_text(binding.name()));
    } else if ast.fields.is_empty() && errors.is_empty() {
        errors.add(&ast.all, messages::nothing_bound(binding.name()));
    }
    errors.or_item(Some(generate::bind(&ast, binding)), &quote!(()))
}
