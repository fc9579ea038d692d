//! What will be generated: nothing in it can be wrong any more.

use super::ast::{Ast, Capture};
use super::field::{self, Name};
use super::format::Format;
use super::level::Level;
use crate::item::{Body, Function, Future, peeled};
use crate::names;
use crate::paths::Root;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::visit_mut::VisitMut;
use syn::{Expr, Ident, ReturnType, Signature, Type};

/// One observed function.
pub(super) struct Model {
    pub(super) root: Root,
    pub(super) head: TokenStream,
    pub(super) body: TokenStream,
    pub(super) is_async: bool,
    pub(super) function: String,
    pub(super) name: Option<Expr>,
    pub(super) target: Option<Expr>,
    pub(super) level: Option<Level>,
    pub(super) kind: String,
    pub(super) fields: Vec<(FieldName, Source)>,
    /// What the parameters bind, the receiver included, in the order of declaration. Names with a
    /// leading underscore are left out: to mention them would be a lint.
    pub(super) bindings: Vec<Ident>,
    pub(super) returns: Returns,
    pub(super) err: Capture,
    pub(super) ret: Option<Capture>,
}

/// A field's name in the span.
pub(super) enum FieldName {
    Text(String),
    Constant(Expr),
}

/// Where a field's value comes from.
pub(super) enum Source {
    /// A parameter, through the tiers of an argument.
    Parameter(Ident),
    /// An expression that somebody wrote, through the tiers of an explicit field.
    Explicit(Expr),
    Display(Expr),
    Debug(Expr),
    /// Declared only; recorded later.
    Later,
}

/// The return type.
pub(super) enum Returns {
    /// None is written.
    Nothing,
    /// `-> !`: the body never hands anything over.
    Never,
    /// A type that a binding can name, with `_` in place of what it cannot.
    Type(Box<Type>),
    /// `-> impl Trait`: nothing is known of it here.
    Opaque,
    /// A future, with its type if it can be named.
    Future(Future, Option<Box<Type>>),
}

impl Returns {
    /// Whether the returned value, or what the returned future resolves to, can be looked at.
    pub(super) fn can_be_judged(&self) -> bool {
        matches!(self, Self::Type(_) | Self::Future(..))
    }
}

/// The model, if the function has a body.
pub(super) fn build(ast: Ast, function: &Function) -> Option<Model> {
    let Body::Block(body) = &function.body else {
        return None;
    };
    let Function {
        attributes,
        visibility,
        signature,
        ..
    } = function;
    let mut fields = fields(&ast, function);
    let name = match ast.name {
        Some(name) if is_of_self(&name) => {
            fields.push((
                FieldName::Text("otel.name".to_owned()),
                Source::Explicit(name),
            ));
            None
        }
        name => name,
    };
    Some(Model {
        head: quote!(#(#attributes)* #visibility #signature),
        body: body.clone(),
        is_async: signature.asyncness.is_some(),
        function: signature.ident.unraw().to_string(),
        returns: returns(signature),
        fields,
        bindings: bindings(function),
        root: Root::new(ast.root),
        name,
        target: ast.target,
        level: ast.level,
        kind: ast.kind.unwrap_or_else(|| "internal".to_owned()),
        err: ast.err,
        ret: ast.ret,
    })
}

fn bindings(function: &Function) -> Vec<Ident> {
    let receiver = function.signature.receiver();
    // With the span of the user's `self`, which knows where it was written.
    let receiver = receiver.map(|receiver| Ident::new("self", receiver.self_token.span));
    let parameters = function.parameters().into_iter();
    let present = parameters.filter(|parameter| !parameter.conditional);
    let used = present
        .map(|parameter| parameter.name)
        .filter(|name| !name.to_string().starts_with('_'));
    receiver.into_iter().chain(used).collect()
}

/// `Self::NAME`: a static cannot name `Self`, so such a name is recorded with each call.
fn is_of_self(name: &Expr) -> bool {
    let first = match name {
        Expr::Path(path) => path.path.segments.first(),
        _ => None,
    };
    first.is_some_and(|first| first.ident == "Self")
}

fn returns(signature: &Signature) -> Returns {
    let ReturnType::Type(_, written) = &signature.output else {
        return Returns::Nothing;
    };
    let future = Future::of(written).filter(|_| signature.asyncness.is_none());
    match (peeled(written), future) {
        (Type::ImplTrait(_), Some(kind)) => Returns::Future(kind, None),
        (other, Some(kind)) => Returns::Future(kind, Some(Box::new(nameable(other)))),
        (Type::Never(_), None) => Returns::Never,
        (Type::ImplTrait(_), None) => Returns::Opaque,
        (other, None) => Returns::Type(Box::new(nameable(other))),
    }
}

fn nameable(written: &Type) -> Type {
    let mut named = written.clone();
    EraseImplTrait.visit_type_mut(&mut named);
    named
}

/// Writes `_` for every `impl Trait`, which a binding cannot name.
struct EraseImplTrait;

impl VisitMut for EraseImplTrait {
    fn visit_type_mut(&mut self, written: &mut Type) {
        if matches!(written, Type::ImplTrait(_)) {
            *written = syn::parse_quote!(_);
        } else {
            syn::visit_mut::visit_type_mut(self, written);
        }
    }
}

/// The parameters that may be recorded, then what `fields(..)` says; an explicit field replaces
/// the parameter of its name.
fn fields(ast: &Ast, function: &Function) -> Vec<(FieldName, Source)> {
    let parameters: Vec<Ident> = function
        .parameters()
        .into_iter()
        .filter(|parameter| !parameter.conditional && !parameter.sensitive)
        .map(|parameter| parameter.name)
        .collect();
    let explicit: Vec<_> = ast
        .fields
        .iter()
        .map(|field| (name(&field.name), source(field, &parameters)))
        .collect();
    let mut fields = Vec::new();
    for parameter in &parameters {
        let text = parameter.unraw().to_string();
        let replaced = explicit
            .iter()
            .any(|(name, _)| matches!(name, FieldName::Text(name) if *name == text));
        if !replaced && !is_skipped(ast, parameter, &text) {
            fields.push((FieldName::Text(text), Source::Parameter(parameter.clone())));
        }
    }
    fields.extend(explicit);
    fields
}

/// A leading underscore says that nobody uses the parameter, and so do we not.
fn is_skipped(ast: &Ast, parameter: &Ident, text: &str) -> bool {
    ast.skip_all.is_some()
        || ast
            .skip
            .iter()
            .any(|skipped| skipped.unraw() == parameter.unraw())
        || text.starts_with('_')
        || (names::is_sensitive(text) && !names::is_measure(text))
}

fn name(name: &Name) -> FieldName {
    match name {
        Name::Text(text) => FieldName::Text(text.clone()),
        Name::Constant(expression) => FieldName::Constant(expression.clone()),
    }
}

fn source(field: &field::Field, parameters: &[Ident]) -> Source {
    match (&field.value, &field.name) {
        (Some(value), _) if value.is_empty() => Source::Later,
        (Some(value), _) => match value.format {
            Format::Safe => Source::Explicit(value.expression.clone()),
            Format::Display => Source::Display(value.expression.clone()),
            Format::Debug => Source::Debug(value.expression.clone()),
        },
        // A bare name means the parameter of that name.
        (None, Name::Text(name)) => parameters
            .iter()
            .find(|parameter| parameter.unraw() == name)
            .map_or(Source::Later, |parameter| {
                Source::Parameter(parameter.clone())
            }),
        (None, Name::Constant(_)) => Source::Later,
    }
}
