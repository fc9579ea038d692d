//! Prints the implementation.

use super::model::{Answer, Model, Own};
use crate::args::level;
use crate::hygiene;
use crate::paths::Root;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

pub(super) fn print(model: &Model) -> TokenStream {
    let Model { root, input, .. } = model;
    let name = &input.ident;
    let (generics, parameters, bounds) = input.generics.split_for_impl();
    let methods = methods(model);
    let response = model
        .response
        .then(|| quote!(#root::respond! { [#generics] [#name #parameters] [#bounds] }));
    quote! {
        #[automatically_derived]
        impl #generics #root::ErrorKind for #name #parameters #bounds {
            #methods
        }
        #response
    }
}

/// The methods that say something else than the trait's defaults.
fn methods(model: &Model) -> TokenStream {
    let root = &model.root;
    let text = quote!(::core::option::Option<::std::borrow::Cow<'static, str>>);
    let kind = method(model, "kind", &quote!(&'static str), &|own| {
        let kind = &own.kind;
        quote!(#kind)
    });
    let class = method(model, "class", &quote!(#root::ErrorClass), &|own| {
        class_of(root, own)
    });
    let level = method(
        model,
        "level",
        &quote!(#root::Level),
        &|own| match &own.level {
            Some(given) => level::print(given, root),
            None => {
                let class = class_of(root, own);
                quote!(#root::ErrorClass::level(#class))
            }
        },
    );
    let retryable = method(model, "retryable", &quote!(bool), &|own| {
        let retryable = own.retryable.unwrap_or(false);
        quote!(#retryable)
    });
    let status = method(
        model,
        "http_status",
        &quote!(u16),
        &|own| match own.status {
            Some(status) => quote!(#status),
            None => {
                let class = class_of(root, own);
                quote!(#root::ErrorClass::http_status(#class))
            }
        },
    );
    let safe_text = method(model, "safe_text", &text, &|own| match &own.text {
        Some(text) => quote! {
            ::core::option::Option::Some(::std::borrow::Cow::Borrowed(#text))
        },
        None => quote!(::core::option::Option::None),
    });
    quote!(#kind #class #level #retryable #status #safe_text)
}

/// By the class if there is one, else by the status: an error that is answered with a 4xx is the
/// caller's.
fn class_of(root: &Root, own: &Own) -> TokenStream {
    let class = match (own.class, own.status) {
        (Some(class), _) => class,
        (None, Some(499)) => "Cancelled",
        (None, Some(400..=498)) => "Client",
        (None, Some(502..=504)) => "Dependency",
        (None, _) => "Server",
    };
    let class = Ident::new(class, Span::mixed_site());
    quote!(#root::ErrorClass::#class)
}

fn method(
    model: &Model,
    name: &str,
    returns: &TokenStream,
    answer: &dyn Fn(&Own) -> TokenStream,
) -> TokenStream {
    let root = &model.root;
    let name = Ident::new(name, Span::mixed_site());
    let arms = model.arms.iter().map(|arm| {
        let pattern = &arm.pattern;
        match &arm.answer {
            Answer::Own(own) => {
                let answer = answer(own);
                quote!(#pattern => #answer,)
            }
            Answer::Inner(written) => {
                // At the field's type: there stands what is wrong if it has no kind.
                let inner = hygiene::shown_at(&hygiene::inner(), written.span());
                quote!(#pattern => #root::ErrorKind::#name(#inner),)
            }
        }
    });
    if model.arms.is_empty() {
        return quote!(fn #name(&self) -> #returns { match *self {} });
    }
    quote! {
        fn #name(&self) -> #returns {
            match self { #(#arms)* }
        }
    }
}
