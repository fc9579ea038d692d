//! Prints the static description of a function.

use super::Style;
use super::begin;
use super::model::Model;
use crate::args::level::{self, Level};
use crate::args::{slo, time};
use crate::hygiene;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// The static description, and its place in the list of all functions.
pub(super) fn print(model: &Model) -> TokenStream {
    let root = &model.root;
    let site = hygiene::site();
    let spec = hygiene::spec();
    let besides = said(model).map(|said| {
        quote! {
            static #spec: #root::Spec = #said;
        }
    });
    let pointer = besides.as_ref().map(|_| option(Some(quote!(&#spec))));
    let of_span = of_span(model, pointer);
    let counting = counting(model);
    quote! {
        #counting
        #besides
        static #site: #root::Site = #root::Site::new(
            #of_span,
            &#site,
        );
        #root::register!(#site);
    }
}

/// What the span is called, what of it differs from the default, and where the rest is.
fn of_span(model: &Model, besides: Option<TokenStream>) -> TokenStream {
    let function = &model.function;
    let name = model.name.as_ref();
    let name = name.map_or_else(|| quote!(#function), ToTokens::to_token_stream);
    let root = &model.root;
    let given = [
        ("module", Some(quote!(::core::module_path!()))),
        ("name", Some(name)),
        (
            "target",
            model.target.as_ref().map(ToTokens::to_token_stream),
        ),
        ("level", at(model, model.level.as_ref())),
        ("fields", begin::names(model)),
        ("besides", besides),
    ];
    structure(&quote!(#root::SpanSpec), given)
}

/// What few attributes say, if this one does.
fn said(model: &Model) -> Option<TokenStream> {
    let root = &model.root;
    let function = &model.function;
    let function = model.name.as_ref().map(|_| quote!(#function));
    let is_instrument = model.style == Style::Instrument;
    let style = is_instrument.then(|| quote!(#root::Style::Instrument));
    let err = (model.err.off || model.err.level.is_some()).then(|| {
        let announced = !model.err.off;
        let level = option(at(model, model.err.level.as_ref()));
        quote!(#root::ErrorEvent { announced: #announced, level: #level })
    });
    let slow = model.slow.map(|slow| {
        let micros = u64::try_from(slow.as_micros()).unwrap_or(u64::MAX);
        option(Some(quote!(::core::time::Duration::from_micros(#micros))))
    });
    let counting = model.counts_its_own_way().then(|| {
        let counting = hygiene::counting();
        option(Some(quote!(&#counting)))
    });
    let given = [
        ("function", function),
        ("kind", model.kind.as_ref().map(ToTokens::to_token_stream)),
        ("said", begin::infos(model)),
        ("style", style),
        ("err", err),
        ("ret", at(model, return_level(model))),
        ("slow", slow),
        ("metrics", (!model.metrics).then(|| quote!(false))),
        ("counting", counting),
    ];
    let says = given.iter().any(|(_, value)| value.is_some());
    says.then(|| structure(&quote!(#root::Spec), given))
}

/// A structure with these values, and its own defaults for those that are not given.
fn structure<const N: usize>(
    path: &TokenStream,
    given: [(&str, Option<TokenStream>); N],
) -> TokenStream {
    let is_whole = given.iter().all(|(_, value)| value.is_some());
    let rest = (!is_whole).then(|| quote!(..#path::DEFAULT));
    let given = given.into_iter().filter_map(|(key, value)| {
        let key = Ident::new(key, Span::mixed_site());
        value.map(|value| quote!(#key: #value,))
    });
    quote!(#path { #(#given)* #rest })
}

fn at(model: &Model, level: Option<&Level>) -> Option<TokenStream> {
    level.map(|level| level::print(level, &model.root))
}

/// The static that says how calls are counted, where that is not the usual.
fn counting(model: &Model) -> Option<TokenStream> {
    let (root, counting) = (&model.root, hygiene::counting());
    let labels = model.labels.iter().map(|(label, values)| {
        let (name, max) = (label.text(), option(None));
        quote!(#root::LabelSpec { name: #name, values: #values, max: #max })
    });
    let buckets = model.buckets.iter().map(|bound| time::nanos(*bound));
    let slo = model.slo.as_ref();
    let objective = option(slo.map(|slo| slo::print(slo, &model.function, root)));
    model.counts_its_own_way().then(|| {
        quote! {
            static #counting: #root::Counting =
                #root::Counting::new(&[#(#labels),*], &[#(#buckets),*], #objective);
        }
    })
}

/// The level of the event of a returned value: with `tracing`'s rules, that of the span.
fn return_level(model: &Model) -> Option<&Level> {
    let given = model.ret.as_ref()?.level.as_ref();
    match model.style {
        Style::Observed => given,
        Style::Instrument => given.or(model.level.as_ref()),
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
