//! Prints the model. The expansion is thin: a static site, one call begun, the untouched body, one
//! call ended. Everything else is ordinary code of the runtime.

use super::begin;
use super::judge;
use super::model::Model;
use super::{tracked, twins};
use crate::expansion::{self, block};
use crate::hygiene;
use crate::item::{LaterKind, Returns, is_partly_unnamed};
use proc_macro2::{Group, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

pub(super) fn print(model: &Model) -> TokenStream {
    let Model { head, body, .. } = model;
    let begin = begin::print(model);
    let run = run(model);
    // In the user's own braces: what ends there is the user's item to every lint.
    let block = block(body, &begin, &run);
    quote!(#head #block)
}

/// Runs the body, and ends the call with what comes out.
fn run(model: &Model) -> TokenStream {
    let root = &model.root;
    match &model.returns {
        Returns::Unseen => run_unseen(model),
        Returns::Value(returned) => run_value(model, returned),
        Returns::Later(kind, gives) => {
            let run = match kind {
                LaterKind::Future => quote!(run_future),
                LaterKind::Stream => quote!(run_stream),
            };
            // Not with the user's span: nobody should be told to write an `async` closure.
            let (twins, body) = (twins::handed(&model.twins), inner(model));
            run_judged(model, gives, &run, &quote!(|| { #twins #body }))
        }
        Returns::Async(returned) => {
            let body = async_block(model, is_inferred(returned));
            let run = run_judged(model, returned, &quote!(drive), &body);
            // A statement: before 2024 what a last expression borrows is dropped too late.
            quote!(#run.await;)
        }
        Returns::AsyncUnseen { returns } => {
            let (ty, call) = (hygiene::returns(), hygiene::call());
            let (given, hint, body) = if *returns {
                (
                    quote!(#root::Type::NEW),
                    Some(expansion::hint(&model.root)),
                    async_block(model, true),
                )
            } else {
                (
                    quote!(#root::Type::<#root::Never>::NEW),
                    None,
                    async_block(model, false),
                )
            };
            // After what never returns, a `return` would be unreachable.
            let out = returns.then(|| quote!(return));
            let end = returns.then(|| quote!(;));
            quote! {
                let #ty = #given;
                #hint
                #out #root::drive(&mut #call, #ty, #root::Infallible, #body).await #end
            }
        }
    }
}

/// The unit needs no help to be inferred.
fn is_inferred(returned: &Type) -> bool {
    !matches!(returned, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The body in a closure, so that an early return is seen too. Its span is the body's.
fn closure(model: &Model) -> TokenStream {
    let twins = twins::handed(&model.twins);
    let body = if twins.is_empty() {
        model.body.clone()
    } else {
        block(&model.body, &twins, &inner(model))
    };
    quote_spanned!(body.span()=> || #body)
}

/// The body in an `async` block. What tells it its type stands outside of the body's own block,
/// where the body's own items do not reach it.
fn async_block(model: &Model, is_inferred: bool) -> TokenStream {
    let body = if is_inferred {
        block(&model.body, &expansion::hint(&model.root), &inner(model))
    } else {
        model.body.clone()
    };
    quote_spanned!(body.span()=> async move #body)
}

/// The body as a block among others.
fn inner(model: &Model) -> Group {
    expansion::inner(&model.body)
}

/// The body stands where it stood: its result is handed over as it is, and the call ends when it
/// is dropped.
fn run_unseen(model: &Model) -> TokenStream {
    let root = &model.root;
    let (call, entered) = (hygiene::call(), hygiene::entered());
    let (twins, body) = (twins::handed(&model.twins), inner(model));
    quote! {
        let #entered = #root::Call::scoped(#call);
        #twins
        #body
    }
}

/// A value that may be a boxed future or stream.
fn run_value(model: &Model, returned: &Type) -> TokenStream {
    let root = &model.root;
    if model.tracks_caller
        && let Some(tracked) = tracked::print(model, returned)
    {
        return tracked;
    }
    let body = closure(model);
    // A condition looks at the value itself, and may look at parameters.
    if is_called_result(returned) || model.condition.is_some() {
        return run_judged(model, returned, &quote!(run), &body);
    }
    let (ty, call) = (hygiene::returns(), hygiene::call());
    let (hand, seen) = (hygiene::hand(), hygiene::seen());
    let judge = judge::print(model, &seen);
    quote! {
        let #ty = #root::Type::<#returned>::NEW;
        let #hand = {
            use #root::traits::*;
            (&&#ty).__frosted_hand()
        };
        let #seen = #root::seen_by(#hand, #ty);
        return #root::Hand::end(#hand, #call, #ty, #judge, #body)
    }
}

/// What is called so can be an alias of it, or another type, but nothing that runs later.
fn is_called_result(returned: &Type) -> bool {
    let last = match returned {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    last.is_some_and(|last| last.ident == "Result")
}

fn run_judged(
    model: &Model,
    returned: &Type,
    run: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let root = &model.root;
    let (ty, call) = (hygiene::returns(), hygiene::call());
    let judge = judge::print(model, &ty);
    let later = matches!(model.returns, Returns::Later(..));
    let hint = (!later && is_partly_unnamed(returned)).then(|| expansion::hint(&model.root));
    let borrowed = model.returns.is_async().then(|| quote!(&mut));
    quote! {
        let #ty = #root::Type::<#returned>::NEW;
        #hint
        return #root::#run(#borrowed #call, #ty, #judge, #body)
    }
}
