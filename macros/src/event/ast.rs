//! What was written between the parentheses: prefixes, fields, and text with its arguments.

use crate::args::field::{Field, Name, Value};
use crate::args::format::Format;
use crate::diagnostics::Errors;
use crate::messages;
use crate::paths::Root;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, Ident, LitStr, Path, Token, token};

/// One event.
#[derive(Default)]
pub(super) struct Ast {
    pub(super) all: TokenStream,
    pub(super) target: Option<Expr>,
    pub(super) parent: Option<Expr>,
    pub(super) name: Option<Expr>,
    pub(super) root: Option<Path>,
    pub(super) fields: Vec<Field>,
    pub(super) text: Option<Text>,
}

/// The text of an event.
pub(super) struct Text {
    pub(super) format: LitStr,
    pub(super) arguments: Vec<Argument>,
}

/// An argument of the text.
pub(super) struct Argument {
    pub(super) name: Option<Ident>,
    pub(super) value: Expr,
}

pub(super) fn read(tokens: &TokenStream, errors: &mut Errors) -> Ast {
    let mut ast = Ast {
        all: tokens.clone(),
        ..Ast::default()
    };
    let parse = |input: ParseStream<'_>| {
        prefixes(input, &mut ast, errors)?;
        // `target: "..", { a, b }, "text"`: the braces change nothing.
        if input.peek(token::Brace) && !is_constant_name(input) {
            let inner;
            syn::braced!(inner in input);
            fields(&inner, &mut ast, errors)?;
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
            }
        }
        fields(input, &mut ast, errors)?;
        Ok(())
    };
    if parse.parse2(tokens.clone()).is_err() {
        errors.add(tokens, messages::bad_field());
    }
    ast
}

/// `{ NAME } = value`
fn is_constant_name(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<TokenTree>().is_ok() && ahead.peek(Token![=])
}

/// `target: "..", parent: &span, name: "..",`
fn prefixes(input: ParseStream<'_>, ast: &mut Ast, errors: &mut Errors) -> syn::Result<()> {
    while input.peek(syn::Ident) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
        let key: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let value: Expr = input.parse()?;
        let slot = match key.to_string().as_str() {
            "target" => &mut ast.target,
            "parent" => &mut ast.parent,
            "name" => &mut ast.name,
            _ => {
                errors.add(&key, messages::bad_prefix());
                continue_after_comma(input)?;
                continue;
            }
        };
        if slot.replace(value).is_some() {
            errors.add(&key, messages::bad_prefix());
        }
        continue_after_comma(input)?;
    }
    // Where the crate was renamed: `crate: ::other`, which only our own forwarding macros write.
    if input.peek(Token![crate]) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![:]>()?;
        let value: Expr = input.parse()?;
        ast.root = Root::read(&value, errors);
        continue_after_comma(input)?;
    }
    Ok(())
}

fn continue_after_comma(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

/// Fields up to the text, and the text to the end.
fn fields(input: ParseStream<'_>, ast: &mut Ast, errors: &mut Errors) -> syn::Result<()> {
    while !input.is_empty() {
        if input.peek(LitStr) && !input.peek2(Token![=]) {
            ast.text = Some(text(input)?);
            return Ok(());
        }
        let ahead = input.fork();
        match ahead.parse::<Shorthand>() {
            Ok(Shorthand(field)) if ahead.is_empty() || ahead.peek(Token![,]) => {
                syn::parse::discouraged::Speculative::advance_to(input, &ahead);
                ast.fields.push(field);
            }
            _ => {
                let mut other = TokenStream::new();
                while !input.is_empty() && !input.peek(Token![,]) {
                    input.parse::<TokenTree>()?.to_tokens(&mut other);
                }
                errors.add(&other, messages::bad_field());
            }
        }
        continue_after_comma(input)?;
    }
    Ok(())
}

/// A field; one without a value is that of its name: `order.id` is `order.id = order.id`.
struct Shorthand(Field);

impl Parse for Shorthand {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut field: Field = input.parse()?;
        if field.value.is_none()
            && let Name::Text(_) = &field.name
        {
            let expression = syn::parse2(field.at.clone())?;
            field.value = Some(Value {
                format: Format::Safe,
                expression,
            });
        }
        Ok(Self(field))
    }
}

fn text(input: ParseStream<'_>) -> syn::Result<Text> {
    let format = input.parse()?;
    let mut arguments = Vec::new();
    while !input.is_empty() {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        let name = if input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        let value = input.parse()?;
        arguments.push(Argument { name, value });
    }
    Ok(Text { format, arguments })
}
