//! What was written on the type, on its variants and on its fields.

use super::what;
use crate::args::class::Class;
use crate::args::{self, Argument, REDACT, Value};
use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Data, DeriveInput, Expr, Fields, Ident, Lit, LitStr, Meta, Path, Token, Type,
    WherePredicate,
};

/// The whole type.
pub(super) struct Ast {
    pub(super) name: Ident,
    pub(super) is_enum: bool,
    pub(super) whole: Given,
    /// The variants; of a struct, itself.
    pub(super) variants: Vec<Variant>,
}

/// A variant, or the struct.
pub(super) struct Variant {
    pub(super) name: Ident,
    /// What is written on the variant; nothing for a struct.
    pub(super) given: Given,
    pub(super) fields: Vec<Field>,
    pub(super) kind: Kind,
}

/// How fields are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Named,
    Tuple,
    Unit,
}

/// A field.
pub(super) struct Field {
    /// Its name, or its place.
    pub(super) member: String,
    pub(super) name: Option<Ident>,
    pub(super) ty: Type,
    pub(super) given: Given,
}

/// The arguments in one place.
#[derive(Default)]
pub(super) struct Given {
    /// Every key that was given, with its place.
    pub(super) keys: Vec<(&'static str, TokenStream)>,
    pub(super) display: Option<LitStr>,
    pub(super) class: Option<Class>,
    pub(super) keep_last: Option<u8>,
    pub(super) hash: Option<String>,
    pub(super) shape: Option<&'static str>,
    pub(super) map: Option<(Class, Class)>,
    pub(super) with: Option<Expr>,
    pub(super) reason: Option<String>,
    pub(super) all: Option<Class>,
    pub(super) bound: Option<Vec<WherePredicate>>,
    pub(super) root: Option<Path>,
}

impl Given {
    /// Where a key was given.
    pub(super) fn at(&self, key: &str) -> Option<&TokenStream> {
        let mut keys = self.keys.iter();
        keys.find(|(name, _)| *name == key).map(|(_, at)| at)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.at(key).is_some()
    }
}

pub(super) fn read(input: &DeriveInput, errors: &mut Errors) -> Ast {
    let whole = given(&input.attrs, errors);
    let variants = match &input.data {
        Data::Struct(data) => {
            let name = input.ident.clone();
            vec![variant(name, Given::default(), &data.fields, errors)]
        }
        Data::Enum(data) => {
            let variants = data.variants.iter();
            let read = variants.map(|it| {
                let given = given(&it.attrs, errors);
                variant(it.ident.clone(), given, &it.fields, errors)
            });
            read.collect()
        }
        Data::Union(_) => Vec::new(),
    };
    Ast {
        name: input.ident.clone(),
        is_enum: matches!(input.data, Data::Enum(_)),
        whole,
        variants,
    }
}

fn variant(name: Ident, given: Given, fields: &Fields, errors: &mut Errors) -> Variant {
    let kind = match fields {
        Fields::Named(_) => Kind::Named,
        Fields::Unnamed(_) => Kind::Tuple,
        Fields::Unit => Kind::Unit,
    };
    let fields = fields.iter().enumerate().map(|(place, field)| Field {
        member: match &field.ident {
            Some(name) => syn::ext::IdentExt::unraw(name).to_string(),
            None => place.to_string(),
        },
        name: field.ident.clone(),
        ty: field.ty.clone(),
        given: self::given(&field.attrs, errors),
    });
    Variant {
        fields: fields.collect(),
        name,
        given,
        kind,
    }
}

/// All attributes of the name together.
fn given(attributes: &[Attribute], errors: &mut Errors) -> Given {
    let mut tokens = TokenStream::new();
    for attribute in attributes {
        if !attribute.path().is_ident("redact") {
            continue;
        }
        if let Meta::List(list) = &attribute.meta {
            if !tokens.is_empty() {
                tokens.extend(quote!(,));
            }
            tokens.extend(list.tokens.clone());
        } else {
            errors.add(attribute, messages::wrong_form("redact", "`#[redact(..)]`"));
        }
    }
    let mut given = Given::default();
    for argument in args::read(tokens, REDACT, errors) {
        take(&mut given, argument, errors);
    }
    given
}

fn take(given: &mut Given, argument: Argument, errors: &mut Errors) {
    let Argument { at, key, value } = argument;
    let place = at.clone();
    given.keys.push((key.name, at));
    match (key.name, value) {
        ("display", Value::Assigned(value)) => given.display = literal(&value, errors),
        ("internal" | "pii" | "pan" | "health" | "secret", _) => {
            given.class = Some(Class::ours(key.name));
        }
        ("class", Value::Assigned(value)) => given.class = Class::path(&value, errors),
        ("keep_last", Value::Assigned(value)) => given.keep_last = keep_last(&value, errors),
        ("hash", Value::Assigned(value)) => {
            let text = literal(&value, errors);
            given.hash = text.map(|text| text.value());
        }
        ("as", Value::Assigned(value)) => given.shape = what::shape(&value, errors),
        ("map", Value::List(list)) => given.map = what::map(list, &place, errors),
        ("with", Value::Assigned(value)) => given.with = Some(value),
        ("reason", Value::Assigned(value)) => {
            let text = literal(&value, errors);
            given.reason = text.map(|text| text.value());
        }
        ("all", Value::Assigned(value)) => given.all = Class::word(&value, errors),
        ("variant", Value::Assigned(value)) => what::hidden(&value, errors),
        ("bound", Value::Assigned(value)) => given.bound = bound(&value, errors),
        ("crate", Value::Assigned(value)) => given.root = Root::read(&value, errors),
        ("public" | "presence" | "url" | "drop" | "transparent", _) => {}
        _ => unreachable!("the table of keys lets no other form pass"),
    }
}

/// A string that is not empty.
fn literal(value: &Expr, errors: &mut Errors) -> Option<LitStr> {
    if let Expr::Lit(literal) = value
        && let Lit::Str(text) = &literal.lit
        && !text.value().trim().is_empty()
    {
        return Some(text.clone());
    }
    errors.add(value, messages::not_a_text());
    None
}

fn keep_last(value: &Expr, errors: &mut Errors) -> Option<u8> {
    let number = match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    };
    let number = number.filter(|number| (1..=8).contains(number));
    if number.is_none() {
        errors.add(value, messages::bad_keep_last());
    }
    number
}

fn bound(value: &Expr, errors: &mut Errors) -> Option<Vec<WherePredicate>> {
    let text = args::string(value);
    let parser = Punctuated::<WherePredicate, Token![,]>::parse_terminated;
    let read = text.and_then(|text| text.parse_with(parser).ok());
    if read.is_none() {
        errors.add(&value.to_token_stream(), messages::bad_bound());
    }
    read.map(|predicates| predicates.into_iter().collect())
}
