//! What was written between the parentheses.

use super::said::{self, Said};
use crate::args::field::{self, Field};
use crate::args::format::Format;
use crate::args::labels::{self, Label};
use crate::args::level::{self, Level};
use crate::args::slo::{self, Slo};
use crate::args::{self, Argument, SLO_OF_FUNCTION, Value, entries, peeled, time};
use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::TokenStream;
use std::time::Duration;
use syn::{Expr, ExprPath, Ident, Lit, Path};

/// The arguments of one attribute, as far as they could be read.
#[derive(Default)]
pub(super) struct Ast {
    pub(super) name: Option<Expr>,
    pub(super) level: Option<Level>,
    pub(super) target: Option<Expr>,
    pub(super) kind: Option<String>,
    pub(super) parent: Option<Expr>,
    pub(super) follows_from: Option<Expr>,
    pub(super) skip: Vec<Ident>,
    /// `skip(self)`
    pub(super) skip_self: bool,
    pub(super) skip_all: Option<TokenStream>,
    pub(super) fields: Vec<Field>,
    /// Parameters of which the attribute says what they are.
    pub(super) said: Vec<Said>,
    /// Every parameter that is recorded must have a class.
    pub(super) strict: bool,
    pub(super) err: Capture,
    pub(super) ret: Option<Capture>,
    /// `ok_if` or `error_if`; one of them.
    pub(super) conditions: Vec<Condition>,
    pub(super) slow: Option<Duration>,
    pub(super) labels: Vec<Label>,
    /// Bounds of the duration's buckets; none means the usual ones.
    pub(super) buckets: Vec<Duration>,
    pub(super) slo: Option<Slo>,
    pub(super) metrics: Option<bool>,
    /// Where it was said how calls are counted.
    pub(super) counting: Vec<(&'static str, TokenStream)>,
    pub(super) root: Option<Path>,
}

/// A condition on the returned value.
pub(super) struct Condition {
    /// Where it was given.
    pub(super) at: TokenStream,
    /// The function of the runtime that stands for it.
    pub(super) key: &'static str,
    /// A closure or the path of a function.
    pub(super) test: Expr,
}

/// What `err` or `ret` asks for.
#[derive(Default)]
pub(super) struct Capture {
    /// Where it was asked for.
    pub(super) at: Option<TokenStream>,
    pub(super) off: bool,
    pub(super) level: Option<Level>,
    pub(super) format: Format,
}

/// Reads the arguments; one that cannot be read is reported and left out.
pub(super) fn read(arguments: Vec<Argument>, errors: &mut Errors) -> Ast {
    let mut ast = Ast::default();
    let (mut open, mut classed) = (Vec::new(), Vec::new());
    for argument in arguments {
        let Argument { at, key, value } = argument;
        if ["labels", "buckets", "slo"].contains(&key.name) {
            ast.counting.push((key.name, at.clone()));
        }
        match (key.name, value) {
            ("name", Value::Assigned(value)) => ast.name = constant(key.name, value, errors),
            ("target", Value::Assigned(value)) => ast.target = constant(key.name, value, errors),
            ("level", Value::Assigned(value)) => ast.level = level::read(&value, errors),
            ("kind", Value::Assigned(value)) => ast.kind = kind(&value, errors),
            ("parent", Value::Assigned(value)) => ast.parent = Some(value),
            ("follows_from", Value::Assigned(value)) => ast.follows_from = Some(value),
            ("skip", Value::List(list)) => skipped(&mut ast, list, errors),
            ("skip_all", _) => ast.skip_all = Some(at),
            ("fields", Value::List(list)) => ast.fields = field::read(list, errors),
            ("public", Value::List(list)) => open = said::public(list, errors),
            ("class", Value::List(list)) => classed = said::classes(list, errors),
            ("strict", _) => ast.strict = true,
            ("err", value) => {
                ast.err = err(value, errors);
                ast.err.at = Some(at);
            }
            ("ret", value) => {
                let ret = capture(key.name, value, errors);
                ast.ret = Some(Capture {
                    at: Some(at),
                    ..ret
                });
            }
            ("ok_if" | "error_if", Value::Assigned(test)) => {
                let key = key.name;
                ast.conditions.push(Condition { at, key, test });
            }
            ("slow", Value::Assigned(value)) => {
                ast.slow = errors.unless(time::read(&value), &value, messages::bad_duration);
            }
            ("labels", Value::List(list)) => ast.labels = labels::read(list, errors),
            ("buckets", Value::Assigned(value)) => {
                let bounds = errors.unless(time::bounds(&value), &value, messages::bad_bounds);
                ast.buckets = bounds.unwrap_or_default();
            }
            ("slo", Value::List(list)) => ast.slo = Some(promised(list, errors)),
            ("metrics", Value::Assigned(value)) => ast.metrics = truth(&value, errors),
            ("crate", Value::Assigned(value)) => ast.root = Root::read(&value, errors),
            _ => unreachable!("the table of keys lets no other form pass"),
        }
    }
    ast.said = open.into_iter().chain(classed).collect();
    ast
}

/// A string literal that is not empty, or the path of a constant.
fn constant(key: &str, value: Expr, errors: &mut Errors) -> Option<Expr> {
    match &value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) if text.value().is_empty() => {
                errors.add(&value, messages::empty_text(key));
                None
            }
            Lit::Str(_) => Some(value),
            _ => {
                errors.add(&value, messages::not_constant(key));
                None
            }
        },
        Expr::Path(_) => Some(value),
        _ => {
            errors.add(&value, messages::not_constant(key));
            None
        }
    }
}

fn kind(value: &Expr, errors: &mut Errors) -> Option<String> {
    let kinds = ["internal", "server", "client", "producer", "consumer"];
    if let Expr::Lit(literal) = value
        && let Lit::Str(text) = &literal.lit
        && kinds.contains(&text.value().as_str())
    {
        return Some(text.value());
    }
    errors.add(value, messages::bad_kind());
    None
}

fn skipped(ast: &mut Ast, list: TokenStream, errors: &mut Errors) {
    for entry in entries::<Ident>(list) {
        match entry {
            Ok(name) => ast.skip.push(name),
            Err(other) if other.to_string() == "self" => ast.skip_self = true,
            Err(other) => errors.add(&other, messages::skip_not_a_name()),
        }
    }
}

fn promised(list: TokenStream, errors: &mut Errors) -> Slo {
    let mut slo = Slo::default();
    for argument in args::read(list, SLO_OF_FUNCTION, errors) {
        slo::take(&mut slo, argument, errors);
    }
    slo
}

fn truth(value: &Expr, errors: &mut Errors) -> Option<bool> {
    if let Expr::Lit(literal) = value
        && let Lit::Bool(truth) = &literal.lit
    {
        return Some(truth.value);
    }
    errors.add(value, messages::bad_metrics());
    None
}

fn err(value: Value, errors: &mut Errors) -> Capture {
    match value {
        Value::Assigned(Expr::Path(ExprPath { path, .. })) if path.is_ident("off") => Capture {
            off: true,
            ..Capture::default()
        },
        Value::Assigned(other) => {
            errors.add(&other, messages::bad_capture("err"));
            Capture::default()
        }
        value => capture("err", value, errors),
    }
}

fn capture(key: &str, value: Value, errors: &mut Errors) -> Capture {
    let mut capture = Capture::default();
    let Value::List(list) = value else {
        return capture;
    };
    for entry in entries::<Expr>(list) {
        match entry.map(peeled) {
            Ok(Expr::Path(path)) if path.path.is_ident("Display") => {
                capture.format = Format::Display;
            }
            Ok(Expr::Path(path)) if path.path.is_ident("Debug") => capture.format = Format::Debug,
            Ok(Expr::Assign(assign)) if is_level(&assign.left) => {
                capture.level = level::read(&peeled(*assign.right), errors);
            }
            Ok(other) => errors.add(&other, messages::bad_capture(key)),
            Err(other) => errors.add(&other, messages::bad_capture(key)),
        }
    }
    capture
}

fn is_level(left: &Expr) -> bool {
    matches!(left, Expr::Path(path) if path.path.is_ident("level"))
}
