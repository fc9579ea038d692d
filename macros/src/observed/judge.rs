//! Prints who judges what a call returned.

use super::Style;
use super::ast::Capture;
use super::model::Model;
use crate::args::format::Format;
use crate::hygiene;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// A judge of the type that `ty` stands for.
pub(super) fn print(model: &Model, ty: &Ident) -> TokenStream {
    let Model { root, err, ret, .. } = model;
    // With `tracing`'s rules nothing is printed that the attribute does not ask for.
    let words = match model.style {
        Style::Observed => quote!((&&&&#ty).__frosted_words()),
        Style::Instrument => quote!(#root::Infallible),
    };
    let mut judge = quote! {{
        use #root::traits::*;
        #root::Judged((&&&&&#ty).__frosted_kind(), #words)
    }};
    if let Some(condition) = &model.condition {
        let at = Span::mixed_site().located_at(condition.at.span());
        let (key, test) = (Ident::new(condition.key, at), &condition.test);
        judge = quote_spanned!(at=> #root::#key(#ty, #judge, #test));
    }
    judge = match error_text(model, err) {
        Format::Safe => judge,
        Format::Display => print_error(model, "error_display", ty, &judge),
        Format::Debug => print_error(model, "error_debug", ty, &judge),
    };
    match ret {
        Some(ret) => shown(model, ret, ty, &judge),
        None => judge,
    }
}

/// At the user's `err`: there stands what is wrong if the error cannot be printed.
fn print_error(model: &Model, how: &str, ty: &Ident, judge: &TokenStream) -> TokenStream {
    let root = &model.root;
    let at = model
        .err
        .at
        .as_ref()
        .map_or_else(Span::mixed_site, Spanned::span);
    let how = Ident::new(how, Span::mixed_site().located_at(at));
    let ty = hygiene::shown_at(ty, at);
    quote_spanned!(how.span()=> #root::#how(#ty, #judge))
}

/// Which text of an error is shown: with `tracing`'s rules, `err` alone asks for one.
fn error_text(model: &Model, err: &Capture) -> Format {
    match (model.style, err.format) {
        (Style::Instrument, Format::Safe) if err.at.is_some() && !err.off => Format::Display,
        (_, format) => format,
    }
}

fn shown(model: &Model, ret: &Capture, ty: &Ident, judge: &TokenStream) -> TokenStream {
    let root = &model.root;
    let text = match (model.style, ret.format) {
        (Style::Observed, Format::Safe) => {
            let show = quote!({ use #root::traits::*; (&&&&&#ty).__frosted_show() });
            return quote!(#root::Showing(#judge, #show));
        }
        (_, Format::Display) => quote!(#root::DisplayText),
        (_, Format::Debug | Format::Safe) => quote!(#root::DebugText),
    };
    let check = may_print(model, ret, ty);
    // `tracing` shows the whole value, an error too, unless `err` does that.
    if model.style == Style::Instrument && model.err.at.is_none() {
        quote!({ #check #root::ShowingAll(#judge, #text) })
    } else {
        let show = quote!({ use #root::traits::*; (&&#ty).__frosted_show_as(#text) });
        quote!({ #check #root::Showing(#judge, #show) })
    }
}

/// A `Display` of its own prints a value past its rules. At the user's `ret`: there stands what is
/// wrong with it. The `Debug` of what has rules is safe.
fn may_print(model: &Model, ret: &Capture, ty: &Ident) -> Option<TokenStream> {
    if ret.format != Format::Display {
        return None;
    }
    let root = &model.root;
    let at = ret.at.as_ref().map_or_else(Span::mixed_site, Spanned::span);
    let at = Span::mixed_site().located_at(at);
    let class = quote_spanned!(at=> (&&&&#ty).__frosted_returned_class());
    Some(quote_spanned!(at=> { use #root::traits::*; #root::shown_as(#class); }))
}
