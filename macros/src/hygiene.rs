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

/// The static with what few attributes say.
pub(crate) fn spec() -> Ident {
    local("__FROSTED_SPEC")
}

/// The static that describes a business metric.
pub(crate) fn metric() -> Ident {
    local("__FROSTED_METRIC")
}

/// The static that says how calls are counted.
pub(crate) fn counting() -> Ident {
    local("__FROSTED_COUNTING")
}

/// The static that says what a route promises.
pub(crate) fn objective() -> Ident {
    local("__FROSTED_OBJECTIVE")
}

/// A number that is known before the body.
pub(crate) fn amount() -> Ident {
    local("__frosted_amount")
}

/// The call in flight.
pub(crate) fn call() -> Ident {
    local("__frosted_call")
}

/// The guard that keeps the span current.
pub(crate) fn entered() -> Ident {
    local("__frosted_entered")
}

/// What the body returned.
pub(crate) fn returned() -> Ident {
    local("__frosted_returned")
}

/// The type that the body returns.
pub(crate) fn returns() -> Ident {
    local("__frosted_type")
}

/// Who ends the call with what the body returned.
pub(crate) fn hand() -> Ident {
    local("__frosted_hand")
}

/// The type that is judged.
pub(crate) fn seen() -> Ident {
    local("__frosted_seen")
}

/// A value that is looked at twice.
pub(crate) fn value() -> Ident {
    local("__frosted_value")
}

/// The error inside of another.
pub(crate) fn inner() -> Ident {
    local("__frosted_inner")
}

/// What a type says of its fields.
pub(crate) fn schema() -> Ident {
    local("__FROSTED_SCHEMA")
}

/// What is said of one value.
pub(crate) fn info() -> Ident {
    local("__FROSTED_INFO")
}

/// Where a value is written to.
pub(crate) fn out() -> Ident {
    local("__frosted_out")
}

/// A value of which the parts are written.
pub(crate) fn parts() -> Ident {
    local("__frosted_parts")
}

/// The field at this place.
pub(crate) fn field(place: usize) -> Ident {
    local(&format!("__frosted_field_{place}"))
}

/// A name of the same letters at the same place, which the user's tokens do not see.
pub(crate) fn twin(name: &Ident) -> Ident {
    let mut twin = name.clone();
    twin.set_span(Span::mixed_site().located_at(name.span()));
    twin
}

/// One of our names, shown at a place of the user's: there stands what is wrong with it.
pub(crate) fn shown_at(name: &Ident, at: Span) -> Ident {
    let mut shown = name.clone();
    shown.set_span(name.span().located_at(at));
    shown
}
