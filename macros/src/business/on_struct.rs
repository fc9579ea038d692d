//! Prints a struct with the methods of its metric.

use super::ast::Kind;
use super::generate;
use super::model::Model;
use super::spec;
use crate::hygiene;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ItemStruct;

pub(super) fn print(model: &Model, item: &ItemStruct) -> TokenStream {
    let root = &model.root;
    let name = &item.ident;
    let values: Vec<TokenStream> = model
        .labels
        .iter()
        .map(|label| match (&label.ty, label.max) {
            (Some(ty), None) => quote!(<#ty as #root::Label>::VALUES),
            _ => quote!(&[]),
        })
        .collect();
    let spec = spec::print(model, &values);
    let methods = methods(model)
        .into_iter()
        .map(|method| print_method(model, item, &method));
    quote! {
        #item

        #[automatically_derived]
        const _: () = {
            #spec

            impl #name {
                #(#methods)*
            }
        };
    }
}

/// A method of the metric.
struct Method {
    name: &'static str,
    doc: &'static str,
    change: &'static str,
}

fn methods(model: &Model) -> Vec<Method> {
    let method = |name, doc, change| Method { name, doc, change };
    match model.kind {
        Kind::Counter => vec![method("increment", "Counts so many more.", "Add")],
        Kind::Gauge => vec![
            method("set", "Sets the value.", "Record"),
            method("increment", "Raises the value.", "Add"),
            method("decrement", "Lowers the value.", "Subtract"),
        ],
        Kind::Histogram | Kind::Summary => {
            vec![method("record", "Records a value.", "Record")]
        }
    }
}

fn print_method(model: &Model, item: &ItemStruct, method: &Method) -> TokenStream {
    let root = &model.root;
    let metric = hygiene::metric();
    let (visibility, value) = (&item.vis, hygiene::value());
    let Method { name, doc, change } = method;
    // With the user's span: it is the user who calls it.
    let name = Ident::new(name, Span::call_site());
    let change = Ident::new(change, Span::mixed_site());
    let wants = if model.kind == Kind::Counter || model.digits > 0 {
        quote!(#root::Whole)
    } else {
        quote!(#root::Measure)
    };
    let amount = generate::amount(model, &syn::parse_quote!(#value));
    let labels = model
        .labels
        .iter()
        .map(|label| generate::label(root, label));
    quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        #visibility fn #name(&self, #value: impl #wants) {
            #root::Metric::record(
                &#metric,
                #root::Change::#change,
                #amount,
                &[#(&#labels),*],
            );
        }
    }
}
