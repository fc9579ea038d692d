//! Judges what was written against the function it stands on. One function for each rule; each
//! reports by itself, so that one fault hides no other.

use super::Style;
use super::ast::Ast;
use super::model::is_dependent;
use crate::args::field::Name;
use crate::args::level::Level;
use crate::args::{labels, slo, time};
use crate::diagnostics::Errors;
use crate::item::{Body, Function, hides_later, promises_more};
use crate::messages;
use crate::names;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{Expr, ReturnType};

/// Reports every fault.
pub(super) fn judge(ast: &Ast, function: &Function, style: Style, errors: &mut Errors) {
    is_not_const(function, errors);
    has_a_body(function, errors);
    skips_parameters(ast, function, errors);
    skips_once(ast, errors);
    field_names_are_distinct(ast, errors);
    if style == Style::Observed {
        field_names_are_harmless(ast, errors);
    }
    says_what_parameters_are(ast, function, errors);
    hides_nothing_later(function, errors);
    has_one_condition(ast, errors);
    is_fixed(ast, function, errors);
    captures_what_can_be_seen(ast, function, errors);
    labels_are_closed(ast, errors);
    promises_what_is_counted(ast, errors);
    counts_what_it_speaks_of(ast, errors);
}

/// The labels that every function's metrics have.
const TAKEN: &[&str] = &["function", "module", "result", "error_kind", "error_class"];

/// `labels(tenant = label(tenant, max = 500))`, `labels(function = x)`
fn labels_are_closed(ast: &Ast, errors: &mut Errors) {
    labels::judge(&ast.labels, TAKEN, errors);
    for label in ast.labels.iter().filter(|label| label.max.is_some()) {
        errors.add(&label.value, messages::open_label());
    }
}

/// `slo(latency(le = "300ms", target = "99"))`
fn promises_what_is_counted(ast: &Ast, errors: &mut Errors) {
    let at = ast.counting.iter().find(|(key, _)| *key == "slo");
    if let (Some(slo), Some((_, at))) = (&ast.slo, at) {
        let usual = time::millis(&time::FUNCTION_BOUNDS);
        let bounds = if ast.buckets.is_empty() {
            &usual
        } else {
            &ast.buckets
        };
        slo::judge(slo, at, bounds, errors);
    }
}

/// `#[observed(metrics = false, buckets = ["1ms"])]`
fn counts_what_it_speaks_of(ast: &Ast, errors: &mut Errors) {
    if ast.metrics == Some(false) {
        for (key, at) in &ast.counting {
            errors.add(at, messages::nothing_counted(key));
        }
    }
}

/// `#[observed] fn f() -> Option<BoxFuture<u8>>`
fn hides_nothing_later(function: &Function, errors: &mut Errors) {
    if let ReturnType::Type(_, written) = &function.signature.output
        && function.signature.asyncness.is_none()
    {
        if hides_later(written) {
            errors.add(written, messages::hidden_future());
        }
        if promises_more(written) {
            errors.add(written, messages::future_of_more_traits());
        }
    }
}

/// `#[observed(ret)] fn f() {}`
fn captures_what_can_be_seen(ast: &Ast, function: &Function, errors: &mut Errors) {
    if function.returns_something() {
        return;
    }
    let ret = ast.ret.as_ref().and_then(|ret| ret.at.clone());
    for (key, at) in [("err", ast.err.at.clone()), ("ret", ret)] {
        if let Some(at) = at {
            errors.add(&at, messages::nothing_to_capture(key));
        }
    }
    for condition in &ast.conditions {
        errors.add(&condition.at, messages::nothing_to_capture(condition.key));
    }
}

/// `#[observed(ok_if = .., error_if = ..)]`
fn has_one_condition(ast: &Ast, errors: &mut Errors) {
    if let [_, second] = ast.conditions.as_slice() {
        errors.add(&second.at, messages::two_conditions());
    }
}

/// `#[observed(target = Self::TARGET)]`
fn is_fixed(ast: &Ast, function: &Function, errors: &mut Errors) {
    let dependent = |value: &Expr| is_dependent(value, &function.signature);
    let mut check = |what: &str, value: Option<&Expr>| {
        if let Some(value) = value.filter(|value| dependent(value)) {
            errors.add(value, messages::depends_on_self(what));
        }
    };
    check("a target", ast.target.as_ref());
    let ret = ast.ret.as_ref().and_then(|ret| ret.level.as_ref());
    for level in [ast.level.as_ref(), ast.err.level.as_ref(), ret] {
        if let Some(Level::Path(level)) = level {
            check("a level", Some(level));
        }
    }
    for field in &ast.fields {
        if let Name::Constant(name) = &field.name {
            check("the name of a field", Some(name));
        }
    }
}

/// `#[observed] const fn f() {}`
fn is_not_const(function: &Function, errors: &mut Errors) {
    if let Some(constness) = &function.signature.constness {
        errors.add(constness, messages::const_function());
    }
}

/// `trait T { #[observed] fn f(&self); }`
fn has_a_body(function: &Function, errors: &mut Errors) {
    if matches!(function.body, Body::Missing) {
        errors.add(&function.signature, messages::no_body());
    }
}

/// `#[observed(skip(oder))] fn f(order: u8) {}`
fn skips_parameters(ast: &Ast, function: &Function, errors: &mut Errors) {
    let parameters: Vec<String> = function
        .parameters()
        .iter()
        .map(|parameter| parameter.name.unraw().to_string())
        .collect();
    for name in &ast.skip {
        let text = name.unraw().to_string();
        if !parameters.contains(&text) {
            let nearest = names::nearest(&text, parameters.iter().map(String::as_str));
            errors.add(name, messages::skip_unknown(&text, nearest));
        }
    }
}

/// `#[observed(class(emial = pii))] fn f(email: &str) {}`, `#[observed(public(a), class(a = pii))]`,
/// `#[observed(public(token))]`
fn says_what_parameters_are(ast: &Ast, function: &Function, errors: &mut Errors) {
    let parameters: Vec<String> = function
        .parameters()
        .iter()
        .map(|parameter| parameter.name.unraw().to_string())
        .collect();
    let mut seen = HashSet::new();
    for said in &ast.said {
        let name = said.name.unraw().to_string();
        if !parameters.contains(&name) {
            let nearest = names::nearest(&name, parameters.iter().map(String::as_str));
            errors.add(&said.name, messages::said_of_no_parameter(&name, nearest));
        }
        let harmless = !names::is_sensitive(&name) || names::is_measure(&name);
        if said.class.is_none() && !harmless {
            errors.add(&said.name, messages::sensitive_field(&name));
        }
        if ast.skip.iter().any(|skipped| skipped.unraw() == name) {
            errors.add(&said.name, messages::said_and_skipped(&name));
        }
        if !seen.insert(name.clone()) {
            errors.add(&said.name, messages::said_twice(&name));
        }
    }
}

/// `#[observed(skip(a), skip_all)]`
fn skips_once(ast: &Ast, errors: &mut Errors) {
    if let (Some(all), false) = (&ast.skip_all, ast.skip.is_empty()) {
        errors.add(all, messages::skip_twice());
    }
}

/// `#[observed(fields(a = 1, a = 2))]`
fn field_names_are_distinct(ast: &Ast, errors: &mut Errors) {
    let mut seen = HashSet::new();
    for field in &ast.fields {
        if let Name::Text(name) = &field.name
            && !seen.insert(name)
        {
            errors.add(&field.at, messages::duplicate_field(name));
        }
    }
}

/// `#[observed(fields(password = input.password))]`
fn field_names_are_harmless(ast: &Ast, errors: &mut Errors) {
    for field in &ast.fields {
        if let Name::Text(name) = &field.name
            && names::is_sensitive(name)
            && !names::is_measure(name)
        {
            errors.add(&field.at, messages::sensitive_field(name));
        }
    }
}
