//! Prints an event, and what is bound.

use super::Binding;
use super::ast::{Ast, Text};
use super::text::Asked;
use crate::args::field::{Field, Name};
use crate::args::format::Format;
use crate::hygiene;
use crate::paths::Root;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

/// A static callsite, and one call if somebody listens.
pub(super) fn event(ast: &Ast, level: &str, asked: &Asked) -> TokenStream {
    let root = Root::new(ast.root.clone());
    let severity = (level == super::CRITICAL).then(|| quote!("critical"));
    let level = if severity.is_some() { "ERROR" } else { level };
    let (site, level) = (hygiene::site(), Ident::new(level, Span::mixed_site()));
    let target = match &ast.target {
        Some(target) => quote!(#target),
        None => quote!(::core::module_path!()),
    };
    let name = match &ast.name {
        Some(name) => quote!(#name),
        None => quote!(""),
    };
    let parent = match &ast.parent {
        Some(parent) => quote!(#root::parent(#parent)),
        None => quote!(#root::Parent::Current),
    };
    let message = ast.text.as_ref().map(|text| message(text, &root, asked));
    let names = ast.fields.iter().map(|field| field_name(&field.name));
    let names: Vec<_> = message
        .iter()
        .map(|_| quote!("message"))
        .chain(names)
        .chain(severity.iter().map(|_| quote!("severity")))
        .collect();
    let values = ast.fields.iter().map(|field| value(field, &root));
    let severity = severity.map(|text| captured(&text, &root));
    let values = message.into_iter().chain(values).chain(severity);
    quote! {{
        use #root::traits::*;
        static #site: #root::EventSource = #root::EventSource::new(
            #name,
            #target,
            ::core::module_path!(),
            #root::Level::#level,
            &[#(#names),*],
            &#site,
        );
        if #root::EventSource::is_wanted(&#site) {
            #root::emit(&#site, #parent, &[#(#values),*]);
        }
    }}
}

/// Each value under its name.
pub(super) fn bind(ast: &Ast, binding: Binding) -> TokenStream {
    let root = Root::new(ast.root.clone());
    let values = ast.fields.iter().map(|field| {
        let (name, value) = (field_name(&field.name), value(field, &root));
        quote!((#name, #value))
    });
    let bind = match binding {
        Binding::ForGood => quote!(bind),
        Binding::ForAWhile => quote!(bind_for_a_while),
    };
    quote! {{
        use #root::traits::*;
        #root::#bind([#(#values),*])
    }}
}

fn field_name(name: &Name) -> TokenStream {
    match name {
        Name::Text(text) => quote!(#text),
        Name::Constant(name) => quote!(#name),
    }
}

fn value(field: &Field, root: &Root) -> TokenStream {
    let Some(value) = field.value.as_ref().filter(|value| !value.is_empty()) else {
        return quote!(#root::Captured::Nothing);
    };
    let expression = &value.expression;
    match value.format {
        Format::Safe => captured(&quote!(#expression), root),
        Format::Display => printed(root, "display", expression),
        Format::Debug => printed(root, "debug", expression),
    }
}

/// A value, by the rules of its type.
fn captured(value: &TokenStream, root: &Root) -> TokenStream {
    quote!((&&&&#root::Explicit(&(#value))).__frosted_capture())
}

/// What a value prints, if it has no rules of its own.
fn printed(root: &Root, how: &str, value: &Expr) -> TokenStream {
    let at = Span::mixed_site().located_at(value.span());
    let how = Ident::new(how, at);
    let shown = hygiene::shown_at(&hygiene::value(), at);
    quote_spanned! {at=>
        match &(#value) {
            #shown => #root::#how(#shown, (&&#root::Probe(#shown)).__frosted_class()),
        }
    }
}

/// The text, with each argument as it may be shown.
fn message(text: &Text, root: &Root, asked: &Asked) -> TokenStream {
    let format = &text.format;
    let shown = |value: &TokenStream, span: Span| {
        let at = Span::mixed_site().located_at(span);
        quote_spanned!(at=> (&&&#root::Probe(&(#value))).__frosted_part())
    };
    let arguments = text.arguments.iter().enumerate().map(|(place, argument)| {
        let value = &argument.value;
        let key = match &argument.name {
            Some(name) => name.to_string(),
            None => place.to_string(),
        };
        let value = if asked.numbers.contains(&key) {
            quote!(#value)
        } else {
            shown(&quote!(#value), value.span())
        };
        match &argument.name {
            Some(name) => quote!(#name = #value),
            None => value,
        }
    });
    let captured = asked.captured.iter().map(|name| {
        let value = if asked.numbers.contains(&name.to_string()) {
            quote!(#name)
        } else {
            shown(&quote!(#name), name.span())
        };
        quote!(#name = #value)
    });
    let arguments: Vec<_> = arguments.chain(captured).collect();
    quote!(#root::message(::core::format_args!(#format, #(#arguments),*)))
}
