//! Which fields a span has, and where their values come from.

use super::Style;
use super::ast::Ast;
use super::said::Said;
use crate::args::class::Class;
use crate::args::field::{Field, Name};
use crate::args::format::Format;
use crate::item::{Function, Parameter, Written};
use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Expr, FnArg, Pat};

/// A field's name in the span.
pub(super) enum FieldName {
    Text(String),
    Constant(Expr),
}

/// Where a field's value comes from.
pub(super) enum Source {
    /// A parameter.
    Parameter(Ident, How),
    /// An expression that somebody wrote, through the tiers of an explicit field.
    Explicit(Expr),
    Display(Expr),
    Debug(Expr),
    /// What `tracing` takes as it is.
    Native(Expr),
    /// Declared only; recorded later.
    Later,
}

/// How a parameter is recorded.
#[derive(Clone)]
pub(super) enum How {
    /// Through the tiers of an argument.
    Tiers,
    /// If it has rules of its own: what held it may have had some.
    Rules,
    /// As it is, because the attribute says that it may be.
    Public,
    /// As a value of this class.
    Classed(Class),
    /// As `tracing` takes it natively.
    Native,
    Debug,
}

impl Source {
    /// The user's own tokens in it.
    pub(super) fn written(&self) -> Option<TokenStream> {
        match self {
            Self::Explicit(value)
            | Self::Display(value)
            | Self::Debug(value)
            | Self::Native(value) => Some(value.to_token_stream()),
            Self::Parameter(..) | Self::Later => None,
        }
    }
}

/// The parameters that are recorded, then what `fields(..)` says; an explicit field replaces the
/// parameter of its name.
pub(super) fn of(ast: &Ast, function: &Function, style: Style) -> Vec<(FieldName, Source)> {
    let present = function.parameters().into_iter();
    let shown = present.filter(|parameter| parameter.certain && !parameter.sensitive);
    let shown: Vec<Parameter> = shown.collect();
    let named = |is: fn(&Parameter) -> bool| -> Vec<Ident> {
        let named = shown.iter().filter(|it| is(it));
        named.map(|it| it.name.clone()).collect()
    };
    let parameters = named(|_| true);
    let texts = named(|it| it.written == Written::Text);
    let inside = named(|it| it.inside);
    let explicit: Vec<_> = ast
        .fields
        .iter()
        .map(|field| (name(&field.name), source(field, &parameters, style)))
        .collect();
    let recorded = match style {
        Style::Observed => observed(ast, &parameters, &texts, &inside),
        Style::Instrument => instrumented(ast, function, &parameters),
    };
    let said: Vec<_> = ast.said.iter().map(said).collect();
    let spoken_of = |name: &str| ast.said.iter().any(|it| it.name.unraw() == name);
    let replaced = |name: &str| {
        let mut names = explicit.iter().map(|(name, _)| name);
        names.any(|it| matches!(it, FieldName::Text(text) if text == name))
    };
    let mut fields: Vec<_> = recorded
        .into_iter()
        .filter(|(name, _)| ast.skip_all.is_none() && !spoken_of(name))
        .chain(said)
        .filter(|(name, _)| !replaced(name))
        .map(|(name, source)| (FieldName::Text(name), source))
        .collect();
    fields.extend(explicit);
    fields
}

/// A parameter of which the attribute says what it is.
fn said(said: &Said) -> (String, Source) {
    let how = match &said.class {
        Some(class) => How::Classed(class.clone()),
        None => How::Public,
    };
    let name = said.name.unraw().to_string();
    (name, Source::Parameter(said.name.clone(), how))
}

/// Every parameter, but for those whose name speaks of a secret, those that are skipped, those that
/// are text, and those with a leading underscore, which nobody uses.
fn observed(
    ast: &Ast,
    parameters: &[Ident],
    texts: &[Ident],
    inside: &[Ident],
) -> Vec<(String, Source)> {
    let shown = parameters
        .iter()
        // A strict function must say of texts too what they are.
        .filter(|name| !is_skipped(ast, name) && (ast.strict || !texts.contains(name)));
    shown
        .map(|name| {
            let how = if inside.contains(name) {
                How::Rules
            } else {
                How::Tiers
            };
            let source = Source::Parameter(name.clone(), how);
            (name.unraw().to_string(), source)
        })
        .filter(|(name, _)| !name.starts_with('_'))
        .collect()
}

/// What `tracing` records: every parameter and `self`, natively if the type is written as one of
/// the types it knows, else with `Debug`.
fn instrumented(ast: &Ast, function: &Function, parameters: &[Ident]) -> Vec<(String, Source)> {
    let mut fields = Vec::new();
    if let Some(receiver) = function.signature.receiver()
        && !ast.skip_self
    {
        let value = Ident::new("self", receiver.self_token.span);
        fields.push(("self".to_owned(), Source::Debug(syn::parse_quote!(#value))));
    }
    let seen = seen_by_tracing(function);
    let recorded = |name: &&Ident| seen.contains(*name) && !is_skipped(ast, name);
    for name in parameters.iter().filter(recorded) {
        let how = if is_native(function, name) {
            How::Native
        } else {
            How::Debug
        };
        let source = Source::Parameter(name.clone(), how);
        fields.push((name.unraw().to_string(), source));
    }
    fields
}

/// The types that `tracing` records natively, as they are written.
const NATIVE: &[&str] = &[
    "bool",
    "str",
    "u8",
    "i8",
    "u16",
    "i16",
    "u32",
    "i32",
    "u64",
    "i64",
    "u128",
    "i128",
    "f32",
    "f64",
    "usize",
    "isize",
    "String",
    "NonZeroU8",
    "NonZeroI8",
    "NonZeroU16",
    "NonZeroI16",
    "NonZeroU32",
    "NonZeroI32",
    "NonZeroU64",
    "NonZeroI64",
    "NonZeroU128",
    "NonZeroI128",
    "NonZeroUsize",
    "NonZeroIsize",
    "Wrapping",
];

fn is_native(function: &Function, name: &Ident) -> bool {
    let mut inputs = function.signature.inputs.iter();
    inputs.any(|input| match input {
        FnArg::Typed(typed) => binds(&typed.pat, name) && is_native_type(&typed.ty),
        FnArg::Receiver(_) => false,
    })
}

/// The names in the patterns that `tracing` looks into.
fn seen_by_tracing(function: &Function) -> Vec<Ident> {
    fn collect(pattern: &Pat, names: &mut Vec<Ident>) {
        match pattern {
            Pat::Ident(pattern) => names.push(pattern.ident.clone()),
            Pat::Reference(pattern) => collect(&pattern.pat, names),
            Pat::Struct(it) => it.fields.iter().for_each(|it| collect(&it.pat, names)),
            Pat::Tuple(it) => it.elems.iter().for_each(|it| collect(it, names)),
            Pat::TupleStruct(it) => it.elems.iter().for_each(|it| collect(it, names)),
            _ => {}
        }
    }
    let mut names = Vec::new();
    for input in &function.signature.inputs {
        if let FnArg::Typed(typed) = input {
            collect(&typed.pat, &mut names);
        }
    }
    names
}

/// Whether a pattern is this name, behind references perhaps.
fn binds(pattern: &Pat, name: &Ident) -> bool {
    match pattern {
        Pat::Ident(pattern) => pattern.ident == *name,
        Pat::Reference(reference) => binds(&reference.pat, name),
        _ => false,
    }
}

fn is_native_type(written: &syn::Type) -> bool {
    match crate::item::peeled(written) {
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            NATIVE.contains(&name.as_str())
        }),
        syn::Type::Reference(reference) => is_native_type(&reference.elem),
        _ => false,
    }
}

fn is_skipped(ast: &Ast, parameter: &Ident) -> bool {
    let text = parameter.unraw().to_string();
    let mut skipped = ast.skip.iter();
    skipped.any(|skipped| skipped.unraw() == text)
        || (names::is_sensitive(&text) && !names::is_measure(&text))
}

fn name(name: &Name) -> FieldName {
    match name {
        Name::Text(text) => FieldName::Text(text.clone()),
        Name::Constant(expression) => FieldName::Constant(expression.clone()),
    }
}

fn source(field: &Field, parameters: &[Ident], style: Style) -> Source {
    match (&field.value, &field.name, style) {
        (Some(value), _, _) if value.is_empty() => Source::Later,
        (Some(value), _, style) => match (value.format, style) {
            (Format::Safe, Style::Observed) => Source::Explicit(value.expression.clone()),
            (Format::Safe, Style::Instrument) => Source::Native(value.expression.clone()),
            (Format::Display, _) => Source::Display(value.expression.clone()),
            (Format::Debug, _) => Source::Debug(value.expression.clone()),
        },
        // A bare name means the parameter of that name, if there is one.
        (None, Name::Text(name), Style::Observed) => {
            let mut parameters = parameters.iter();
            let found = parameters.find(|parameter| parameter.unraw() == name);
            found.map_or(Source::Later, |found| {
                Source::Parameter(found.clone(), How::Tiers)
            })
        }
        (None, ..) => Source::Later,
    }
}
