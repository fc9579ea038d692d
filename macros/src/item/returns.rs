//! How the body of a function runs, and what it returns.

use super::output::{Later, LaterKind, is_plainly_a_value, peeled};
use proc_macro2::Ident;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;
use syn::{Lifetime, ParenthesizedGenericArguments, ReturnType, Signature, TraitBound, Type};

/// How the body runs, and the type that is judged, with `_` in place of what cannot be named.
pub(crate) enum Returns {
    /// It hands over what nobody can look at, or what can be no error.
    Unseen,
    /// It returns a value that is judged; perhaps a boxed future or stream.
    Value(Box<Type>),
    /// It makes an opaque future or stream.
    Later(LaterKind, Box<Type>),
    /// It is the body of an `async fn`.
    Async(Box<Type>),
    /// It is the body of an `async fn` whose result nobody can look at: `!` or `impl Trait`.
    AsyncUnseen {
        /// Whether there is a result at all.
        returns: bool,
    },
}

impl Returns {
    /// What a function returns; `asks` says that somebody wants to look at it, whatever it is.
    pub(crate) fn of(signature: &Signature, asks: bool) -> Self {
        returns(signature, asks)
    }

    pub(crate) fn is_async(&self) -> bool {
        matches!(self, Self::Async(_) | Self::AsyncUnseen { .. })
    }
}

fn returns(signature: &Signature, asks: bool) -> Returns {
    let is_async = signature.asyncness.is_some();
    let written = match &signature.output {
        ReturnType::Default if is_async => return Returns::Async(syn::parse_quote!(())),
        ReturnType::Default if asks => return Returns::Value(syn::parse_quote!(())),
        ReturnType::Default => return Returns::Unseen,
        ReturnType::Type(_, written) => peeled(written),
    };
    let nameable = |written: &Type| Box::new(nameable(written));
    match (written, Later::of(written)) {
        (Type::Never(_), _) if is_async => Returns::AsyncUnseen { returns: false },
        (Type::ImplTrait(_), _) if is_async => Returns::AsyncUnseen { returns: true },
        (written, _) if is_async => Returns::Async(nameable(written)),
        (_, Some(later)) => {
            let gives = later.gives.unwrap_or_else(|| syn::parse_quote!(_));
            Returns::Later(later.kind, nameable(&gives))
        }
        (Type::Never(_) | Type::ImplTrait(_), None) => Returns::Unseen,
        (written, None) if is_plainly_a_value(written) && !asks => Returns::Unseen,
        (written, None) => Returns::Value(nameable(written)),
    }
}

/// Writes `_` for every `impl Trait`, which a binding cannot name, and `'_` for every lifetime,
/// which would count as one more use of it.
struct Nameable;

impl VisitMut for Nameable {
    fn visit_type_mut(&mut self, written: &mut Type) {
        match written {
            Type::ImplTrait(_) => *written = syn::parse_quote!(_),
            // May bring lifetimes of its own.
            Type::FnPtr(_) => {}
            _ => syn::visit_mut::visit_type_mut(self, written),
        }
    }

    // Its lifetimes may be its own: `Fn(&'a str) -> &'a str`.
    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut ParenthesizedGenericArguments) {
    }

    fn visit_trait_bound_mut(&mut self, bound: &mut TraitBound) {
        if bound.lifetimes.is_none() {
            syn::visit_mut::visit_trait_bound_mut(self, bound);
        }
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident != "static" {
            lifetime.ident = Ident::new("_", lifetime.ident.span());
        }
    }
}

/// Whether a part of the type cannot be named, and is what the function returns.
pub(crate) fn is_partly_unnamed(returned: &Type) -> bool {
    struct Unnamed(bool);
    impl Visit<'_> for Unnamed {
        fn visit_type_infer(&mut self, _: &syn::TypeInfer) {
            self.0 = true;
        }
    }
    let mut unnamed = Unnamed(false);
    unnamed.visit_type(returned);
    unnamed.0
}

/// Writes `_` for what cannot be named in a type, and `'_` for its lifetimes.
pub(crate) fn nameable(written: &Type) -> Type {
    let mut named = written.clone();
    Nameable.visit_type_mut(&mut named);
    named
}
