//! Prints the begin of a call: its fields, if anybody wants them, and what it hangs on.

use super::Style;
use super::fields::{FieldName, How, Source};
use super::model::Model;
use super::site;
use super::twins;
use crate::hygiene;
use crate::paths::Root;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

/// Whether a tier is looked up for a field.
fn asks_for_tiers(model: &Model) -> bool {
    let mut sources = model.fields.iter().map(|(_, source)| source);
    sources.any(|source| {
        matches!(
            source,
            Source::Parameter(_, How::Tiers) | Source::Explicit(_)
        )
    })
}

/// The names of the fields, if there are any.
pub(super) fn names(model: &Model) -> Option<TokenStream> {
    let names = model.fields.iter().map(|(name, _)| match name {
        FieldName::Text(name) => quote!(#name),
        FieldName::Constant(name) => quote!(#name),
    });
    (!model.fields.is_empty()).then(|| quote!(&[#(#names),*]))
}

/// One statement, with everything that it needs inside: the body sees none of it.
pub(super) fn print(model: &Model) -> TokenStream {
    let call = hygiene::call();
    let (site, start) = (site::print(model), start(model));
    let root = &model.root;
    let traits = asks_for_tiers(model).then(|| quote!(use #root::traits::*;));
    if model.twins.is_empty() {
        return quote!(let #call = { #traits #site #start };);
    }
    if !model.returns.is_async() {
        // The body takes them itself.
        let lent = twins::lent(&model.twins);
        return quote!(let #call = { #traits #site #lent #start };);
    }
    // Out of what was borrowed, into what never is.
    let (moved, handed) = (twins::moved(&model.twins), twins::handed(&model.twins));
    let names = model.twins.iter().map(|twin| &twin.name);
    let twins = model.twins.iter().map(|twin| &twin.hidden);
    quote! {
        let (#call, #(#twins,)*) = { #traits #site #moved (#start, #(#names,)*) };
        #handed
    }
}

/// The call. What is recorded and what it hangs on is only computed if somebody wants the span.
fn start(model: &Model) -> TokenStream {
    let root = &model.root;
    let site = hygiene::site();
    let plain = model.parent.is_none() && model.follows_from.is_none();
    if model.fields.is_empty() && plain {
        return quote!(#root::Call::start(&#site, &[]));
    }
    let full = full(model);
    quote! {
        if #root::Site::records(&#site) { #full } else { #root::Call::start(&#site, &[]) }
    }
}

fn full(model: &Model) -> TokenStream {
    let root = &model.root;
    let site = hygiene::site();
    let values = values(model);
    let parent = match &model.parent {
        Some(parent) => quote!(#root::parent(#parent)),
        None => quote!(#root::Parent::Current),
    };
    let call = match (model.style, &model.parent) {
        (Style::Instrument, _) => quote!(#root::Call::with(&#site, &[#values], #parent)),
        (Style::Observed, Some(_)) => quote!(#root::Call::below(&#site, &[#values], #parent)),
        (Style::Observed, None) => quote!(#root::Call::start(&#site, &[#values])),
    };
    match &model.follows_from {
        Some(causes) => quote!(#root::Call::following(#call, #causes)),
        None => call,
    }
}

fn values(model: &Model) -> TokenStream {
    let root = &model.root;
    let values = model.fields.iter().map(|(_, source)| match model.style {
        Style::Observed => captured(root, source),
        Style::Instrument => native(root, source),
    });
    quote!(#(#values),*)
}

/// A value on its way through the tiers.
fn captured(root: &Root, source: &Source) -> TokenStream {
    match source {
        Source::Parameter(name, _) => quote!((&&#root::Probe(&#name)).__frosted_capture()),
        Source::Explicit(value) | Source::Native(value) => {
            quote!((&&&#root::Explicit(&(#value))).__frosted_capture())
        }
        Source::Display(value) => quote_spanned!(at(value)=> #root::display(&(#value))),
        Source::Debug(value) => quote_spanned!(at(value)=> #root::debug(&(#value))),
        Source::Later => quote!(#root::Captured::Nothing),
    }
}

/// A value as `tracing` takes it.
fn native(root: &Root, source: &Source) -> TokenStream {
    let value = match source {
        Source::Native(value) | Source::Explicit(value) => quote!((#value)),
        Source::Display(value) => quote_spanned!(at(value)=> #root::as_display(&(#value))),
        Source::Debug(value) => quote_spanned!(at(value)=> #root::as_debug(&(#value))),
        Source::Parameter(name, How::Native) => name.to_token_stream(),
        Source::Parameter(name, _) => quote_spanned!(at(name)=> #root::as_debug(&#name)),
        Source::Later => return quote!(::core::option::Option::None),
    };
    let at = at(&value);
    quote_spanned!(at=> ::core::option::Option::Some(&#value as &dyn #root::Value))
}

/// Where a value is written: there stands what is wrong if it cannot be recorded.
fn at(value: &impl Spanned) -> Span {
    Span::mixed_site().located_at(value.span())
}
