//! What will be generated: nothing in it can be wrong any more.

use super::ast::{Ast, Given};
use crate::args::level::Level;
use crate::hygiene;
use crate::names::snake_case;
use crate::paths::Root;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident};

/// One implementation.
pub(super) struct Model {
    pub(super) root: Root,
    pub(super) input: DeriveInput,
    pub(super) arms: Vec<Arm>,
    /// Whether the error is a response too.
    pub(super) response: bool,
}

/// One variant, or the struct.
pub(super) struct Arm {
    /// What matches it; `_` stands for a value that does not matter.
    pub(super) pattern: TokenStream,
    pub(super) answer: Answer,
}

/// What one variant says.
pub(super) enum Answer {
    /// What stands here.
    Own(Box<Own>),
    /// What the error inside says: the field's type, for where its fault is shown.
    Inner(TokenStream),
}

/// What is written, the type's own defaults included.
pub(super) struct Own {
    pub(super) kind: String,
    pub(super) class: Option<&'static str>,
    pub(super) level: Option<Level>,
    pub(super) retryable: Option<bool>,
    pub(super) status: Option<u16>,
    pub(super) text: Option<String>,
}

pub(super) fn build(ast: &Ast, input: &DeriveInput) -> Option<Model> {
    let arms = match &input.data {
        Data::Struct(data) => vec![arm(
            &quote!(Self),
            &input.ident,
            &data.fields,
            &ast.whole,
            None,
        )],
        Data::Enum(_) => ast
            .variants
            .iter()
            .map(|variant| {
                let name = &variant.name;
                let path = quote!(Self::#name);
                arm(
                    &path,
                    name,
                    &variant.fields,
                    &variant.given,
                    Some(&ast.whole),
                )
            })
            .collect(),
        Data::Union(_) => return None,
    };
    Some(Model {
        root: Root::new(ast.whole.root.clone()),
        input: input.clone(),
        arms,
        response: ast.whole.at("response").is_some(),
    })
}

/// An implementation that says nothing, for a type whose attributes are wrong.
pub(super) fn fallback(ast: &Ast, input: &DeriveInput) -> Model {
    Model {
        root: Root::new(ast.whole.root.clone()),
        input: input.clone(),
        arms: vec![Arm {
            pattern: quote!(_),
            answer: Answer::Own(Box::new(own(&input.ident, &Given::default(), None))),
        }],
        response: ast.whole.at("response").is_some(),
    }
}

fn arm(
    path: &TokenStream,
    name: &Ident,
    fields: &Fields,
    given: &Given,
    whole: Option<&Given>,
) -> Arm {
    if given.at("transparent").is_some()
        && let Some((member, written)) = source(fields)
    {
        let inner = hygiene::inner();
        return Arm {
            pattern: quote!(#path { #member: #inner, .. }),
            answer: Answer::Inner(written),
        };
    }
    Arm {
        pattern: quote!(#path { .. }),
        answer: Answer::Own(Box::new(own(name, given, whole))),
    }
}

fn own(name: &Ident, given: &Given, whole: Option<&Given>) -> Own {
    let snake = snake_case(&name.unraw().to_string());
    Own {
        kind: given.kind.clone().unwrap_or(snake),
        class: given.class.or(whole.and_then(|whole| whole.class)),
        level: given
            .level
            .clone()
            .or(whole.and_then(|whole| whole.level.clone())),
        retryable: given.retryable.or(whole.and_then(|whole| whole.retryable)),
        status: given.status.or(whole.and_then(|whole| whole.status)),
        text: given.text.clone(),
    }
}

/// The error inside: the only field, or the one that is marked as such.
pub(super) fn source(fields: &Fields) -> Option<(TokenStream, TokenStream)> {
    let marked = fields.iter().position(|field| {
        let mut attributes = field.attrs.iter();
        attributes.any(|it| it.path().is_ident("source") || it.path().is_ident("from"))
    });
    let place = marked.or_else(|| (fields.len() == 1).then_some(0))?;
    let field = fields.iter().nth(place)?;
    let member = match &field.ident {
        Some(name) => name.to_token_stream(),
        None => syn::Index::from(place).to_token_stream(),
    };
    Some((member, field.ty.to_token_stream()))
}
