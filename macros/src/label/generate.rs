//! Prints the implementation.

use super::ast::Ast;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

pub(super) fn print(ast: &Ast, input: &DeriveInput) -> TokenStream {
    let values = ast.variants.iter().map(|(_, value)| value);
    let arms = ast
        .variants
        .iter()
        .map(|(name, value)| quote!(Self::#name => #value,));
    let body = if ast.variants.is_empty() {
        quote!(match *self {})
    } else {
        quote!(match self { #(#arms)* })
    };
    implementation(ast, input, &quote!(#(#values),*), &body)
}

/// An implementation that says nothing, for a type that cannot have one.
pub(super) fn fallback(ast: &Ast, input: &DeriveInput) -> TokenStream {
    implementation(ast, input, &TokenStream::new(), &quote!(""))
}

fn implementation(
    ast: &Ast,
    input: &DeriveInput,
    values: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let root = &ast.root;
    let name = &input.ident;
    let (generics, parameters, bounds) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #root::Label for #name #parameters #bounds {
            const VALUES: &'static [&'static str] = &[#values];

            fn label(&self) -> &'static str {
                #body
            }
        }
    }
}
