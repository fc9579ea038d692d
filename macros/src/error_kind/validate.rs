//! Judges what was written. One function for each rule.

use super::ast::{Ast, Given, is_snake_case};
use super::model;
use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident};

/// Reports every fault.
pub(super) fn judge(ast: &Ast, input: &DeriveInput, errors: &mut Errors) {
    if ast.is_enum {
        keys_of_variants(&ast.whole, errors);
    }
    for variant in &ast.variants {
        keys_of_the_type(&variant.given, errors);
        looks_through_one_field(&variant.given, &variant.fields, errors);
        transparent_alone(&variant.given, errors);
        name_is_a_kind(&variant.name, &variant.given, errors);
    }
    if let Data::Struct(data) = &input.data {
        looks_through_one_field(&ast.whole, &data.fields, errors);
        transparent_alone(&ast.whole, errors);
    }
}

/// `#[derive(ErrorKind)] #[error_kind(text = "..")] enum E {}`
fn keys_of_variants(whole: &Given, errors: &mut Errors) {
    for key in ["kind", "text", "transparent"] {
        if let Some(at) = whole.at(key) {
            errors.add(at, messages::key_of_variant(key));
        }
    }
}

/// `enum E { _404 }`
fn name_is_a_kind(name: &Ident, given: &Given, errors: &mut Errors) {
    let says = |key| given.at(key).is_some();
    let kind = names::snake_case(&name.unraw().to_string());
    if !says("kind") && !says("transparent") && !is_snake_case(&kind) {
        errors.add(name, messages::bad_kind_name());
    }
}

/// `#[error_kind(response)] Variant`
fn keys_of_the_type(given: &Given, errors: &mut Errors) {
    for key in ["response", "crate"] {
        if let Some(at) = given.at(key) {
            errors.add(at, messages::key_of_type(key));
        }
    }
}

/// `#[error_kind(transparent)] Pair(A, B)`
fn looks_through_one_field(given: &Given, fields: &Fields, errors: &mut Errors) {
    let found = model::source(fields).is_some();
    if let (Some(at), false) = (given.at("transparent"), found) {
        errors.add(at, messages::transparent_needs_one_field());
    }
}

/// `#[error_kind(transparent, status = 404)] Inner(E)`
fn transparent_alone(given: &Given, errors: &mut Errors) {
    if given.at("transparent").is_none() {
        return;
    }
    for (key, at) in &given.keys {
        if !["transparent", "response", "crate"].contains(key) {
            errors.add(at, messages::transparent_takes_all(key));
        }
    }
}
