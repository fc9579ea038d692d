//! What more is said of a value: its shape, the two halves of a map.

use crate::args::class::Class;
use crate::args::{entries, peeled};
use crate::diagnostics::Errors;
use crate::messages;
use proc_macro2::TokenStream;
use syn::{Expr, ExprAssign};

/// The name of a shape, as the runtime calls it.
pub(super) fn shape(value: &Expr, errors: &mut Errors) -> Option<&'static str> {
    let word = match value {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    };
    let shape = match word.as_deref() {
        Some("email") => Some("Email"),
        Some("ip") => Some("Ip"),
        Some("iban") => Some("Iban"),
        _ => None,
    };
    if shape.is_none() {
        errors.add(value, messages::bad_shape());
    }
    shape
}

/// `variant = hidden`
pub(super) fn hidden(value: &Expr, errors: &mut Errors) {
    let hidden = matches!(value, Expr::Path(path) if path.path.is_ident("hidden"));
    if !hidden {
        errors.add(value, messages::bad_variant());
    }
}

/// `keys = .., values = ..`
pub(super) fn map(
    list: TokenStream,
    at: &TokenStream,
    errors: &mut Errors,
) -> Option<(Class, Class)> {
    // A half that is there may still be no class.
    let (mut keys, mut values) = (None, None);
    for entry in entries::<ExprAssign>(list) {
        match entry {
            Ok(assign) if is(&assign.left, "keys") => keys = Some(half(*assign.right, errors)),
            Ok(assign) if is(&assign.left, "values") => values = Some(half(*assign.right, errors)),
            Ok(other) => errors.add(&other, messages::bad_map()),
            Err(other) => errors.add(&other, messages::bad_map()),
        }
    }
    let Some((keys, values)) = keys.zip(values) else {
        errors.add(at, messages::bad_map());
        return None;
    };
    keys.zip(values)
}

/// Here `public` is a class like the others.
fn half(value: Expr, errors: &mut Errors) -> Option<Class> {
    let value = peeled(value);
    if is(&value, "public") {
        return Some(Class::ours("public"));
    }
    Class::word(&value, errors)
}

fn is(expression: &Expr, word: &str) -> bool {
    matches!(expression, Expr::Path(path) if path.path.is_ident(word))
}
