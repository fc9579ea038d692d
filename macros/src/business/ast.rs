//! What was written in the attribute.

use crate::args::labels::{self, Label};
use crate::args::{self, Argument, BUSINESS, Value};
use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use crate::paths::Root;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, Ident, Lit, LitStr, Path};

/// The kinds, as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Counter,
    Gauge,
    Histogram,
    Summary,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Counter, Self::Gauge, Self::Histogram, Self::Summary];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
            Self::Summary => "summary",
        }
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// When a call is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum On {
    #[default]
    Ok,
    Error,
    Always,
}

/// The attribute.
#[derive(Default)]
pub(super) struct Ast {
    pub(super) kind: Option<Kind>,
    pub(super) name: Option<LitStr>,
    pub(super) help: Option<String>,
    pub(super) unit: Option<LitStr>,
    pub(super) value: Option<Expr>,
    pub(super) digits: Option<u8>,
    pub(super) labels: Vec<Label>,
    pub(super) buckets: Vec<f64>,
    pub(super) on: Option<On>,
    pub(super) exact: bool,
    pub(super) root: Option<Path>,
    /// Every key that was given, with its place.
    pub(super) keys: Vec<(&'static str, TokenStream)>,
}

impl Ast {
    /// Where a key was given.
    pub(super) fn at(&self, key: &str) -> Option<&TokenStream> {
        let mut keys = self.keys.iter();
        keys.find(|(name, _)| *name == key).map(|(_, at)| at)
    }
}

pub(super) fn read(arguments: TokenStream, errors: &mut Errors) -> Ast {
    let mut entries = args::split(arguments).into_iter();
    let mut ast = Ast::default();
    let first = entries.next().unwrap_or_default();
    let mut rest: Vec<TokenStream> = entries.collect();
    kind(&first, &mut ast, errors);
    if ast.name.is_none()
        && let Some(second) = rest.first()
        && let Ok(name) = syn::parse2::<LitStr>(second.clone())
    {
        ast.name = Some(name);
        rest.remove(0);
    }
    for argument in args::read(quote!(#(#rest),*), BUSINESS, errors) {
        take(&mut ast, argument, errors);
    }
    ast
}

/// `counter`, or `counter = "orders_placed"`.
fn kind(first: &TokenStream, ast: &mut Ast, errors: &mut Errors) {
    let mut tokens = first.clone().into_iter();
    let word = tokens
        .next()
        .and_then(|word| syn::parse2::<Ident>(word.into()).ok());
    let rest: TokenStream = tokens.skip(1).collect();
    let name = syn::parse2::<LitStr>(rest.clone()).ok();
    let text = word.as_ref().map(ToString::to_string).unwrap_or_default();
    ast.kind = Kind::of(&text).filter(|_| rest.is_empty() || name.is_some());
    ast.name = name.filter(|_| ast.kind.is_some());
    if ast.kind.is_none() {
        let nearest = names::nearest(&text, Kind::ALL.map(Kind::as_str));
        let nearest = nearest.filter(|_| word.is_some());
        errors.add(first, messages::no_metric_kind(nearest));
    }
}

fn take(ast: &mut Ast, argument: Argument, errors: &mut Errors) {
    let Argument { at, key, value } = argument;
    ast.keys.push((key.name, at));
    match (key.name, value) {
        ("name", Value::Assigned(value)) => {
            ast.name = errors.unless(
                args::string(&value).cloned(),
                &value,
                messages::bad_metric_name,
            );
        }
        ("help", Value::Assigned(value)) => {
            let text = args::string(&value).map(LitStr::value);
            let text = text.filter(|text| !text.trim().is_empty());
            ast.help = errors.unless(text, &value, messages::bad_help);
        }
        ("unit", Value::Assigned(value)) => {
            ast.unit = errors.unless(args::string(&value).cloned(), &value, messages::bad_unit);
        }
        ("value", Value::Assigned(value)) => ast.value = Some(value),
        ("scale", Value::Assigned(value)) => {
            ast.digits = errors.unless(digits(&value), &value, messages::bad_scale);
        }
        ("labels", Value::List(list)) => ast.labels = labels::read(list, errors),
        ("buckets", Value::Assigned(value)) => {
            let bounds = errors.unless(bounds(&value), &value, messages::bad_buckets);
            ast.buckets = bounds.unwrap_or_default();
        }
        ("on", Value::Assigned(value)) => {
            ast.on = errors.unless(on(&value), &value, messages::bad_on);
        }
        ("exact", Value::Nothing) => ast.exact = true,
        ("crate", Value::Assigned(value)) => ast.root = Root::read(&value, errors),
        _ => unreachable!("the table of keys lets no other form pass"),
    }
}

fn number(value: &Expr) -> Option<f64> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            Lit::Float(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Unary(negated) => match negated.op {
            syn::UnOp::Neg(_) => number(&negated.expr).map(|number| -number),
            _ => None,
        },
        _ => None,
    }
}

/// How many digits stand after the point at this scale.
fn digits(value: &Expr) -> Option<u8> {
    let Expr::Lit(literal) = value else {
        return None;
    };
    let Lit::Int(number) = &literal.lit else {
        return None;
    };
    let scale: u64 = number.base10_parse().ok()?;
    (1..=9).find(|digits| 10_u64.pow((*digits).into()) == scale)
}

/// Ascending bounds.
fn bounds(value: &Expr) -> Option<Vec<f64>> {
    let Expr::Array(array) = value else {
        return None;
    };
    let bounds: Option<Vec<f64>> = array.elems.iter().map(number).collect();
    bounds.filter(|bounds| {
        let ascending = bounds.windows(2).all(|pair| pair[0] < pair[1]);
        !bounds.is_empty() && ascending && bounds.iter().all(|bound| bound.is_finite())
    })
}

fn on(value: &Expr) -> Option<On> {
    let word = match value {
        Expr::Path(path) => path.path.get_ident()?.to_string(),
        value => args::string(value)?.value(),
    };
    match word.as_str() {
        "ok" => Some(On::Ok),
        "error" => Some(On::Error),
        "always" => Some(On::Always),
        _ => None,
    }
}
