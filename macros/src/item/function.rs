//! A function whose body stays raw tokens: a body that does not parse is the compiler's to judge.

use super::output::{Later, is_scalar, is_text, peeled};
use crate::names;
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::visit::Visit;
use syn::{
    Attribute, FieldPat, FnArg, Member, Pat, PatIdent, PatTupleStruct, ReturnType, Signature,
    Token, Type, Visibility, token,
};

/// A function or method.
#[derive(Clone)]
pub(crate) struct Function {
    /// Its attributes; inner ones of the body are turned into outer ones.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: Body,
}

/// A name that a parameter binds.
pub(crate) struct Parameter {
    pub(crate) name: syn::Ident,
    /// Its `mut`.
    pub(crate) mutability: Option<Token![mut]>,
    pub(crate) written: Written,
    /// Attributes before it, which say which lints hold for it.
    pub(crate) attributes: Vec<Attribute>,
    /// Whether it is there for certain, and the only one of its name.
    pub(crate) certain: bool,
    /// It was bound from a member whose name speaks of a secret.
    pub(crate) sensitive: bool,
    /// It was bound from inside of a struct, which may have rules for what is in it.
    pub(crate) inside: bool,
}

/// What the spelling of a type says.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Written {
    #[default]
    Unknown,
    Scalar,
    /// Text, or a list of scalars.
    Text,
}

/// What follows the signature.
#[derive(Clone)]
pub(crate) enum Body {
    /// The braces and what is between them, without inner attributes. The span is the user's: an
    /// item that ends in it is the user's item to every lint.
    Block(Group),
    /// A semicolon: a method that a trait only declares.
    Missing,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse()?;
        if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            return Ok(Self {
                attributes,
                visibility,
                signature,
                body: Body::Missing,
            });
        }
        if !input.peek(token::Brace) {
            return Err(input.error("expected a function body"));
        }
        // Not as a `Group`: a block of `macro_rules` comes inside of an invisible one.
        let block;
        let brace = syn::braced!(block in input);
        let (inner, body) = split_inner_attributes(block.parse()?);
        attributes.extend(inner);
        let mut body = Group::new(Delimiter::Brace, body);
        body.set_span(brace.span.join());
        Ok(Self {
            attributes,
            visibility,
            signature,
            body: Body::Block(body),
        })
    }
}

impl Function {
    /// What the parameters bind, patterns included, without the receiver.
    pub(crate) fn parameters(&self) -> Vec<Parameter> {
        let mut found = Parameters::default();
        for input in &self.signature.inputs {
            if let FnArg::Typed(parameter) = input {
                found.written = match *parameter.pat {
                    Pat::Ident(_) if is_text(&parameter.ty) => Written::Text,
                    Pat::Ident(_) if is_scalar(&parameter.ty) => Written::Scalar,
                    _ => Written::Unknown,
                };
                found.attributes.clone_from(&parameter.attrs);
                found.others = found.list.len();
                found.visit_pat(&parameter.pat);
            }
        }
        found.list
    }
}

impl Function {
    /// Whether somebody can look at what it returns.
    pub(crate) fn returns_something(&self) -> bool {
        match &self.signature.output {
            ReturnType::Default => false,
            ReturnType::Type(_, written) => {
                let opaque = matches!(peeled(written), Type::ImplTrait(_) | Type::Never(_));
                !opaque || Later::of(written).is_some()
            }
        }
    }

    /// The function as it was.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let Self {
            attributes,
            visibility,
            signature,
            body,
        } = self;
        let body = match body {
            Body::Block(block) => block.into_token_stream(),
            Body::Missing => quote!(;),
        };
        quote!(#(#attributes)* #visibility #signature #body)
    }
}

/// The names that a pattern binds.
pub(crate) fn bound(pattern: &Pat) -> Vec<syn::Ident> {
    let mut found = Parameters::default();
    found.visit_pat(pattern);
    let names = found.list.into_iter();
    names.map(|parameter| parameter.name).collect()
}

/// Wrappers that web frameworks hand arguments over in: they have no rules of their own.
fn is_extractor(name: &syn::Ident) -> bool {
    ["Extension", "Form", "Json", "Path", "Query", "State"]
        .iter()
        .any(|it| name == it)
}

fn is_condition(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr")
}

/// `#![..]` at the start of a body, as outer attributes, and the rest.
fn split_inner_attributes(body: TokenStream) -> (Vec<Attribute>, TokenStream) {
    let split = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_inner)?;
        Ok((attributes, input.parse::<TokenStream>()?))
    };
    match split.parse2(body.clone()) {
        Ok((mut attributes, rest)) => {
            for attribute in &mut attributes {
                attribute.style = syn::AttrStyle::Outer;
            }
            (attributes, rest)
        }
        Err(_) => (Vec::new(), body),
    }
}

#[derive(Default)]
struct Parameters {
    list: Vec<Parameter>,
    attributes: Vec<Attribute>,
    written: Written,
    sensitive: bool,
    inside: bool,
    /// How many belong to other parameters.
    others: usize,
}

impl Visit<'_> for Parameters {
    /// A member whose name speaks of a secret does not lose it by being bound to another.
    fn visit_field_pat(&mut self, field: &FieldPat) {
        let around = (self.sensitive, self.inside);
        self.inside = true;
        if let Member::Named(name) = &field.member {
            let name = name.unraw().to_string();
            self.sensitive |= names::is_sensitive(&name) && !names::is_measure(&name);
        }
        self.visit_pat(&field.pat);
        (self.sensitive, self.inside) = around;
    }

    fn visit_pat_tuple_struct(&mut self, pattern: &PatTupleStruct) {
        let around = self.inside;
        let last = pattern.path.segments.last();
        self.inside |= !last.is_some_and(|last| is_extractor(&last.ident));
        for part in &pattern.elems {
            self.visit_pat(part);
        }
        self.inside = around;
    }

    fn visit_pat_ident(&mut self, pattern: &PatIdent) {
        let name = &pattern.ident;
        // A capital is a constant or a unit struct, which binds nothing.
        let binds = !name.to_string().starts_with(char::is_uppercase);
        let known = self.list.iter().position(|known| known.name == *name);
        if let Some(place) = known.filter(|place| *place < self.others) {
            // The same letters from two macros are two names, which nobody here can tell apart.
            self.list[place].certain = false;
        }
        if binds && known.is_none() {
            self.list.push(Parameter {
                name: name.clone(),
                mutability: pattern.mutability.filter(|_| pattern.by_ref.is_none()),
                written: self.written,
                attributes: self.attributes.clone(),
                certain: !self.attributes.iter().any(is_condition),
                sensitive: self.sensitive,
                inside: self.inside,
            });
        }
        if let Some((_, inner)) = &pattern.subpat {
            self.visit_pat(inner);
        }
    }
}
