//! Prints the model. The expansion is thin: a static site, one call begun, the untouched body, one
//! call ended. Everything else is ordinary code of the runtime.

use super::ast::Capture;
use super::format::Format;
use super::level::Level;
use super::model::{FieldName, Model, Returns, Source};
use crate::hygiene;
use crate::item::Future;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Type;

pub(super) fn print(model: &Model) -> TokenStream {
    let Model { root, head, .. } = model;
    let site = site(model);
    let begin = begin(model);
    let run = match (&model.returns, model.is_async) {
        (Returns::Future(kind, named), _) => run_future(model, *kind, named.as_deref()),
        (Returns::Never | Returns::Opaque, false) => run_inline(model),
        (_, false) => run_sync(model),
        (_, true) => run_async(model),
    };
    let traits = asks_for_tiers(model).then(|| quote!(use #root::traits::*;));
    quote! {
        #head {
            #traits
            #site
            #begin
            #run
        }
    }
}

/// Whether a tier is looked up anywhere: importing what nobody uses would be a lint.
fn asks_for_tiers(model: &Model) -> bool {
    let probes = |source: &Source| matches!(source, Source::Parameter(_) | Source::Explicit(_));
    model.returns.can_be_judged() || model.fields.iter().any(|(_, it)| probes(it))
}

/// The static description, and its place in the list of all functions.
fn site(model: &Model) -> TokenStream {
    let Model {
        root,
        function,
        kind,
        ..
    } = model;
    let site = hygiene::site();
    let name = or(model.name.as_ref(), quote!(#function));
    let target = or(model.target.as_ref(), quote!(::core::module_path!()));
    let level = level(model, model.level.as_ref(), "INFO");
    let fields = model.fields.iter().map(|(name, _)| match name {
        FieldName::Text(name) => quote!(#name),
        FieldName::Constant(name) => quote!(#name),
    });
    quote! {
        static #site: #root::Site = #root::Site::new(
            #root::Spec {
                name: #name,
                function: #function,
                module: ::core::module_path!(),
                target: #target,
                level: #level,
                file: ::core::file!(),
                line: ::core::line!(),
                kind: #kind,
                fields: &[#(#fields),*],
            },
            &#site,
        );
        #root::register!(#site);
    }
}

/// The call, with its fields if anybody wants them.
fn begin(model: &Model) -> TokenStream {
    let Model { root, fields, .. } = model;
    let (site, call) = (hygiene::site(), hygiene::call());
    if fields.is_empty() {
        return quote!(let #call = #root::Call::start(&#site, &[]););
    }
    let values = fields.iter().map(|(_, source)| match source {
        Source::Parameter(name) => quote!((&&#root::Probe(&#name)).__frosted_capture()),
        Source::Explicit(value) => quote!((&&&#root::Explicit(&(#value))).__frosted_capture()),
        Source::Display(value) => quote!(#root::display(&(#value))),
        Source::Debug(value) => quote!(#root::debug(&(#value))),
        Source::Later => quote!(#root::Captured::Nothing),
    });
    quote! {
        let #call = if #root::Site::records(&#site) {
            #root::Call::start(&#site, &[#(#values),*])
        } else {
            #root::Call::start(&#site, &[])
        };
    }
}

/// A body whose result is handed over as it is: `impl Trait`, which no closure could return and
/// keep, and `!`. The call ends when it is dropped.
fn run_inline(model: &Model) -> TokenStream {
    let Model { root, body, .. } = model;
    let (call, entered) = (hygiene::call(), hygiene::entered());
    quote! {
        let #call = #root::Call::until_dropped(#call);
        let #entered = #root::Call::enter(&#call);
        { #body }
    }
}

fn run_sync(model: &Model) -> TokenStream {
    let Model { root, body, .. } = model;
    let (call, entered) = (hygiene::call(), hygiene::entered());
    let (owned, returned) = (owned(model), hygiene::returned());
    let named = match &model.returns {
        Returns::Type(named) => quote!(#named),
        _ => quote!(()),
    };
    let run = quote!({
        let #entered = #root::Call::enter(&#call);
        #root::invoke::<#named>(move || { #owned { #body } })
    });
    let finish = finish(model);
    match &model.returns {
        Returns::Nothing => quote!(#run; #finish),
        _ => quote!(let #returned = #run; #finish #returned),
    }
}

fn run_async(model: &Model) -> TokenStream {
    let Model { root, body, .. } = model;
    let (call, returned) = (hygiene::call(), hygiene::returned());
    let (owned, finish) = (owned(model), finish(model));
    let (hint, named) = match &model.returns {
        Returns::Type(named) => (
            quote!(if false { return #root::never::<#named>(); }),
            quote!(: (#named, _)),
        ),
        Returns::Nothing => (TokenStream::new(), quote!(: ((), _))),
        _ => (TokenStream::new(), TokenStream::new()),
    };
    // The hint stands outside of the body's block, where the body's own items do not reach it.
    quote! {
        let (#returned, #call) #named =
            #root::Call::drive(#call, async move { #owned #hint { #body } }).await;
        #finish
        #returned
    }
}

/// A body that makes a future: the call begins with it and ends with the future, which is wrapped
/// into another of the kind that the signature promises.
fn run_future(model: &Model, kind: Future, named: Option<&Type>) -> TokenStream {
    let Model { root, body, .. } = model;
    let (call, entered) = (hygiene::call(), hygiene::entered());
    let (owned, returned) = (owned(model), hygiene::returned());
    let (finish, future) = (finish(model), hygiene::future());
    let typed = named.map(|named| quote!(::<#named>));
    let wrapped = quote!(async move {
        let (#returned, #call) = #future.await;
        #finish
        #returned
    });
    let wrapped = match kind {
        Future::Opaque => wrapped,
        Future::Boxed => quote!(::std::boxed::Box::pin(#wrapped)),
    };
    quote! {
        let #future = {
            let #entered = #root::Call::enter(&#call);
            #root::invoke #typed (move || { #owned { #body } })
        };
        let #future = #root::Call::drive(#call, #future);
        #wrapped
    }
}

/// Makes the body own every parameter, also one that it does not mention, so that all are dropped
/// before the call ends and in the order of a plain function.
fn owned(model: &Model) -> TokenStream {
    let bindings = model.bindings.iter().rev();
    if model.bindings.is_empty() {
        TokenStream::new()
    } else {
        quote!(let _ = (#(&#bindings,)*);)
    }
}

/// Ends a call that returned.
fn finish(model: &Model) -> TokenStream {
    let root = &model.root;
    let call = hygiene::call();
    if !model.returns.can_be_judged() {
        return quote!(#root::Call::finish(#call, &#root::Verdict::Ok););
    }
    let verdict = hygiene::verdict();
    let announce = model.ret.as_ref().map(|ret| announce(model, ret));
    let judged = judge(model);
    quote! {
        #announce
        let #verdict = #judged;
        #root::Call::finish(#call, &#verdict);
    }
}

/// What the return value says of the call, and what `err` makes of it.
fn judge(model: &Model) -> TokenStream {
    let Model { root, err, .. } = model;
    let returned = hygiene::returned();
    let mut verdict = quote!((&&&#root::Returned(&#returned)).__frosted_verdict());
    if err.off {
        verdict = quote!(#root::Verdict::silent(#verdict));
    }
    if err.level.is_some() {
        let level = level(model, err.level.as_ref(), "ERROR");
        verdict = quote!(#root::Verdict::at(#verdict, #level));
    }
    match err.format {
        Format::Safe => verdict,
        Format::Display => quote!(#root::error_display(&#returned, #verdict)),
        Format::Debug => quote!(#root::error_debug(&#returned, #verdict)),
    }
}

/// The event of the returned value, inside the span.
fn announce(model: &Model, ret: &Capture) -> TokenStream {
    let root = &model.root;
    let (site, call) = (hygiene::site(), hygiene::call());
    let (entered, returned) = (hygiene::entered(), hygiene::returned());
    let level = level(model, ret.level.as_ref(), "INFO");
    let value = match ret.format {
        Format::Safe => quote!((&&&#root::Returned(&#returned)).__frosted_return()),
        Format::Display => quote!((&&#root::Returned(&#returned)).__frosted_return_display()),
        Format::Debug => quote!((&&#root::Returned(&#returned)).__frosted_return_debug()),
    };
    quote! {
        {
            let #entered = #root::Call::enter(&#call);
            #root::announce_return(&#site, #level, &#value);
        }
    }
}

fn level(model: &Model, level: Option<&Level>, default: &str) -> TokenStream {
    let known = match level {
        Some(Level::Path(path)) => return quote!(#path),
        Some(Level::Known(name)) => name,
        None => default,
    };
    let root = &model.root;
    let name = Ident::new(known, Span::mixed_site());
    quote!(#root::Level::#name)
}

fn or(given: Option<&syn::Expr>, default: TokenStream) -> TokenStream {
    given.map_or(default, |given| quote!(#given))
}
