//! Prints a function that records a metric from its arguments and from what it returns. What
//! speaks of arguments alone is computed before the body, which may move them.

use super::ast::On;
use super::generate;
use super::model::{self, Model};
use super::spec;
use crate::expansion;
use crate::hygiene;
use crate::item::{Function, LaterKind, Returns, is_partly_unnamed, mentions};
use crate::witness;
use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, Type};

/// A function and its metric.
pub(super) struct Measured<'f> {
    model: Model,
    function: &'f Function,
    body: &'f Group,
}

impl<'f> Measured<'f> {
    pub(super) fn new(model: Model, function: &'f Function, body: &'f Group) -> Self {
        Self {
            model,
            function,
            body,
        }
    }
}

pub(super) fn print(measured: &Measured<'_>) -> TokenStream {
    let Function {
        attributes,
        visibility,
        signature,
        ..
    } = measured.function;
    let run = run(measured);
    let block = expansion::block(measured.body, &TokenStream::new(), &run);
    quote!(#(#attributes)* #visibility #signature #block)
}

/// Runs the body, and records from what comes out.
fn run(measured: &Measured<'_>) -> TokenStream {
    let (root, body) = (&measured.model.root, measured.body);
    let later = expansion::inner(body);
    match Returns::of(&measured.function.signature, true) {
        Returns::Value(returned) => run_value(measured, &returned),
        Returns::Unseen => {
            let body = quote_spanned!(body.span()=> || #body);
            judged(measured, None, &quote!(run), &body)
        }
        Returns::Later(kind, gives) => {
            let run = match kind {
                LaterKind::Future => quote!(run_future),
                LaterKind::Stream => quote!(run_stream),
            };
            judged(measured, Some(&gives), &run, &quote!(|| { #later }))
        }
        Returns::Async(returned) => {
            let hint = expansion::hint(root);
            let hinted = expansion::block(body, &hint, &later);
            let body = quote_spanned!(body.span()=> async move #hinted);
            let run = judged(measured, Some(&returned), &quote!(drive), &body);
            // A statement: before 2024 the call, which a last expression borrows, would be dropped
            // too late.
            quote!(#run.await;)
        }
        Returns::AsyncUnseen { .. } => {
            let hint = expansion::hint(root);
            let hinted = expansion::block(body, &hint, &later);
            let body = quote_spanned!(body.span()=> async move #hinted);
            let run = judged(measured, None, &quote!(drive), &body);
            quote!(#run.await;)
        }
    }
}

/// A value that may be a boxed future or stream.
fn run_value(measured: &Measured<'_>, returned: &Type) -> TokenStream {
    let (root, body) = (&measured.model.root, measured.body);
    let ty = hygiene::returns();
    // What looks at a parameter after the body cannot go with a future that outlives the call.
    if is_partly_unnamed(returned) || looks_at_a_parameter(measured) {
        let body = quote_spanned!(body.span()=> || #body);
        return judged(measured, Some(returned), &quote!(run), &body);
    }
    let (hand, seen) = (hygiene::hand(), hygiene::seen());
    let note = note(measured, Some(&seen));
    quote! {
        let #ty = #root::Type::<#returned>::NEW;
        let #hand = {
            use #root::traits::*;
            (&&#ty).__frosted_hand()
        };
        let #seen = #root::seen_by(#hand, #ty);
        return #root::Hand::end(#hand, #root::Call::silent(), #ty, #note, || #body)
    }
}

fn judged(
    measured: &Measured<'_>,
    returned: Option<&Type>,
    run: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let root = &measured.model.root;
    let ty = hygiene::returns();
    let named = returned.map_or_else(|| quote!(_), ToTokens::to_token_stream);
    // A body of its own has to be told its type where the signature does not name it; what runs
    // later has the hint inside.
    let unnamed = match run.to_string().as_str() {
        "run" => returned.is_some_and(is_partly_unnamed),
        "drive" => returned.is_none_or(is_partly_unnamed),
        _ => false,
    };
    let hint = unnamed.then(|| expansion::hint(root));
    let note = note(measured, returned.map(|_| &ty));
    let borrowed = (run.to_string() == "drive").then(|| quote!(&mut));
    quote! {
        let #ty = #root::Type::<#named>::NEW;
        #hint
        return #root::#run(#borrowed #root::Call::silent(), #ty, #note, #body)
    }
}

/// Who records; `seen` stands for the type of what is returned, if anybody knows it.
fn note(measured: &Measured<'_>, seen: Option<&Ident>) -> TokenStream {
    let model = &measured.model;
    let root = &model.root;
    let metric = hygiene::metric();
    let spec = spec::print(model, &values(measured));
    let sees = match seen {
        Some(seen) => quote!((&&#seen).__frosted_sees()),
        None => quote!(#root::Itself),
    };
    let seen = match seen {
        Some(seen) => seen.to_token_stream(),
        None => hygiene::returns().to_token_stream(),
    };
    let (before, label_values) = label_values(model);
    let one: Expr = syn::parse_quote!(1_u64);
    let value = model.value.as_ref().unwrap_or(&one);
    let amount = generate::amount(model, value);
    let ret = ret(model);
    let (amount_before, amount) = match &ret {
        Some(_) if model::ret_in(value.to_token_stream()).is_some() => (None, amount),
        _ => {
            let known = hygiene::amount();
            (Some(quote!(let #known = #amount;)), known.to_token_stream())
        }
    };
    let change = generate::change(model);
    let record = quote! {
        #root::Metric::record(&#metric, #change, #amount, &[#(#label_values),*])
    };
    let on = match model.on {
        On::Ok => quote!(#root::On::Ok),
        On::Error => quote!(#root::On::Error),
        On::Always => quote!(#root::On::Always),
    };
    let judge = match ret {
        Some(ret) => quote!(#root::noting(#seen, #sees, move |#ret| #record)),
        None => quote!(#root::noting_known(#sees, #on, move || #record)),
    };
    quote! {{
        #spec
        #before
        #amount_before
        {
            #[allow(unused_imports)]
            use #root::traits::*;
            #judge
        }
    }}
}

/// What the user calls what was returned, if anything speaks of it.
fn ret(model: &Model) -> Option<Ident> {
    let labels = model.labels.iter().map(|label| &label.value);
    let mut all = model.value.iter().chain(labels);
    all.find_map(|expression| model::ret_in(expression.to_token_stream()))
}

/// The values of the labels: those that are known before the body, and how each is handed over.
fn label_values(model: &Model) -> (TokenStream, Vec<TokenStream>) {
    let root = &model.root;
    let mut before = TokenStream::new();
    let mut handed = Vec::new();
    for (place, label) in model.labels.iter().enumerate() {
        let value = generate::label(root, label);
        if model::ret_in(label.value.to_token_stream()).is_some() {
            handed.push(quote!(&#value));
        } else {
            let known = hygiene::field(place);
            before.extend(quote!(let #known = #value;));
            handed.push(quote!(&#known));
        }
    }
    (before, handed)
}

/// The known values of each label.
fn values(measured: &Measured<'_>) -> Vec<TokenStream> {
    let Measured {
        model, function, ..
    } = measured;
    let labels = model.labels.iter();
    let known = labels.map(|label| witness::values(&model.root, label, &function.signature));
    known.collect()
}

/// Whether something that speaks of what was returned speaks of a parameter too.
fn looks_at_a_parameter(measured: &Measured<'_>) -> bool {
    let model = &measured.model;
    let labels = model.labels.iter().map(|label| &label.value);
    let names: Vec<Ident> = measured
        .function
        .parameters()
        .into_iter()
        .map(|parameter| parameter.name)
        .chain([Ident::new("self", Span::call_site())])
        .filter(|name| name != "ret")
        .collect();
    model.value.iter().chain(labels).any(|expression| {
        let tokens = expression.to_token_stream();
        let of_ret = model::ret_in(tokens.clone()).is_some();
        of_ret && names.iter().any(|name| mentions(&tokens, name))
    })
}
