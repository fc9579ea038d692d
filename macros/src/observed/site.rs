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
    let function = &model.function;
    let given = given(model);
    let counting = counting(model);
    quote! {
        #counting
        static #site: #root::Site = #root::Site::new(
            #root::Spec {
                function: #function,
                module: ::core::module_path!(),
                #given
                ..#root::Spec::DEFAULT
            },
            &#site,
        );
        #root::register!(#site);
    }
}

/// What of the description differs from the default.
fn given(model: &Model) -> TokenStream {
    let root = &model.root;
    let mut given = TokenStream::new();
    let mut set = |key: &str, value: Option<TokenStream>| {
        if let Some(value) = value {
            let key = Ident::new(key, Span::mixed_site());
            given.extend(quote!(#key: #value,));
        }
    };
    let at = |given: Option<&Level>| given.map(|given| level::print(given, root));
    set("name", model.name.as_ref().map(ToTokens::to_token_stream));
    set(
        "target",
        model.target.as_ref().map(ToTokens::to_token_stream),
    );
    set("level", at(model.level.as_ref()));
    set("kind", model.kind.as_ref().map(ToTokens::to_token_stream));
    set("fields", begin::names(model));
    set("said", begin::infos(model));
    if model.style == Style::Instrument {
        set("style", Some(quote!(#root::Style::Instrument)));
    }
    if model.err.off || model.err.level.is_some() {
        let announced = !model.err.off;
        let level = option(at(model.err.level.as_ref()));
        set(
            "err",
            Some(quote!(#root::ErrorEvent { announced: #announced, level: #level })),
        );
    }
    set("ret", at(return_level(model)));
    if let Some(slow) = model.slow {
        let micros = u64::try_from(slow.as_micros()).unwrap_or(u64::MAX);
        let time = option(Some(quote!(::core::time::Duration::from_micros(#micros))));
        set("slow", Some(time));
    }
    if !model.metrics {
        set("metrics", Some(quote!(false)));
    }
    if model.counts_its_own_way() {
        let counting = hygiene::counting();
        set("counting", Some(option(Some(quote!(&#counting)))));
    }
    given
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
