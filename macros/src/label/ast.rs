//! What was written on the enum and on its variants, judged where it is read: each variant stands
//! for itself.

use crate::args::{self, LABEL, Value};
use crate::diagnostics::Errors;
use crate::messages;
use crate::names::snake_case;
use crate::paths::Root;
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Expr, Fields, Ident, LitStr, Meta, Path, Variant};

/// How long a value may be.
const LONGEST: usize = 64;

/// What says that a value has a class.
const CLASSES: [&str; 6] = ["internal", "pii", "pan", "health", "secret", "class"];

/// The values of the enum.
pub(super) struct Ast {
    pub(super) root: Root,
    pub(super) variants: Vec<(Ident, String)>,
}

/// What is written on one thing.
#[derive(Default)]
struct Given {
    value: Option<String>,
    root: Option<Path>,
}

pub(super) fn read(input: &DeriveInput, errors: &mut Errors) -> Ast {
    let whole = given(&input.attrs, false, errors);
    has_no_class(&input.attrs, errors);
    let mut variants: Vec<(Ident, String)> = Vec::new();
    match &input.data {
        Data::Enum(data) => {
            for variant in &data.variants {
                let value = value(variant, errors);
                if variants.iter().any(|(_, other)| *other == value) {
                    errors.add(&variant.ident, messages::duplicate_label_value(&value));
                }
                variants.push((variant.ident.clone(), value));
            }
        }
        Data::Struct(_) | Data::Union(_) => errors.add(&input.ident, messages::not_closed()),
    }
    Ast {
        root: Root::new(whole.root),
        variants,
    }
}

/// `enum Plan { Paid(u32) }`
fn value(variant: &Variant, errors: &mut Errors) -> String {
    if !matches!(variant.fields, Fields::Unit) {
        errors.add(&variant.fields, messages::not_closed());
    }
    has_no_class(&variant.attrs, errors);
    let given = given(&variant.attrs, true, errors);
    let spelled = || snake_case(&variant.ident.unraw().to_string());
    given.value.unwrap_or_else(spelled)
}

/// `#[redact(health)] enum Diagnosis`
fn has_no_class(attributes: &[Attribute], errors: &mut Errors) {
    for attribute in attributes {
        let Meta::List(list) = &attribute.meta else {
            continue;
        };
        let mut words = list.tokens.clone().into_iter().map(|word| word.to_string());
        let classed = words.any(|word| CLASSES.contains(&word.as_str()));
        if attribute.path().is_ident("redact") && classed {
            errors.add(attribute, messages::classified_label());
        }
    }
}

fn given(attributes: &[Attribute], of_variant: bool, errors: &mut Errors) -> Given {
    let usage = "`#[label(value = \"pro\")]`";
    let mut given = Given::default();
    for argument in args::of_attributes(attributes, "label", usage, LABEL, errors) {
        match (argument.key.name, argument.value) {
            ("value", Value::Assigned(value)) if of_variant => given.value = text(&value, errors),
            ("crate", Value::Assigned(value)) if !of_variant => {
                given.root = Root::read(&value, errors);
            }
            (key, _) => errors.add(&argument.at, messages::misplaced_label_key(key)),
        }
    }
    given
}

fn text(value: &Expr, errors: &mut Errors) -> Option<String> {
    let text = args::string(value).map(LitStr::value);
    let text = text.filter(|text| !text.is_empty() && text.chars().count() <= LONGEST);
    if text.is_none() {
        errors.add(value, messages::bad_label_value());
    }
    text
}
