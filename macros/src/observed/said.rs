//! What an attribute says a parameter is: `public(region)`, `class(email = pii)`, and
//! `#[redact(pii)]` before the parameter.

use crate::args::class::Class;
use crate::args::{self, PARAMETER, Value, entries};
use crate::diagnostics::Errors;
use crate::item::{Function, bound};
use crate::messages;
use proc_macro2::TokenStream;
use syn::{Expr, ExprAssign, ExprPath, FnArg, Ident, Meta};

/// What one parameter is.
pub(super) struct Said {
    pub(super) name: Ident,
    /// `None` if it is public.
    pub(super) class: Option<Class>,
}

/// `public(a, b)`
pub(super) fn public(list: TokenStream, errors: &mut Errors) -> Vec<Said> {
    let mut said = Vec::new();
    for entry in entries::<Ident>(list) {
        match entry {
            Ok(name) => said.push(Said { name, class: None }),
            Err(other) => errors.add(&other, messages::public_not_a_name()),
        }
    }
    said
}

/// `class(a = pii, b = Acme::TenantSecret)`
pub(super) fn classes(list: TokenStream, errors: &mut Errors) -> Vec<Said> {
    let mut said = Vec::new();
    for entry in entries::<ExprAssign>(list) {
        let assign = match entry {
            Ok(assign) => assign,
            Err(other) => {
                errors.add(&other, messages::class_not_assigned());
                continue;
            }
        };
        let Some(name) = name(&assign.left) else {
            errors.add(&assign.left, messages::class_not_assigned());
            continue;
        };
        if let Some(class) = Class::word(&assign.right, errors) {
            let class = Some(class);
            said.push(Said { name, class });
        }
    }
    said
}

fn name(expression: &Expr) -> Option<Ident> {
    match expression {
        Expr::Path(ExprPath { path, .. }) => path.get_ident().cloned(),
        _ => None,
    }
}

/// What stands before the parameters, which is taken off them: to the compiler it is no attribute.
pub(super) fn taken_from(function: &mut Function, errors: &mut Errors) -> Vec<Said> {
    let mut said = Vec::new();
    for input in &mut function.signature.inputs {
        let FnArg::Typed(parameter) = input else {
            continue;
        };
        let (ours, others) = std::mem::take(&mut parameter.attrs)
            .into_iter()
            .partition(|it| it.path().is_ident("redact"));
        parameter.attrs = others;
        for attribute in ours {
            let Meta::List(list) = &attribute.meta else {
                let usage = "`#[redact(pii)]`";
                errors.add(&attribute, messages::wrong_form("redact", usage));
                continue;
            };
            for class in in_attribute(list.tokens.clone(), errors) {
                let names = bound(&parameter.pat).into_iter();
                said.extend(names.map(|name| Said {
                    name,
                    class: class.clone(),
                }));
            }
        }
    }
    said
}

fn in_attribute(tokens: TokenStream, errors: &mut Errors) -> Vec<Option<Class>> {
    let arguments = args::read(tokens, PARAMETER, errors).into_iter();
    let read = arguments.filter_map(|argument| match (argument.key.name, argument.value) {
        ("public", _) => Some(None),
        ("class", Value::Assigned(value)) => Class::path(&value, errors).map(Some),
        (name, _) => Some(Some(Class::ours(name))),
    });
    read.collect()
}
