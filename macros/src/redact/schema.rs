//! Prints what the type says of its fields. The walk reads it from there.

use super::model::{How, Model, Shown};
use crate::args::class::Class;
use crate::hygiene;
use crate::paths::Root;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The schema, and its place in the list of all.
pub(super) fn print(model: &Model) -> TokenStream {
    let root = &model.frame.root;
    let schema = hygiene::schema();
    let name = syn::ext::IdentExt::unraw(&model.frame.name).to_string();
    let fields = model.arms.iter().flat_map(|arm| &arm.fields);
    let infos = fields.map(|field| info(root, field));
    quote! {
        static #schema: #root::Schema = #root::Schema {
            name: #name,
            module: ::core::module_path!(),
            fields: &[#(#infos),*],
        };
        #root::register_schema!(#schema);
    }
}

fn info(root: &Root, field: &Shown) -> TokenStream {
    let path = &field.path;
    let mut given = quote!(path: #path,);
    let mut set = |key: &str, value: TokenStream| {
        let key = Ident::new(key, Span::mixed_site());
        given.extend(quote!(#key: #value,));
    };
    match &field.how {
        How::Nested => {}
        How::Public => set("shows", quote!(#root::Shows::All)),
        How::Url => set("shows", quote!(#root::Shows::Url)),
        How::With(_) => set("shows", quote!(#root::Shows::Custom)),
        How::Dropped => set("shows", quote!(#root::Shows::Nothing)),
        How::Map(keys, values) => {
            let (keys, values) = (of_half(root, keys), of_half(root, values));
            set(
                "shows",
                quote!(#root::Shows::Map { keys: #keys, values: #values }),
            );
        }
        How::Classified {
            class,
            keep_last,
            namespace,
            shape,
            presence,
        } => {
            let class = class.print(root);
            set("class", quote!(::core::option::Option::Some(#class)));
            set("shows", quote!(#root::Shows::Classified));
            if *keep_last > 0 {
                set("keep_last", quote!(#keep_last));
            }
            if !namespace.is_empty() {
                set("namespace", quote!(#namespace));
            }
            if let Some(shape) = shape {
                let shape = Ident::new(shape, Span::mixed_site());
                let shape = quote!(::core::option::Option::Some(#root::Shape::#shape));
                set("shape", shape);
            }
            if *presence {
                set("presence", quote!(true));
            }
        }
    }
    if !field.reason.is_empty() {
        let reason = &field.reason;
        set("reason", quote!(#reason));
    }
    quote!(#root::FieldInfo { #given ..#root::FieldInfo::NESTED })
}

/// Of a map, also `public` is a class.
fn of_half(root: &Root, class: &Class) -> TokenStream {
    class.print(root)
}

/// What the keys and the values of a map are.
pub(super) fn halves(root: &Root, path: &str, keys: &Class, values: &Class) -> TokenStream {
    let half = |half: &str, class: &Class| {
        let path = format!("{path}.{half}");
        let class = of_half(root, class);
        quote!(#root::FieldInfo::classified(#path, #class))
    };
    let (keys, values) = (half("keys", keys), half("values", values));
    let info = hygiene::info();
    quote! {{
        static #info: [#root::FieldInfo; 2] = [#keys, #values];
        &#info
    }}
}
