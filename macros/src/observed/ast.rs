//! What was written between the parentheses.

use super::field::{self, Field};
use super::format::Format;
use super::level::{self, Level};
use crate::args::{Argument, Value, entries, peeled};
use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::TokenStream;
use syn::{Expr, ExprPath, Ident, Lit, Path};

/// The arguments of one attribute, as far as they could be read.
#[derive(Default)]
pub(super) struct Ast {
    pub(super) name: Option<Expr>,
    pub(super) level: Option<Level>,
    pub(super) target: Option<Expr>,
    pub(super) kind: Option<String>,
    pub(super) skip: Vec<Ident>,
    pub(super) skip_all: Option<TokenStream>,
    pub(super) fields: Vec<Field>,
    pub(super) err: Capture,
    pub(super) ret: Option<Capture>,
    pub(super) root: Option<Path>,
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
    for argument in arguments {
        let Argument { at, key, value } = argument;
        match (key.name, value) {
            ("name", Value::Assigned(value)) => ast.name = constant(key.name, value, errors),
            ("target", Value::Assigned(value)) => ast.target = constant(key.name, value, errors),
            ("level", Value::Assigned(value)) => ast.level = level::read(&value, errors),
            ("kind", Value::Assigned(value)) => ast.kind = kind(&value, errors),
            ("skip", Value::List(list)) => ast.skip = skipped(list, errors),
            ("skip_all", _) => ast.skip_all = Some(at),
            ("fields", Value::List(list)) => ast.fields = field::read(list, errors),
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
            ("crate", Value::Assigned(value)) => ast.root = root(&value, errors),
            _ => unreachable!("the table of keys lets no other form pass"),
        }
    }
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

fn skipped(list: TokenStream, errors: &mut Errors) -> Vec<Ident> {
    let mut names = Vec::new();
    for entry in entries::<Ident>(list) {
        match entry {
            Ok(name) => names.push(name),
            // Receivers are skipped anyway; to say so is allowed.
            Err(other) if other.to_string() == "self" => {}
            Err(other) => errors.add(&other, messages::skip_not_a_name()),
        }
    }
    names
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

fn root(value: &Expr, errors: &mut Errors) -> Option<Path> {
    match value {
        Expr::Path(path) if path.qself.is_none() && Root::is_absolute(&path.path) => {
            Some(path.path.clone())
        }
        _ => {
            errors.add(value, messages::bad_root());
            None
        }
    }
}
