//! What will be generated: nothing in it can be wrong any more.

use super::Style;
use super::ast::{Ast, Capture, Condition};
use super::fields::{FieldName, Source};
use super::twins;
use crate::args::labels::Label;
use crate::args::level::Level;
use crate::args::slo::Slo;
use crate::item::{Body, Function, Returns, mentions};
use crate::paths::Root;
use crate::witness;
use proc_macro2::{Group, TokenStream};
use quote::{format_ident, quote};
use std::time::Duration;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, Meta, Signature};

/// One observed function.
pub(super) struct Model {
    pub(super) root: Root,
    pub(super) style: Style,
    pub(super) head: TokenStream,
    pub(super) body: Group,
    pub(super) function: String,
    pub(super) name: Option<Expr>,
    pub(super) target: Option<Expr>,
    pub(super) level: Option<Level>,
    pub(super) kind: Option<String>,
    pub(super) parent: Option<Expr>,
    pub(super) follows_from: Option<Expr>,
    pub(super) fields: Vec<(FieldName, Source)>,
    /// Parameters that are handed to the body after they were recorded.
    pub(super) twins: Vec<twins::Twin>,
    pub(super) returns: Returns,
    /// `#[track_caller]`
    pub(super) tracks_caller: bool,
    pub(super) err: Capture,
    pub(super) ret: Option<Capture>,
    pub(super) condition: Option<Condition>,
    pub(super) slow: Option<Duration>,
    pub(super) metrics: bool,
    pub(super) strict: bool,
    /// The labels, and the values that each can have.
    pub(super) labels: Vec<(Label, TokenStream)>,
    pub(super) buckets: Vec<Duration>,
    pub(super) slo: Option<Slo>,
}

impl Model {
    /// Whether calls are counted in another way than usual.
    pub(super) fn counts_its_own_way(&self) -> bool {
        !self.labels.is_empty() || !self.buckets.is_empty() || self.slo.is_some()
    }
}

/// The model, if the function has a body.
pub(super) fn build(
    ast: Ast,
    mut fields: Vec<(FieldName, Source)>,
    function: &Function,
    style: Style,
    owner: &str,
) -> Option<Model> {
    let Body::Block(body) = &function.body else {
        return None;
    };
    let name = match ast.name {
        Some(name) if is_dependent(&name, &function.signature) => {
            let field = FieldName::Text("otel.name".to_owned());
            fields.push((field, Source::Explicit(name)));
            None
        }
        name => name,
    };
    let asks = ast.ret.is_some() || !ast.conditions.is_empty();
    let returns = Returns::of(&function.signature, asks);
    let tests = ast.conditions.iter().map(|condition| &condition.test);
    let labels = ast.labels.iter().map(|label| &label.value);
    let written: Vec<&Expr> = [&ast.parent, &ast.follows_from]
        .into_iter()
        .flatten()
        .chain(tests)
        .chain(labels)
        .collect();
    let twins = twins::of(function, &fields, &written, &returns, body);
    let Function {
        attributes,
        visibility,
        ..
    } = function;
    let signature = twins::signature(function, &twins);
    let root = Root::new(ast.root);
    let labels = ast.labels.into_iter().map(|label| {
        let values = witness::values(&root, &label, &function.signature);
        (label, values)
    });
    Some(Model {
        labels: labels.collect(),
        root,
        style,
        head: quote!(#(#attributes)* #visibility #signature),
        body: body.clone(),
        function: format!("{owner}{}", function.signature.ident.unraw()),
        name,
        target: ast.target,
        level: ast.level,
        kind: ast.kind,
        parent: ast.parent,
        follows_from: ast.follows_from,
        fields,
        twins,
        returns,
        tracks_caller: attributes.iter().any(tracks_caller),
        err: ast.err,
        ret: ast.ret,
        condition: ast.conditions.into_iter().next(),
        slow: ast.slow,
        metrics: ast.metrics.unwrap_or(true),
        strict: ast.strict,
        buckets: ast.buckets,
        slo: ast.slo,
    })
}

/// Also under a condition: the body may as well run where it stands.
fn tracks_caller(attribute: &Attribute) -> bool {
    let speaks_of_it = |tokens: &TokenStream| mentions(tokens, &format_ident!("track_caller"));
    match &attribute.meta {
        Meta::Path(path) => path.is_ident("track_caller"),
        Meta::List(list) => list.path.is_ident("cfg_attr") && speaks_of_it(&list.tokens),
        Meta::NameValue(_) => false,
    }
}

/// `Self::NAME`, `<T as Named>::NAME`, `T::NAME`: a static cannot name these, so such a name is
/// recorded with each call.
pub(super) fn is_dependent(name: &Expr, signature: &Signature) -> bool {
    let Expr::Path(path) = name else {
        return false;
    };
    let first = path.path.segments.first().map(|first| &first.ident);
    let mut parameters = signature.generics.type_params();
    path.qself.is_some()
        || first.is_some_and(|first| {
            first == "Self" || parameters.any(|parameter| parameter.ident == *first)
        })
}
