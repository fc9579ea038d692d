//! `#[business_metric]`, on functions and on structs.

mod ast;
mod generate;
mod known;
mod model;
mod on_function;
mod on_struct;
mod spec;
mod units;
mod validate;

use crate::args::labels;
use crate::diagnostics::Errors;
use crate::item::{Body, Function};
use crate::messages;
use proc_macro2::TokenStream;
use syn::{Item, ItemStruct};

/// The expansion of `#[business_metric(arguments)]` on `item`.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    if let Ok(item) = syn::parse2::<ItemStruct>(item.clone()) {
        return of_struct(arguments, item, errors);
    }
    let Ok(function) = syn::parse2::<Function>(item.clone()) else {
        if let Ok(other) = syn::parse2::<Item>(item.clone()) {
            errors.add(&other, messages::not_measured());
        }
        // What is no item at all is the compiler's to explain.
        return errors.or_item(None, item);
    };
    let ast = ast::read(arguments, &mut errors);
    validate::judge(&ast, &mut errors);
    validate::judge_function(&ast, &function, &mut errors);
    let Body::Block(body) = &function.body else {
        return errors.or_item(None, item);
    };
    let expansion = model::build(ast, &mut errors)
        .map(|model| on_function::print(&on_function::Measured::new(model, &function, body)));
    errors.or_item(expansion, item)
}

fn of_struct(arguments: TokenStream, mut item: ItemStruct, mut errors: Errors) -> TokenStream {
    let mut ast = ast::read(arguments, &mut errors);
    ast.labels.extend(labels::of_fields(&mut item, &mut errors));
    validate::judge(&ast, &mut errors);
    validate::judge_struct(&ast, &item, &mut errors);
    let expansion = model::build(ast, &mut errors).map(|model| on_struct::print(&model, &item));
    errors.or_item(expansion, &quote::quote!(#item))
}
