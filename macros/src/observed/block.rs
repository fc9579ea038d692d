//! The attribute on an `impl` block: every method is observed, under the name of its type.

use super::{Style, ast, function_of, said};
use crate::args::{self, Argument, OBSERVED};
use crate::diagnostics::Errors;
use crate::item::{Block, Function, Member, mentions};
use crate::messages;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Meta};

/// What the whole block may say; the rest belongs to one method.
const SHARED: &[&str] = &[
    "level", "target", "kind", "skip_all", "strict", "err", "ret", "slow", "buckets", "metrics",
    "crate",
];

/// What is written on a method of the block.
enum Own {
    /// Nothing.
    Nothing,
    /// `#[observed(skip)]`, or an attribute that speaks for itself.
    LeftOut,
    /// `#[observed(..)]`: in place of what the block says.
    Arguments(TokenStream),
}

pub(super) fn expand(arguments: &TokenStream, block: &Block, style: Style) -> TokenStream {
    let mut errors = Errors::default();
    judge(arguments.clone(), &mut errors);
    let can_go_on = errors.is_empty();
    let (mut expanded, mut plain) = (TokenStream::new(), TokenStream::new());
    for member in &block.items {
        let (with, without) = match member {
            Member::Other(tokens) => (tokens.clone(), tokens.clone()),
            Member::Function(function) if can_go_on => {
                method(arguments, function, &block.owner, style, &mut errors)
            }
            Member::Function(function) => {
                let plain = without_own(function).0.into_tokens();
                (plain.clone(), plain)
            }
        };
        expanded.extend(with);
        plain.extend(without);
    }
    errors.or_item(Some(block.with(&expanded)), &block.with(&plain))
}

/// Reports what is wrong with the block's own arguments.
fn judge(arguments: TokenStream, errors: &mut Errors) {
    let arguments = args::read(arguments, OBSERVED, errors);
    let (shared, of_one): (Vec<_>, Vec<_>) = arguments
        .into_iter()
        .partition(|argument| SHARED.contains(&argument.key.name));
    for argument in of_one {
        errors.add(&argument.at, messages::key_of_method(argument.key.name));
    }
    ast::read(shared, errors);
}

/// A method observed, and the same method left as it is.
fn method(
    shared: &TokenStream,
    function: &Function,
    owner: &str,
    style: Style,
    errors: &mut Errors,
) -> (TokenStream, TokenStream) {
    let (mut function, own) = without_own(function);
    let said = match own {
        Own::LeftOut => Vec::new(),
        _ => said::taken_from(&mut function, errors),
    };
    let plain = function.clone().into_tokens();
    let own = match own {
        // What may run in the compiler cannot be observed, and nobody asked for this one.
        Own::Nothing if function.signature.constness.is_some() => return (plain.clone(), plain),
        Own::LeftOut => return (plain.clone(), plain),
        Own::Nothing => TokenStream::new(),
        Own::Arguments(own) => own,
    };
    let mut arguments = args::read(own, OBSERVED, errors);
    let shared = args::read(shared.clone(), OBSERVED, errors);
    let given = |key: &str, arguments: &[Argument]| {
        arguments.iter().any(|argument| argument.key.name == key)
    };
    for argument in shared {
        if !given(argument.key.name, &arguments) && applies(&argument, &function) {
            arguments.push(argument);
        }
    }
    let owner = format!("{owner}::");
    let expanded = function_of(arguments, said, &function, style, &owner, errors);
    (expanded.unwrap_or_else(|| plain.clone()), plain)
}

/// What a method's return type has no use for is not held against the block.
fn applies(argument: &Argument, function: &Function) -> bool {
    !["err", "ret"].contains(&argument.key.name) || function.returns_something()
}

/// `#[cfg_attr(.., observed)]`: whether it is there is not known yet, so it speaks for itself.
fn is_conditional(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let speaks_of = |name| mentions(&list.tokens, &format_ident!("{name}"));
    list.path.is_ident("cfg_attr") && (speaks_of("observed") || speaks_of("instrument"))
}

/// The method without the attribute that speaks of it, and what that says.
fn without_own(function: &Function) -> (Function, Own) {
    let mut function = function.clone();
    let called = |attribute: &Attribute, name: &str| {
        let last = attribute.path().segments.last();
        last.is_some_and(|last| last.ident == name)
    };
    let speaks_for_itself = |it: &Attribute| called(it, "instrument") || is_conditional(it);
    if function.attributes.iter().any(speaks_for_itself) {
        return (function, Own::LeftOut);
    }
    let place = function
        .attributes
        .iter()
        .position(|it| called(it, "observed"));
    let Some(place) = place else {
        return (function, Own::Nothing);
    };
    let own = match function.attributes.remove(place).meta {
        Meta::List(list) if list.tokens.to_string() == "skip" => Own::LeftOut,
        Meta::List(list) => Own::Arguments(list.tokens),
        _ => Own::Arguments(quote!()),
    };
    (function, own)
}
