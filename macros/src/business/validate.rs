//! Judges what was written. One function for each rule.

use super::ast::{Ast, Kind, On};
use super::units;
use crate::args::labels;
use crate::diagnostics::Errors;
use crate::item::{Body, Function};
use crate::messages;
use crate::names::is_snake_case;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, Fields, ItemStruct, Lit, LitStr, ReturnType, Type, UnOp};

/// Reports every fault that any metric can have.
pub(super) fn judge(ast: &Ast, errors: &mut Errors) {
    if let Some(name) = &ast.name {
        name_is_a_name(ast, name, errors);
    }
    if let Some(unit) = &ast.unit {
        unit_is_a_unit(unit, errors);
    }
    keys_fit_the_kind(ast, errors);
    labels::judge(&ast.labels, &[], errors);
}

/// `counter, "Orders-Placed"`
fn name_is_a_name(ast: &Ast, name: &LitStr, errors: &mut Errors) {
    let text = name.value();
    if !is_snake_case(&text) {
        errors.add(name, messages::bad_metric_name());
        return;
    }
    if ast.exact {
        return;
    }
    let is_counter = ast.kind == Some(Kind::Counter);
    let stem = text.strip_suffix("_total").filter(|_| is_counter);
    let stem = stem.unwrap_or(&text);
    if let Some(suffix) = units::reserved(stem) {
        errors.add(name, messages::reserved_suffix(suffix));
    } else if stem.ends_with("_total") || stem == "total" {
        errors.add(name, messages::reserved_suffix("_total"));
    }
    suffix_fits_the_unit(ast, name, stem, errors);
}

/// `histogram, "wait_bytes", unit = "seconds"`
fn suffix_fits_the_unit(ast: &Ast, name: &LitStr, stem: &str, errors: &mut Errors) {
    let Some(of_name) = units::of_name(stem) else {
        return;
    };
    match &ast.unit {
        Some(unit) if unit.value() != of_name => {
            errors.add(name, messages::other_unit(of_name, &unit.value()));
        }
        Some(_) => {}
        None => {
            if let Some(base) = units::base(of_name) {
                errors.add(name, messages::not_a_base_unit(of_name, base));
            }
        }
    }
}

/// `unit = "USD"`, `unit = "ms"`
fn unit_is_a_unit(unit: &LitStr, errors: &mut Errors) {
    let text = unit.value();
    if !is_snake_case(&text) {
        errors.add(unit, messages::bad_unit());
    } else if let Some(base) = units::base(&text) {
        errors.add(unit, messages::not_a_base_unit(&text, base));
    }
}

/// `counter, "orders", buckets = [1, 2]`
fn keys_fit_the_kind(ast: &Ast, errors: &mut Errors) {
    let Some(kind) = ast.kind else {
        return;
    };
    if kind != Kind::Histogram
        && let Some(at) = ast.at("buckets")
    {
        errors.add(at, messages::key_of_kind("buckets", "histograms"));
    }
    if kind != Kind::Counter
        && let Some(at) = ast.at("exact")
    {
        errors.add(
            at,
            messages::key_of_kind("exact", "counters, which else end with `_total`"),
        );
    }
}

/// Reports every fault that a metric of a function can have.
pub(super) fn judge_function(ast: &Ast, function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    if let Some(constant) = &signature.constness {
        errors.add(constant, messages::not_measurable("a `const fn`"));
    }
    if matches!(function.body, Body::Missing) {
        errors.add(
            &signature.ident,
            messages::not_measurable("a method without a body"),
        );
    }
    let output = match &signature.output {
        ReturnType::Type(_, output) => Some(&**output),
        ReturnType::Default => None,
    };
    if let Some(never @ Type::Never(_)) = output {
        errors.add(
            never,
            messages::not_measurable("a function that never returns"),
        );
    }
    has_a_name(ast, &signature.ident, errors);
    value_fits_the_kind(ast, errors);
    ret_is_there(ast, errors);
}

/// `#[business_metric(counter)]`
fn has_a_name(ast: &Ast, at: &Ident, errors: &mut Errors) {
    if ast.kind.is_some() && ast.name.is_none() && ast.at("name").is_none() {
        errors.add(at, messages::no_metric_name());
    }
}

/// `counter, "refunds", value = -1`, `counter, "revenue", value = 9.99`
fn value_fits_the_kind(ast: &Ast, errors: &mut Errors) {
    match (ast.kind, &ast.value) {
        (Some(Kind::Counter), Some(value)) => {
            if is_negative(value) {
                errors.add(value, messages::negative_value());
            } else if is_float(value) {
                errors.add(value, messages::float_value());
            }
        }
        (Some(kind), None) if kind != Kind::Counter => {
            if let Some(name) = &ast.name {
                errors.add(name, messages::no_value(kind.as_str()));
            }
        }
        _ => {}
    }
}

fn is_negative(value: &Expr) -> bool {
    matches!(value, Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) && matches!(&*unary.expr, Expr::Lit(_)))
}

fn is_float(value: &Expr) -> bool {
    match value {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Float(_)),
        Expr::Unary(unary) => is_float(&unary.expr),
        _ => false,
    }
}

/// `on = error, value = ret.total`
fn ret_is_there(ast: &Ast, errors: &mut Errors) {
    if ast.on.unwrap_or_default() == On::Ok {
        return;
    }
    let labels = ast.labels.iter().map(|label| &label.value);
    for expression in ast.value.iter().chain(labels) {
        if let Some(ret) = super::model::ret_in(expression.to_token_stream()) {
            errors.add(&ret, messages::ret_without_ok());
        }
    }
}

/// Reports every fault that a metric of a struct can have.
pub(super) fn judge_struct(ast: &Ast, item: &ItemStruct, errors: &mut Errors) {
    has_a_name(ast, &item.ident, errors);
    for key in ["value", "on", "labels"] {
        if let Some(at) = ast.at(key) {
            errors.add(at, messages::key_of_function(key));
        }
    }
    if let Fields::Unnamed(fields) = &item.fields {
        errors.add(fields, messages::not_labels());
    }
    if !item.generics.params.is_empty() {
        errors.add(&item.generics, messages::generic_metric());
    }
}
