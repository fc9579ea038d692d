//! What a function hands out, as far as its signature says it.

use syn::{GenericArgument, PathArguments, PathSegment, Type, TypeParamBound};

/// How a function that is no `async fn` hands out a future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Future {
    /// `impl Future<Output = T>`, with `Send` and lifetimes as it likes.
    Opaque,
    /// `Pin<Box<dyn Future<Output = T>>>`, `BoxFuture<T>`, or an opaque one that is `Unpin`.
    Boxed,
}

impl Future {
    /// The future that a type is; `None` for any other type.
    pub(crate) fn of(written: &Type) -> Option<Self> {
        match peeled(written) {
            Type::ImplTrait(opaque) => opaque_future(opaque.bounds.iter()),
            Type::Path(path) => boxed(path.path.segments.last()?),
            _ => None,
        }
    }
}

/// The type inside of parentheses and of the invisible group that a fragment of `macro_rules` comes
/// in.
pub(crate) fn peeled(mut written: &Type) -> &Type {
    loop {
        written = match written {
            Type::Group(group) => &group.elem,
            Type::Paren(group) => &group.elem,
            other => return other,
        };
    }
}

/// Only with traits that the future of an `async` block has too.
fn opaque_future<'t>(bounds: impl Iterator<Item = &'t TypeParamBound>) -> Option<Future> {
    let (mut is_future, mut kind) = (false, Future::Opaque);
    for bound in bounds {
        let TypeParamBound::Trait(bound) = bound else {
            continue;
        };
        let name = &bound.path.segments.last()?.ident;
        if name == "Future" {
            is_future = true;
        } else if name == "Unpin" {
            kind = Future::Boxed;
        } else if name != "Send" {
            return None;
        }
    }
    is_future.then_some(kind)
}

fn boxed(last: &PathSegment) -> Option<Future> {
    if last.ident == "BoxFuture" || last.ident == "LocalBoxFuture" {
        return Some(Future::Boxed);
    }
    let inner = argument(last).filter(|_| last.ident == "Pin")?;
    let Type::Path(inner) = peeled(inner) else {
        return None;
    };
    let inner = inner.path.segments.last()?;
    match argument(inner)
        .filter(|_| inner.ident == "Box")
        .map(peeled)?
    {
        Type::TraitObject(object) => opaque_future(object.bounds.iter()).map(|_| Future::Boxed),
        _ => None,
    }
}

/// The first type argument of a path's segment.
fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(written) => Some(written),
        _ => None,
    })
}
