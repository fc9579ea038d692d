//! Prints the implementations.

use super::ast::Kind;
use super::display::Piece;
use super::model::{Arm, Frame, How, Model, Shown};
use super::schema;
use crate::args::class::Class;
use crate::hygiene;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

/// All of them. The constant around them keeps the schema's name to itself.
pub(super) fn print(model: &Model) -> TokenStream {
    let schema = schema::print(model);
    let assertions = assertions(model);
    let redact = redact(&model.frame, &body(model), model.displays);
    let display = model.displays.then(|| display(model));
    quote! {
        const _: () = {
            #schema
            #assertions
            #redact
            #display
        };
    }
}

/// The implementations for a type with faults, which show nothing.
pub(super) fn nothing(frame: &Frame) -> TokenStream {
    let (root, out) = (&frame.root, hygiene::out());
    let name = frame.name.unraw().to_string();
    redact(frame, &quote!(#root::Out::unit(#out, #name)), false)
}

/// `Redact`, and the `Debug` that goes by it.
fn redact(frame: &Frame, body: &TokenStream, displays: bool) -> TokenStream {
    let Frame { root, name, .. } = frame;
    let (generics, parameters, bounds) = frame.generics.split_for_impl();
    let out = hygiene::out();
    let text = displays.then(|| {
        quote! {
            fn __frosted_text(&self) -> ::core::option::Option<::std::string::String> {
                ::core::option::Option::Some(::std::string::ToString::to_string(self))
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #generics #root::Redact for #name #parameters #bounds {
            fn redact(&self, #out: &mut #root::Out<'_>) -> ::core::fmt::Result {
                #body
            }
            #text
        }
        #[automatically_derived]
        impl #generics ::core::fmt::Debug for #name #parameters #bounds {
            fn fmt(&self, #out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&#root::Redacted::new(self), #out)
            }
        }
    }
}

/// Classes of a taxonomy that leave traces must allow it.
fn assertions(model: &Model) -> TokenStream {
    let root = &model.frame.root;
    let fields = model.arms.iter().flat_map(|arm| &arm.fields);
    let checked = fields.filter_map(|field| match &field.how {
        How::Classified {
            class: Class::Path(class),
            keep_last,
            namespace,
            shape,
            ..
        } if *keep_last > 0 || !namespace.is_empty() || shape.is_some() => {
            Some(quote_spanned!(class.span()=> const _: () = #root::shows_traces(#class);))
        }
        _ => None,
    });
    checked.collect()
}

fn body(model: &Model) -> TokenStream {
    if model.arms.is_empty() {
        return quote!(match *self {});
    }
    let root = &model.frame.root;
    let arms = model.arms.iter().map(|arm| {
        let (pattern, value) = (pattern(model, arm), arm_body(model, arm));
        quote!(#pattern => { #value })
    });
    quote! {
        use #root::traits::*;
        match self { #(#arms)* }
    }
}

/// Fields that nobody looks at have no binding.
fn pattern(model: &Model, arm: &Arm) -> TokenStream {
    let path = if model.is_enum {
        let name = &arm.name;
        quote!(Self::#name)
    } else {
        quote!(Self)
    };
    let fields = arm.fields.iter().enumerate();
    let shown = fields.filter(|(_, field)| is_shown(arm, field));
    let bound = shown.map(|(place, field)| {
        let binding = &field.binding;
        let member = match &field.name {
            Some(name) => name.to_token_stream(),
            None => syn::Index::from(place).to_token_stream(),
        };
        quote!(#member: #binding)
    });
    quote!(#path { #(#bound,)* .. })
}

fn is_shown(arm: &Arm, field: &Shown) -> bool {
    !arm.hidden && !matches!(field.how, How::Dropped)
}

fn arm_body(model: &Model, arm: &Arm) -> TokenStream {
    let root = &model.frame.root;
    let (out, parts) = (hygiene::out(), hygiene::parts());
    let name = arm.name.unraw().to_string();
    if arm.hidden {
        return quote!(#root::Out::unit(#out, "[hidden]"));
    }
    if model.transparent
        && let Some(field) = arm.fields.first()
    {
        if matches!(field.how, How::Dropped) {
            return quote!(::core::result::Result::Ok(()));
        }
        let value = value(model, field);
        return quote!(#root::Out::within(#out, #value));
    }
    let opens = match (arm.kind, model.is_enum) {
        (Kind::Unit, _) => return quote!(#root::Out::unit(#out, #name)),
        (Kind::Named, false) => quote!(structure),
        (Kind::Named, true) => quote!(structure_variant),
        (Kind::Tuple, false) => quote!(tuple),
        (Kind::Tuple, true) => quote!(tuple_variant),
    };
    let fields = arm.fields.iter().filter(|field| is_shown(arm, field));
    let fields = fields.map(|field| {
        let (value, member) = (value(model, field), &field.member);
        match arm.kind {
            Kind::Named => quote!(#root::Parts::field(&mut #parts, #member, #value);),
            Kind::Tuple | Kind::Unit => quote!(#root::Parts::item(&mut #parts, #value);),
        }
    });
    quote! {
        let mut #parts = #root::Out::#opens(#out, #name);
        #(#fields)*
        #root::Parts::end(&mut #parts)
    }
}

/// A reference to a field as it is shown. What is wrong with its type is said at its type.
fn value(model: &Model, field: &Shown) -> TokenStream {
    let root = &model.frame.root;
    let name = model.frame.name.unraw().to_string();
    let of = quote!(::core::concat!(::core::module_path!(), "::", #name));
    let at = Span::mixed_site().located_at(field.ty.span());
    let binding = hygiene::shown_at(&field.binding, at);
    match &field.how {
        How::Nested => quote_spanned!(at=> &#root::nested(#binding)),
        How::Public => quote_spanned! {at=>
            &#root::public(#binding, (&&#root::Probe(#binding)).__frosted_shows())
        },
        How::Url => quote_spanned!(at=> &#root::address(#binding)),
        How::With(shows) => {
            let at = Span::mixed_site().located_at(shows.span());
            let binding = hygiene::shown_at(&field.binding, at);
            let (value, out) = (hygiene::value(), hygiene::out());
            // In a closure, as a function of `&str` is one for a `String` too.
            quote_spanned! {at=>
                &#root::custom(#binding, |#value, #out| (#shows)(#value, #out))
            }
        }
        How::Map(keys, values) => {
            let halves = schema::halves(root, &field.path, keys, values);
            quote_spanned! {at=>
                &#root::map(
                    #binding,
                    (
                        (&&&&#root::of_keys(#binding)).__frosted_reads(),
                        (&&&&#root::of_values(#binding)).__frosted_reads(),
                    ),
                    #halves,
                    #of,
                )
            }
        }
        How::Classified {
            keep_last,
            namespace,
            shape,
            ..
        } => {
            let mut reads = quote_spanned!(at=> (&&&&#root::of(#binding)).__frosted_reads());
            if *keep_last > 0 || !namespace.is_empty() || shape.is_some() {
                reads = quote_spanned!(at=> #root::needs_text(#binding, #reads));
            }
            let (schema, place) = (hygiene::schema(), field.place);
            quote_spanned! {at=>
                &#root::Classified::new(#binding, #reads, &#schema.fields[#place], #of)
            }
        }
        How::Dropped => TokenStream::new(),
    }
}

/// `Display`, from text of the program and fields as they may be seen.
fn display(model: &Model) -> TokenStream {
    let Frame { root, name, .. } = &model.frame;
    let (generics, parameters, bounds) = model.frame.generics.split_for_impl();
    let out = hygiene::out();
    let arms = model.arms.iter().map(|arm| {
        let pattern = pattern(model, arm);
        let pieces = arm.display.iter().map(|piece| match piece {
            Piece::Text(text) => quote!(::core::fmt::Formatter::write_str(#out, #text)?;),
            Piece::Field(place) => {
                let value = value(model, &arm.fields[*place]);
                quote!(::core::fmt::Display::fmt(&#root::Redacted::new(#value), #out)?;)
            }
        });
        let hidden = arm
            .hidden
            .then(|| quote!(::core::fmt::Formatter::write_str(#out, "[hidden]")?;));
        let unused = unused(arm);
        quote!(#pattern => { #unused #hidden #(#pieces)* })
    });
    quote! {
        #[automatically_derived]
        impl #generics ::core::fmt::Display for #name #parameters #bounds {
            fn fmt(&self, #out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                use #root::traits::*;
                match self { #(#arms)* }
                ::core::result::Result::Ok(())
            }
        }
    }
}

/// Fields that the text does not name.
fn unused(arm: &Arm) -> TokenStream {
    let named = |place: usize| {
        let mut pieces = arm.display.iter();
        pieces.any(|piece| matches!(piece, Piece::Field(it) if *it == place))
    };
    let fields = arm.fields.iter().enumerate();
    let unused = fields.filter(|(place, field)| is_shown(arm, field) && !named(*place));
    let bindings = unused.map(|(_, field)| {
        let binding = &field.binding;
        quote!(let _ = #binding;)
    });
    bindings.collect()
}
