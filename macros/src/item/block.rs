//! An `impl` block whose methods keep their bodies as raw tokens.

use super::function::Function;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, ImplItem, ItemImpl, Type};

/// An `impl` block.
pub(crate) struct Block {
    /// Everything before the braces, attributes included.
    head: TokenStream,
    braces: Group,
    /// `#![..]` at the start of the block.
    inner: Vec<Attribute>,
    pub(crate) items: Vec<Member>,
    /// The name of the type, without its parameters.
    pub(crate) owner: String,
}

/// What stands in an `impl` block.
pub(crate) enum Member {
    Function(Box<Function>),
    /// A constant, a type, or a macro.
    Other(TokenStream),
}

impl Block {
    /// The block that these tokens are, if they are one.
    pub(crate) fn read(item: &TokenStream) -> Option<Self> {
        let mut head: Vec<TokenTree> = item.clone().into_iter().collect();
        let Some(TokenTree::Group(braces)) = head.pop() else {
            return None;
        };
        let head: TokenStream = head.into_iter().collect();
        let shell: ItemImpl = syn::parse2(quote!(#head {})).ok()?;
        let (inner, items) = members.parse2(braces.stream()).ok()?;
        Some(Self {
            head,
            braces,
            inner,
            items,
            owner: name(&shell.self_ty),
        })
    }

    /// The block with other members.
    pub(crate) fn with(&self, members: &TokenStream) -> TokenStream {
        let Self { head, inner, .. } = self;
        let mut braces = Group::new(self.braces.delimiter(), quote!(#(#inner)* #members));
        braces.set_span(self.braces.span());
        quote!(#head #braces)
    }
}

fn members(input: ParseStream<'_>) -> syn::Result<(Vec<Attribute>, Vec<Member>)> {
    let inner = input.call(Attribute::parse_inner)?;
    let mut members = Vec::new();
    while !input.is_empty() {
        let ahead = input.fork();
        if let Ok(function) = ahead.parse::<Function>() {
            input.advance_to(&ahead);
            members.push(Member::Function(Box::new(function)));
        } else {
            let other: ImplItem = input.parse()?;
            members.push(Member::Other(other.to_token_stream()));
        }
    }
    Ok((inner, members))
}

/// What the type is called: the last part of its path, or how it is written.
fn name(written: &Type) -> String {
    match super::peeled(written) {
        Type::Path(path) => match path.path.segments.last() {
            Some(last) => last.ident.to_string(),
            None => String::new(),
        },
        Type::Reference(reference) => name(&reference.elem),
        other => other.to_token_stream().to_string().replace(' ', ""),
    }
}
