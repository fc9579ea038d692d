//! What a function hands out, as far as its signature says it.

use syn::visit::Visit;
use syn::{
    GenericArgument, Ident, ParenthesizedGenericArguments, PathArguments, PathSegment, Type,
    TypeParamBound,
};

/// How a function that is no `async fn` hands out something that runs later.
pub(crate) struct Later {
    pub(crate) kind: LaterKind,
    /// What a future resolves to, or what a stream yields, if it is written.
    pub(crate) gives: Option<Type>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LaterKind {
    /// `impl Future<Output = T>`
    Future,
    /// `impl Stream<Item = T>`
    Stream,
}

impl Later {
    /// What an opaque type promises, if that is one future or stream and nothing else that the
    /// one around it could not promise too.
    pub(crate) fn of(written: &Type) -> Option<Self> {
        let Type::ImplTrait(opaque) = peeled(written) else {
            return None;
        };
        let mut found = None;
        for bound in &opaque.bounds {
            let TypeParamBound::Trait(bound) = bound else {
                continue;
            };
            let last = bound.path.segments.last()?;
            match last.ident.to_string().as_str() {
                "Future" => found = Some(Self::new(LaterKind::Future, &last.arguments)),
                "Stream" => found = Some(Self::new(LaterKind::Stream, &last.arguments)),
                "Send" | "Sync" | "Unpin" => {}
                _ => return None,
            }
        }
        found
    }

    fn new(kind: LaterKind, arguments: &PathArguments) -> Self {
        let PathArguments::AngleBracketed(arguments) = arguments else {
            return Self { kind, gives: None };
        };
        let gives = arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::AssocType(gives) => Some(gives.ty.clone()),
            _ => None,
        });
        Self { kind, gives }
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

/// Whether a type holds a future or stream where no call could wait for it: an argument of another
/// type. A boxed one by itself is known by its type, and so is an alias of it.
pub(crate) fn hides_later(written: &Type) -> bool {
    let written = peeled(written);
    let mut hidden = Hidden(false);
    match written {
        Type::Path(path) => {
            let last = path.path.segments.last();
            let is_boxed = |last: &PathSegment| last.ident == "Pin" || is_boxed(&last.ident);
            if path.qself.is_none() && !last.is_some_and(is_boxed) {
                syn::visit::visit_type(&mut hidden, written);
            }
        }
        Type::ImplTrait(_) => {}
        other => hidden.visit_type(other),
    }
    hidden.0
}

/// Whether an opaque future or stream promises more than the one around it could.
pub(crate) fn promises_more(written: &Type) -> bool {
    let Type::ImplTrait(opaque) = peeled(written) else {
        return false;
    };
    let mut bounds = opaque.bounds.iter();
    Later::of(written).is_none() && bounds.any(is_later)
}

/// Looks for futures and streams in the arguments of a type, but not for what functions in it
/// would return, nor for what a trait is projected to.
struct Hidden(bool);

impl Visit<'_> for Hidden {
    fn visit_type(&mut self, written: &Type) {
        match written {
            Type::TraitObject(object) => self.0 |= object.bounds.iter().any(is_later),
            Type::ImplTrait(opaque) => self.0 |= opaque.bounds.iter().any(is_later),
            Type::Path(path) => {
                let last = path.path.segments.last();
                self.0 |= path.qself.is_none() && last.is_some_and(|last| is_boxed(&last.ident));
            }
            Type::FnPtr(_) => return,
            _ => {}
        }
        syn::visit::visit_type(self, written);
    }

    fn visit_parenthesized_generic_arguments(&mut self, _: &ParenthesizedGenericArguments) {}
}

fn is_later(bound: &TypeParamBound) -> bool {
    let TypeParamBound::Trait(bound) = bound else {
        return false;
    };
    let last = bound.path.segments.last();
    last.is_some_and(|last| last.ident == "Future" || last.ident == "Stream")
}

fn is_boxed(name: &Ident) -> bool {
    ["BoxFuture", "LocalBoxFuture", "BoxStream", "LocalBoxStream"]
        .iter()
        .any(|boxed| name == boxed)
}

/// Whether a type can neither be an error nor run later, whatever is in scope: nobody can give its
/// name another meaning, or nobody would.
pub(crate) fn is_plainly_a_value(written: &Type) -> bool {
    match peeled(written) {
        Type::Reference(_) | Type::Tuple(_) | Type::Array(_) | Type::Slice(_) | Type::Ptr(_) => {
            true
        }
        Type::Path(path) if path.qself.is_none() => path
            .path
            .get_ident()
            .is_some_and(|name| VALUES.contains(&name.to_string().as_str())),
        _ => false,
    }
}

const VALUES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize", "String",
];

/// Whether a type is written as one of text, or as a list of scalars or of text: it cannot be a
/// scalar itself, and nobody has to look.
pub(crate) fn is_text(written: &Type) -> bool {
    match peeled(written) {
        Type::Reference(reference) => is_text(&reference.elem),
        Type::Slice(slice) => is_text(&slice.elem) || is_scalar(&slice.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            TEXTS.contains(&name.as_str())
                || (name == "Vec"
                    && argument(&last.arguments).is_some_and(|it| is_text(it) || is_scalar(it)))
        }),
        _ => false,
    }
}

/// Whether a type is written as a scalar.
pub(crate) fn is_scalar(written: &Type) -> bool {
    matches!(peeled(written), Type::Path(_)) && is_plainly_a_value(written) && !is_text(written)
}

fn argument(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(written) => Some(written),
        _ => None,
    })
}

const TEXTS: &[&str] = &[
    "str", "String", "Path", "PathBuf", "OsStr", "OsString", "CStr",
];
