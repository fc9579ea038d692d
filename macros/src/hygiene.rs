//! Names that an expansion brings into a user's function. Locals are invisible to the user's
//! tokens; the one item has a name that nobody else uses.

use proc_macro2::{Ident, Span};

fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The static that describes the function.
pub(crate) fn site() -> Ident {
    local("__FROSTED_SITE")
}

/// The call in flight.
pub(crate) fn call() -> Ident {
    local("__frosted_call")
}

/// The guard that keeps the span current.
pub(crate) fn entered() -> Ident {
    local("__frosted_entered")
}

/// The future that the body made.
pub(crate) fn future() -> Ident {
    local("__frosted_future")
}

/// What the body returned.
pub(crate) fn returned() -> Ident {
    local("__frosted_returned")
}

/// What the return value says of the call.
pub(crate) fn verdict() -> Ident {
    local("__frosted_verdict")
}
