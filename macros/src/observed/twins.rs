//! Parameters that are recorded first and handed to the body after, under the user's own name.
//!
//! In the signature such a parameter has a twin of its name, which only the expansion sees. That
//! keeps two promises. A parameter that the body never uses, or only assigns to, is still unused to
//! the compiler, although we recorded it. And in an `async fn` nothing that was borrowed to be
//! recorded lives across an `await`, so the future holds no second copy of it.

use super::fields::{FieldName, Source};
use crate::hygiene;
use crate::item::{Function, Parameter, Returns, Written, assigns_first, mentions};
use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, FieldPat, FnArg, PatIdent, Signature, Token};

/// A parameter with a twin.
pub(super) struct Twin {
    pub(super) name: Ident,
    pub(super) hidden: Ident,
    mutability: Option<Token![mut]>,
    /// What was written before the parameter.
    attributes: Vec<Attribute>,
    recorded: bool,
}

/// The parameters that need a twin.
pub(super) fn of(
    function: &Function,
    fields: &[(FieldName, Source)],
    written: &[&Expr],
    returns: &Returns,
    body: &Group,
) -> Vec<Twin> {
    let mut explicit: TokenStream = fields.iter().filter_map(|(_, it)| it.written()).collect();
    explicit.extend(written.iter().map(ToTokens::to_token_stream));
    let body = body.stream();
    // What an attribute below still has to read keeps its name.
    let attributes = function.attributes.iter();
    let read_below: TokenStream = attributes.map(|it| it.meta.to_token_stream()).collect();
    let recorded = |name: &Ident| {
        fields
            .iter()
            .any(|(_, source)| matches!(source, Source::Parameter(it, _) if it == name))
    };
    let needs = |parameter: &Parameter| {
        let name = &parameter.name;
        let (asked, used) = (mentions(&explicit, name), mentions(&body, name));
        if returns.is_async() {
            // What only the attribute speaks of is the attribute's, to move if it likes.
            return (asked && used) || (recorded(name) && !asked);
        }
        // What a closure assigns to is its captive, of which nobody says that it is not read.
        let assigned = parameter.mutability.is_some() && assigns_first(&body, name);
        let captured = assigned && !matches!(returns, Returns::Unseen);
        // Of a scalar nobody asks how it is used, but whether it is. The name alone does not say.
        let unsure = parameter.written == Written::Scalar && parameter.mutability.is_none();
        !asked && (captured || (recorded(name) && (assigned || unsure || !used)))
    };
    let parameters = function.parameters().into_iter();
    parameters
        .filter(|parameter| parameter.certain && !mentions(&read_below, &parameter.name))
        .filter(needs)
        .map(|parameter| Twin {
            recorded: recorded(&parameter.name),
            hidden: hygiene::twin(&parameter.name),
            name: parameter.name,
            mutability: parameter.mutability,
            attributes: parameter.attributes,
        })
        .collect()
}

/// The signature with the twins in place. What was written before such a parameter goes with it
/// to where it is handed to the body.
pub(super) fn signature(function: &Function, twins: &[Twin]) -> Signature {
    let mut signature = function.signature.clone();
    for input in &mut signature.inputs {
        if let FnArg::Typed(parameter) = input {
            let mut rename = Rename {
                twins,
                renamed: false,
            };
            rename.visit_pat_mut(&mut parameter.pat);
            if rename.renamed {
                parameter.attrs.clear();
            }
        }
    }
    signature
}

struct Rename<'t> {
    twins: &'t [Twin],
    renamed: bool,
}

impl VisitMut for Rename<'_> {
    /// `Point { x }` is short for `Point { x: x }`, of which only the second is a binding.
    fn visit_field_pat_mut(&mut self, field: &mut FieldPat) {
        let around = std::mem::take(&mut self.renamed);
        self.visit_pat_mut(&mut field.pat);
        if self.renamed && field.colon_token.is_none() {
            field.colon_token = Some(Token![:](Span::mixed_site()));
        }
        self.renamed |= around;
    }

    fn visit_pat_ident_mut(&mut self, pattern: &mut PatIdent) {
        if let Some(twin) = self.twins.iter().find(|twin| twin.name == pattern.ident) {
            pattern.ident = twin.hidden.clone();
            if pattern.by_ref.is_none() {
                pattern.mutability = None;
            }
            self.renamed = true;
        }
        if let Some((_, inner)) = &mut pattern.subpat {
            self.visit_pat_mut(inner);
        }
    }
}

/// Hands the parameters to the body, as the user wrote them: `let (mut a,) = (a',);`. In a pattern
/// of more than a name, what is never read is shown at the name.
pub(super) fn handed(twins: &[Twin]) -> TokenStream {
    let statements = twins.iter().map(|it| {
        let Twin {
            name,
            hidden,
            mutability,
            attributes,
            ..
        } = it;
        quote!(#(#attributes)* let (#mutability #name,) = (#hidden,);)
    });
    statements.collect()
}

/// Lends the parameters that are recorded, under the user's names: `let (a,) = (&a',);`
pub(super) fn lent(twins: &[Twin]) -> TokenStream {
    let recorded: Vec<_> = twins.iter().filter(|twin| twin.recorded).collect();
    if recorded.is_empty() {
        return TokenStream::new();
    }
    let names = recorded.iter().map(|twin| &twin.name);
    let twins = recorded.iter().map(|twin| &twin.hidden);
    quote!(let (#(#names,)*) = (#(&#twins,)*);)
}

/// Takes the parameters under the user's names: `let (a, b) = (a', b');`
pub(super) fn moved(twins: &[Twin]) -> TokenStream {
    let names = twins.iter().map(|twin| &twin.name);
    let twins = twins.iter().map(|twin| &twin.hidden);
    quote!(let (#(#names,)*) = (#(#twins,)*);)
}
