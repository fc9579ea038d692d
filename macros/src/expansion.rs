//! Pieces that the expansions of several attributes share.

use crate::hygiene;
use crate::paths::Root;
use proc_macro2::{Group, TokenStream};
use quote::{ToTokens, quote};

/// Says what a type is by returning it, without ever doing so.
pub(crate) fn hint(root: &Root) -> TokenStream {
    let ty = hygiene::returns();
    quote!(if false { return #root::never(#ty); })
}

/// A body as a block among others. The empty statement says that its braces are needed: without
/// it, the compiler tells the user that they are not.
pub(crate) fn inner(body: &Group) -> Group {
    block(body, &quote!(;), &body.stream())
}

/// A block in the braces of another, for the compiler the user's own.
pub(crate) fn block(like: &Group, first: &TokenStream, then: &impl ToTokens) -> Group {
    let mut block = Group::new(like.delimiter(), quote!(#first #then));
    block.set_span(like.span());
    block
}
