//! Lists that stand in two places, because one place cannot reach the other.

use crate::read;
use syn::{Expr, Item};

/// The rows of the constant `SENSITIVE` in a file.
fn sensitive(file: &str) -> Vec<String> {
    let parsed = syn::parse_file(&read(file)).unwrap();
    let constant = parsed.items.into_iter().find_map(|item| match item {
        Item::Const(constant) if constant.ident == "SENSITIVE" => Some(*constant.expr),
        _ => None,
    });
    let Some(Expr::Reference(list)) = constant else {
        panic!("{file} has no list")
    };
    let Expr::Array(rows) = *list.expr else {
        panic!("{file}: not a list")
    };
    rows.elems
        .iter()
        .map(|row| quote::quote!(#row).to_string())
        .collect()
}

#[test]
fn the_macro_and_the_sinks_agree_on_sensitive_names() {
    let macros = sensitive("macros/src/names.rs");
    assert!(macros.len() > 20);
    assert_eq!(macros, sensitive("runtime/src/redact/keys.rs"));
}
