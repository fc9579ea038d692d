//! Prints the static description of the promise.

use super::ast::Ast;
use crate::args::slo;
use crate::hygiene;
use crate::paths::Root;
use proc_macro2::TokenStream;
use quote::quote;

/// The static, and its place in the list of all.
pub(super) fn print(ast: &Ast) -> TokenStream {
    let Ast { route, method, .. } = ast;
    let root = Root::new(ast.root.clone());
    let promise = hygiene::objective();
    let default = match format!("{method} {route}").trim() {
        "" => "requests".to_owned(),
        named => named.to_owned(),
    };
    let objective = slo::print(&ast.slo, &default, &root);
    quote! {
        const _: () = {
            static #promise: #root::RouteObjective = #root::RouteObjective {
                objective: #objective,
                route: #route,
                method: #method,
            };
            #root::register_objective!(#promise);
        };
    }
}
