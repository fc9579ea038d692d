//! Prints the begin of a call: its fields, if anybody wants them, and what it hangs on.

use super::Style;
use super::fields::{FieldName, How, Source};
use super::model::Model;
use super::site;
use super::twins;
use crate::args::class::Class;
use crate::hygiene;
use crate::paths::Root;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

/// Whether a tier is looked up for a field.
fn asks_for_tiers(model: &Model) -> bool {
    let mut sources = model.fields.iter().map(|(_, source)| source);
    sources.any(|source| {
        matches!(
            source,
            Source::Parameter(..) | Source::Explicit(_) | Source::Display(_) | Source::Debug(_)
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
    let name = hygiene::call();
    // A future borrows it.
    let mutable = model.returns.is_async().then(|| quote!(mut));
    let call = quote!(#mutable #name);
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

/// The call, with its labels.
fn start(model: &Model) -> TokenStream {
    let (root, call) = (&model.root, unlabelled(model));
    let values = model.labels.iter().map(|(label, _)| {
        let (value, at) = (&label.value, at(&label.value));
        quote_spanned!(at=> #root::label_text(&(#value)))
    });
    if model.labels.is_empty() {
        return call;
    }
    quote!(#root::Call::labelled(#call, &[#(#values),*]))
}

/// The call. What is recorded and what it hangs on is only computed if somebody wants the span.
fn unlabelled(model: &Model) -> TokenStream {
    let root = &model.root;
    let site = hygiene::site();
    let plain = model.parent.is_none() && model.follows_from.is_none();
    if model.fields.is_empty() && plain {
        return quote!(#root::Call::start(&#site, &[]));
    }
    let (full, checks) = (full(model), checks(model));
    quote! {
        if #root::Site::records(&#site) {
            #checks
            #full
        } else {
            #root::Call::start(&#site, &[])
        }
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
    let values = model.fields.iter().map(|(_, source)| match model.style {
        Style::Observed => captured(model, source),
        Style::Instrument => native(model, source),
    });
    quote!(#(#values),*)
}

/// A value on its way through the tiers.
fn captured(model: &Model, source: &Source) -> TokenStream {
    let root = &model.root;
    match source {
        Source::Parameter(name, how) => match said(model, name, how) {
            Some(value) => quote!(#root::ruled(&#value)),
            None if matches!(how, How::Rules) => {
                quote!((&&#root::Probe(&#name)).__frosted_capture_ruled())
            }
            None => quote!((&&&#root::Probe(&#name)).__frosted_capture()),
        },
        Source::Explicit(value) | Source::Native(value) => {
            quote!((&&&&#root::Explicit(&(#value))).__frosted_capture())
        }
        Source::Display(value) => printed(root, "display", value),
        Source::Debug(value) => printed(root, "debug", value),
        Source::Later => quote!(#root::Captured::Nothing),
    }
}

/// A parameter of which the attribute says what it is, as what its class lets through.
fn said(model: &Model, name: &Ident, how: &How) -> Option<TokenStream> {
    let root = &model.root;
    let at = at(name);
    Some(match how {
        How::Public => quote_spanned! {at=>
            #root::public(&#name, (&&#root::Probe(&#name)).__frosted_shows())
        },
        How::Classed(_) => {
            let (site, place) = (hygiene::site(), place(model, name));
            let function = &model.function;
            quote_spanned! {at=>
                #root::Classified::new(
                    &#name,
                    (&&&&#root::of(&#name)).__frosted_reads(),
                    #root::Site::said(&#site, #place),
                    ::core::concat!(::core::module_path!(), "::", #function),
                )
            }
        }
        How::Tiers | How::Rules | How::Native | How::Debug => return None,
    })
}

/// The parameters of which the attribute says what they are.
fn spoken_of(model: &Model) -> impl Iterator<Item = (&Ident, Option<&Class>)> {
    let sources = model.fields.iter().map(|(_, source)| source);
    sources.filter_map(|source| match source {
        Source::Parameter(name, How::Public) => Some((name, None)),
        Source::Parameter(name, How::Classed(class)) => Some((name, Some(class))),
        _ => None,
    })
}

fn place(model: &Model, name: &Ident) -> usize {
    let mut spoken_of = spoken_of(model);
    spoken_of.position(|(it, _)| it == name).unwrap_or(0)
}

/// What the attribute says that parameters are, for the static description.
pub(super) fn infos(model: &Model) -> Option<TokenStream> {
    let root = &model.root;
    let infos: Vec<_> = spoken_of(model)
        .map(|(name, class)| {
            let path = name.unraw().to_string();
            match class {
                Some(class) => {
                    let class = class.print(root);
                    quote!(#root::FieldInfo::classified(#path, #class))
                }
                None => quote!(#root::FieldInfo::public(#path)),
            }
        })
        .collect();
    (!infos.is_empty()).then(|| quote!(&[#(#infos),*]))
}

/// A strict function records nothing that has no class.
fn checks(model: &Model) -> TokenStream {
    if !model.strict {
        return TokenStream::new();
    }
    let root = &model.root;
    let checks = model.fields.iter().filter_map(|(_, source)| match source {
        Source::Parameter(name, How::Tiers) => {
            let at = at(name);
            Some(quote_spanned! {at=>
                #root::strictly(&#name, (&&&#root::Probe(&#name)).__frosted_known());
            })
        }
        _ => None,
    });
    checks.collect()
}

/// What a value prints, if it has no rules of its own.
fn printed(root: &Root, how: &str, value: &Expr) -> TokenStream {
    let at = at(value);
    let how = Ident::new(how, at);
    let shown = hygiene::shown_at(&hygiene::value(), at);
    quote_spanned! {at=>
        match &(#value) {
            #shown => #root::#how(#shown, (&&#root::Probe(#shown)).__frosted_class()),
        }
    }
}

/// A value as `tracing` takes it.
fn native(model: &Model, source: &Source) -> TokenStream {
    let root = &model.root;
    let value = match source {
        Source::Native(value) | Source::Explicit(value) => quote!((#value)),
        Source::Display(value) => quote_spanned!(at(value)=> #root::as_display(&(#value))),
        Source::Debug(value) => quote_spanned!(at(value)=> #root::as_debug(&(#value))),
        Source::Parameter(name, How::Native) => name.to_token_stream(),
        Source::Parameter(name, how) => match said(model, name, how) {
            Some(value) => quote!(#root::viewed(&#value)),
            // What has rules shows what they say, and any other what its `Debug` prints.
            None => quote_spanned!(at(name)=> (&&#root::Probe(&#name)).__frosted_as_debug()),
        },
        Source::Later => return quote!(::core::option::Option::None),
    };
    let at = at(&value);
    quote_spanned!(at=> ::core::option::Option::Some(&#value as &dyn #root::Value))
}

/// Where a value is written: there stands what is wrong if it cannot be recorded.
fn at(value: &impl Spanned) -> Span {
    Span::mixed_site().located_at(value.span())
}
