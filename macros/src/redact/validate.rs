//! Judges what was written. One function for each rule; each reports by itself.

use super::ast::{Ast, Field, Given, Kind, Variant};
use crate::args::class::Class;
use crate::diagnostics::Errors;
use crate::messages;
use crate::names;

/// Keys that say what a field is; one of them.
const WHAT: &[&str] = &[
    "public", "internal", "pii", "pan", "health", "secret", "class", "url", "map", "with", "drop",
];
/// Keys that say more of a field with a class.
const OF_CLASS: &[&str] = &["keep_last", "hash", "as", "presence"];
/// Keys of the whole type.
const OF_TYPE: &[&str] = &["transparent", "bound", "crate"];

/// Reports every fault.
pub(super) fn judge(ast: &Ast, errors: &mut Errors) {
    type_says_nothing_of_a_field(ast, errors);
    transparent_has_one_field(ast, errors);
    for variant in &ast.variants {
        variant_says_what_it_can(ast, variant, errors);
        hidden_shows_nothing(variant, errors);
        for field in &variant.fields {
            let default = variant.given.all.as_ref().or(ast.whole.all.as_ref());
            field_says_nothing_of_the_type(field, errors);
            field_is_one_thing(&field.given, errors);
            more_is_said_of_a_class(field, default.is_some(), errors);
            secrets_leave_no_trace(field, errors);
            one_part_is_shown(&field.given, errors);
            sensitive_names_need_a_reason(field, errors);
            reasons_are_for_what_is_public(&field.given, errors);
        }
    }
}

/// `#[redact(pii)] struct S { .. }` without `transparent`
fn type_says_nothing_of_a_field(ast: &Ast, errors: &mut Errors) {
    let given = &ast.whole;
    let transparent = given.has("transparent");
    for (key, at) in &given.keys {
        let of_field = WHAT.contains(key) || OF_CLASS.contains(key) || *key == "reason";
        if of_field && !transparent {
            errors.add(at, messages::redact_key_of_field(key));
        }
        if *key == "variant" || (*key == "display" && ast.is_enum) {
            errors.add(at, messages::redact_key_of_variant(key));
        }
    }
    if transparent {
        field_is_one_thing(given, errors);
    }
}

/// `#[redact(transparent)] struct Pair(A, B);`
fn transparent_has_one_field(ast: &Ast, errors: &mut Errors) {
    let Some(at) = ast.whole.at("transparent") else {
        return;
    };
    let one = ast.variants.first().is_some_and(|it| it.fields.len() == 1);
    if ast.is_enum || !one {
        errors.add(at, messages::redact_transparent_needs_one_field());
        return;
    }
    // What the field is may stand on the type or on the field.
    let said = |given: &Given| given.keys.iter().any(|(key, _)| WHAT.contains(key));
    let mut fields = ast.variants.iter().flat_map(|it| &it.fields);
    if said(&ast.whole) && fields.any(|field| said(&field.given)) {
        errors.add(at, messages::redact_said_twice());
    }
}

/// `enum E { #[redact(pii)] V(String) }`
fn variant_says_what_it_can(ast: &Ast, variant: &Variant, errors: &mut Errors) {
    if !ast.is_enum {
        return;
    }
    for (key, at) in &variant.given.keys {
        if WHAT.contains(key) || OF_CLASS.contains(key) || *key == "reason" {
            errors.add(at, messages::redact_key_of_field(key));
        }
        if OF_TYPE.contains(key) {
            errors.add(at, messages::redact_key_of_type(key));
        }
        if *key == "all" && variant.kind == Kind::Unit {
            errors.add(at, messages::redact_nothing_to_classify());
        }
    }
}

/// `enum E { #[redact(variant = hidden, display = "..")] V }`
fn hidden_shows_nothing(variant: &Variant, errors: &mut Errors) {
    if let (true, Some(at)) = (variant.given.has("variant"), variant.given.at("display")) {
        errors.add(at, messages::hidden_has_no_display());
    }
}

/// `struct S { #[redact(transparent)] a: A }`
fn field_says_nothing_of_the_type(field: &Field, errors: &mut Errors) {
    for (key, at) in &field.given.keys {
        if OF_TYPE.contains(key) || *key == "display" || *key == "all" {
            errors.add(at, messages::redact_key_of_type(key));
        }
        if *key == "variant" {
            errors.add(at, messages::redact_key_of_variant(key));
        }
    }
}

/// `#[redact(pii, public)]`
fn field_is_one_thing(given: &Given, errors: &mut Errors) {
    let mut said = given.keys.iter().filter(|(key, _)| WHAT.contains(key));
    let first = said.next();
    for (key, at) in said {
        if let Some((first, _)) = first {
            errors.add(at, messages::redact_is_two_things(first, key));
        }
    }
}

/// `#[redact(public, keep_last = 4)]`
fn more_is_said_of_a_class(field: &Field, has_default: bool, errors: &mut Errors) {
    let given = &field.given;
    let other = given.keys.iter().any(|(key, _)| WHAT.contains(key));
    if given.class.is_some() || given.has("class") || (has_default && !other) {
        return;
    }
    for (key, at) in &given.keys {
        if OF_CLASS.contains(key) {
            errors.add(at, messages::redact_needs_a_class(key));
        }
    }
}

/// `#[redact(secret, hash = "x")]`
fn secrets_leave_no_trace(field: &Field, errors: &mut Errors) {
    let given = &field.given;
    if !given.class.as_ref().is_some_and(Class::is_secret) {
        return;
    }
    for key in ["keep_last", "hash", "as"] {
        if let Some(at) = given.at(key) {
            errors.add(at, messages::secret_leaves_no_trace(key));
        }
    }
}

/// `#[redact(pii, as = email, keep_last = 4)]`
fn one_part_is_shown(given: &Given, errors: &mut Errors) {
    if let (true, Some(at)) = (given.has("keep_last"), given.at("as")) {
        errors.add(at, messages::two_parts());
    }
}

/// `#[redact(public)] password: String`
fn sensitive_names_need_a_reason(field: &Field, errors: &mut Errors) {
    let name = &field.member;
    let sensitive = names::is_sensitive(name) && !names::is_measure(name);
    if let (true, Some(at)) = (
        sensitive && !field.given.has("reason"),
        field.given.at("public"),
    ) {
        errors.add(at, messages::public_needs_a_reason(name));
    }
}

/// `#[redact(pii, reason = "..")]`
fn reasons_are_for_what_is_public(given: &Given, errors: &mut Errors) {
    if let (false, Some(at)) = (given.has("public"), given.at("reason")) {
        errors.add(at, messages::reason_without_public());
    }
}
