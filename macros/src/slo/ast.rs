//! What was written between the braces.

use crate::args::slo::{Slo, take};
use crate::args::{self, SLO, Value, string};
use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::TokenStream;
use syn::{LitStr, Path};

/// The promise, and whose it is.
#[derive(Default)]
pub(super) struct Ast {
    pub(super) slo: Slo,
    /// The template of the route; empty for all.
    pub(super) route: String,
    /// The method; empty for all.
    pub(super) method: String,
    pub(super) root: Option<Path>,
}

pub(super) fn read(tokens: TokenStream, errors: &mut Errors) -> Ast {
    let mut ast = Ast::default();
    for argument in args::read(tokens, SLO, errors) {
        let Some(argument) = take(&mut ast.slo, argument, errors) else {
            continue;
        };
        let Value::Assigned(value) = argument.value else {
            continue;
        };
        match argument.key.name {
            "route" => {
                let route = string(&value)
                    .map(LitStr::value)
                    .filter(|text| text.starts_with('/'));
                let route = errors.unless(route, &value, messages::bad_route);
                ast.route = route.unwrap_or_default();
            }
            "method" => {
                let method = string(&value)
                    .map(LitStr::value)
                    .filter(|text| is_method(text));
                let method = errors.unless(method, &value, messages::bad_method);
                ast.method = method.unwrap_or_default();
            }
            _ => ast.root = Root::read(&value, errors),
        }
    }
    ast
}

fn is_method(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_uppercase())
}
