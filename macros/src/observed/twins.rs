//! Parameters that are recorded first and handed to the body after, under the user's own name.
//!
//! In the signature such a parameter has a twin of its name, which only the expansion sees. That
//! keeps two promises. A parameter that the body never uses, or only assigns to, is still unused to
//! the compiler, although we recorded it. And in an `async fn` nothing that was borrowed to be recorded lives
//! across an `await`, so the future holds no second copy of it.

use super::fields::{FieldName, Source};
use super::model::Returns;
use crate::hygiene;
use crate::item::{Attributes, Function, Parameter, mentions};
use proc_macro2::{Group, Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{Expr, FieldPat, FnArg, PatIdent, Signature, Token};

/// A parameter with a twin.
pub(super) struct Twin {
    pub(super) name: Ident,
    pub(super) mutability: Option<Token![mut]>,
    pub(super) recorded: bool,
}

/// The parameters that need a twin.
pub(super) fn of(
    function: &Function,
    fields: &[(FieldName, Source)],
    written: &[Option<&Expr>],
    returns: &Returns,
    body: &Group,
) -> Vec<Twin> {
    let mut explicit: TokenStream = fields.iter().filter_map(|(_, it)| it.written()).collect();
    explicit.extend(
        written
            .iter()
            .copied()
            .flatten()
            .map(ToTokens::to_token_stream),
    );
    let recorded = |name: &Ident| {
        fields
            .iter()
            .any(|(_, source)| matches!(source, Source::Parameter(it) if it == name))
    };
    let needs = |parameter: &Parameter| {
        let name = &parameter.name;
        let asked = mentions(&explicit, name);
        let used = mentions(&body.stream(), name);
        if returns.is_async() {
            // What only the attribute speaks of is the attribute's, to move if it likes.
            (asked && used) || (recorded(name) && !asked)
        } else {
            // What a closure assigns to is its captive, of which nobody says that it is not read.
            let assigned = parameter.mutability.is_some();
            let captured = assigned && !matches!(returns, Returns::Unseen);
            !asked && (captured || (recorded(name) && (assigned || !used)))
        }
    };
    let parameters = function.parameters().into_iter();
    parameters
        .filter(|parameter| parameter.attributes == Attributes::None && needs(parameter))
        .map(|parameter| Twin {
            recorded: recorded(&parameter.name),
            name: parameter.name,
            mutability: parameter.mutability,
        })
        .collect()
}

/// The signature with the twins in place.
pub(super) fn signature(function: &Function, twins: &[Twin]) -> Signature {
    let mut signature = function.signature.clone();
    if twins.is_empty() {
        return signature;
    }
    for input in &mut signature.inputs {
        if let FnArg::Typed(parameter) = input {
            Rename(twins).visit_pat_mut(&mut parameter.pat);
        }
    }
    signature
}

struct Rename<'t>(&'t [Twin]);

impl VisitMut for Rename<'_> {
    /// `Point { x }` is short for `Point { x: x }`, of which only the second is a binding.
    fn visit_field_pat_mut(&mut self, field: &mut FieldPat) {
        if field.colon_token.is_none() {
            field.colon_token = Some(Token![:](proc_macro2::Span::mixed_site()));
        }
        self.visit_pat_mut(&mut field.pat);
    }

    fn visit_pat_ident_mut(&mut self, pattern: &mut PatIdent) {
        if self.0.iter().any(|twin| twin.name == pattern.ident) {
            pattern.ident = hygiene::twin(&pattern.ident);
            if pattern.by_ref.is_none() {
                pattern.mutability = None;
            }
        }
        if let Some((_, inner)) = &mut pattern.subpat {
            self.visit_pat_mut(inner);
        }
    }
}

/// Hands the parameters to the body: `let (mut a, b) = (a', b');`
pub(super) fn handed(twins: &[Twin]) -> TokenStream {
    if twins.is_empty() {
        return TokenStream::new();
    }
    let (bound, taken) = (bound(twins), taken(twins));
    quote!(let (#(#bound,)*) = (#(#taken,)*);)
}

/// The twins by name.
fn taken(twins: &[Twin]) -> impl Iterator<Item = Ident> {
    twins.iter().map(|twin| hygiene::twin(&twin.name))
}

/// Lends the parameters that are recorded, under the user's names: `let (a,) = (&a',);`
pub(super) fn lent(twins: &[Twin]) -> TokenStream {
    let recorded = || twins.iter().filter(|twin| twin.recorded);
    if recorded().next().is_none() {
        return TokenStream::new();
    }
    let names = recorded().map(|twin| &twin.name);
    let twins = recorded().map(|twin| hygiene::twin(&twin.name));
    quote!(let (#(#names,)*) = (#(&#twins,)*);)
}

/// Takes the parameters under the user's names: `let (a, b) = (a', b');`
pub(super) fn moved(twins: &[Twin]) -> TokenStream {
    let names = twins.iter().map(|twin| &twin.name);
    let twins = taken(twins);
    quote!(let (#(#names,)*) = (#(#twins,)*);)
}

/// The bindings as the user wrote them.
pub(super) fn bound(twins: &[Twin]) -> impl Iterator<Item = TokenStream> {
    twins.iter().map(|twin| {
        let Twin {
            name, mutability, ..
        } = twin;
        quote!(#mutability #name)
    })
}
