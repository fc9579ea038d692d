//! The procedural macros of frosted. Their documentation stands where users meet them, on the
//! re-exports of the crate `frosted`.
//!
//! Each macro is one folder with one pipeline: `ast` reads what was written, `validate` judges it
//! and reports every fault at once, `model` holds only what can be generated, `generate` prints
//! it and cannot fail. What they share: `args` (one argument core with one table of keys), `item`
//! (what an attribute stands on, its body kept as raw tokens), `diagnostics`, `expansion`,
//! `hygiene`, `messages`, `names`, `paths` and `witness`. The macro folders never import one another.

#![forbid(unsafe_code)]

mod args;
mod business;
mod diagnostics;
mod error_kind;
mod event;
mod expansion;
mod hygiene;
mod item;
mod label;
mod messages;
mod names;
mod observed;
mod paths;
mod redact;
mod slo;
mod witness;

#[cfg(test)]
mod goldens;
#[cfg(test)]
mod orders;

use observed::Style;
use proc_macro::TokenStream;

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro_attribute]
pub fn observed(arguments: TokenStream, item: TokenStream) -> TokenStream {
    observed::expand(arguments.into(), &item.into(), Style::Observed).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro_attribute]
pub fn instrument(arguments: TokenStream, item: TokenStream) -> TokenStream {
    observed::expand(arguments.into(), &item.into(), Style::Instrument).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro_attribute]
pub fn business_metric(arguments: TokenStream, item: TokenStream) -> TokenStream {
    business::expand(arguments.into(), &item.into()).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro_derive(Label, attributes(label))]
pub fn label(item: TokenStream) -> TokenStream {
    label::expand(item.into()).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro_derive(ErrorKind, attributes(error_kind, source, from))]
pub fn error_kind(item: TokenStream) -> TokenStream {
    error_kind::expand(item.into()).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro_derive(Redact, attributes(redact))]
pub fn redact(item: TokenStream) -> TokenStream {
    redact::expand(item.into()).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn slo(tokens: TokenStream) -> TokenStream {
    slo::expand(&tokens.into()).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn trace(tokens: TokenStream) -> TokenStream {
    event::expand(&tokens.into(), "TRACE").into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn debug(tokens: TokenStream) -> TokenStream {
    event::expand(&tokens.into(), "DEBUG").into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn info(tokens: TokenStream) -> TokenStream {
    event::expand(&tokens.into(), "INFO").into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn warn(tokens: TokenStream) -> TokenStream {
    event::expand(&tokens.into(), "WARN").into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn error(tokens: TokenStream) -> TokenStream {
    event::expand(&tokens.into(), "ERROR").into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn critical(tokens: TokenStream) -> TokenStream {
    event::expand(&tokens.into(), event::CRITICAL).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn bind(tokens: TokenStream) -> TokenStream {
    event::bind(&tokens.into(), event::Binding::ForGood).into()
}

#[allow(
    missing_docs,
    reason = "documented on the re-export of the crate `frosted`"
)]
#[proc_macro]
pub fn bound(tokens: TokenStream) -> TokenStream {
    event::bind(&tokens.into(), event::Binding::ForAWhile).into()
}
