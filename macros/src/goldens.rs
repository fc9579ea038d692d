//! Goldens: what an attribute expands to, as files that people read. Each input in
//! `tests/goldens` has an expansion beside it; the workspace's tests compile and run both.
//! `BLESS=1 cargo test -p frosted-macros` writes them anew, for a reviewer to read.

use crate::observed::{self, Style};
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, ImplItem, Item, Meta};

#[test]
fn expansions_are_what_their_goldens_say() {
    let bless = std::env::var_os("BLESS").is_some();
    let inputs = inputs();
    assert!(!inputs.is_empty(), "there are no goldens");
    for input in inputs {
        let source = fs::read_to_string(&input).expect("the input is there");
        let file = syn::parse_file(&source).expect("the input parses");
        let expanded = prettyplease::unparse(&expand_all(file));
        let golden = input.with_extension("expanded.rs");
        if bless {
            fs::write(&golden, &expanded).expect("the golden can be written");
        }
        let kept = fs::read_to_string(&golden).unwrap_or_default();
        assert!(
            kept == expanded,
            "{} differs:\n{expanded}",
            golden.display()
        );
    }
}

fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/goldens");
    let entries = fs::read_dir(folder).expect("the goldens are there");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let mut inputs: Vec<_> = files
        .filter(|file| {
            let name = file.to_string_lossy();
            name.ends_with(".rs") && !name.ends_with(".expanded.rs") && !name.ends_with("main.rs")
        })
        .collect();
    inputs.sort();
    inputs
}

/// Replaces every annotated function by its expansion.
fn expand_all(mut file: syn::File) -> syn::File {
    for item in &mut file.items {
        match item {
            Item::Fn(function) => {
                if let Some(arguments) = take_attribute(&mut function.attrs) {
                    let tokens =
                        observed::expand(arguments, &function.to_token_stream(), Style::Observed);
                    *item = syn::parse2(tokens).expect("an expansion is an item");
                }
            }
            Item::Impl(block) => block.items.iter_mut().for_each(expand_method),
            _ => {}
        }
    }
    file
}

fn expand_method(item: &mut ImplItem) {
    if let ImplItem::Fn(method) = item
        && let Some(arguments) = take_attribute(&mut method.attrs)
    {
        let tokens = observed::expand(arguments, &method.to_token_stream(), Style::Observed);
        *item = syn::parse2(tokens).expect("an expansion is a method");
    }
}

fn take_attribute(attributes: &mut Vec<Attribute>) -> Option<TokenStream> {
    let place = attributes
        .iter()
        .position(|it| it.path().is_ident("observed"))?;
    match attributes.remove(place).meta {
        Meta::List(list) => Some(list.tokens),
        _ => Some(TokenStream::new()),
    }
}
