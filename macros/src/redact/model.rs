//! What will be generated: nothing in it can be wrong any more.

use super::ast::{Ast, Field, Given, Kind, Variant};
use super::display::{self, Piece};
use crate::args::class::Class;
use crate::diagnostics::Errors;
use crate::hygiene;
use crate::item::mentions;
use crate::paths::Root;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::{DeriveInput, Expr, Generics, Type, WherePredicate};

/// The type and what the implementations have in common.
pub(super) struct Frame {
    pub(super) root: Root,
    pub(super) name: Ident,
    pub(super) generics: Generics,
}

/// All implementations.
pub(super) struct Model {
    pub(super) frame: Frame,
    pub(super) is_enum: bool,
    pub(super) transparent: bool,
    pub(super) arms: Vec<Arm>,
    pub(super) displays: bool,
}

/// One variant, or the struct.
pub(super) struct Arm {
    pub(super) name: Ident,
    pub(super) kind: Kind,
    pub(super) hidden: bool,
    pub(super) fields: Vec<Shown>,
    pub(super) display: Vec<Piece>,
}

/// One field.
pub(super) struct Shown {
    pub(super) member: String,
    pub(super) name: Option<Ident>,
    /// The name that its value has in the arm.
    pub(super) binding: Ident,
    /// Its name with that of its variant.
    pub(super) path: String,
    /// Its place in the schema.
    pub(super) place: usize,
    pub(super) ty: Type,
    pub(super) how: How,
    pub(super) reason: String,
}

/// How a field is shown.
pub(super) enum How {
    Nested,
    Public,
    Classified {
        class: Class,
        keep_last: u8,
        namespace: String,
        shape: Option<&'static str>,
        presence: bool,
    },
    Url,
    Map(Class, Class),
    With(Box<Expr>),
    Dropped,
}

pub(super) fn frame(ast: &Ast, input: &DeriveInput) -> Frame {
    Frame {
        root: Root::new(ast.whole.root.clone()),
        name: ast.name.clone(),
        generics: input.generics.clone(),
    }
}

/// The model, if every text to display can be read.
pub(super) fn build(ast: &Ast, input: &DeriveInput, errors: &mut Errors) -> Option<Model> {
    let mut place = 0;
    let mut arms = Vec::new();
    for variant in &ast.variants {
        arms.push(arm(ast, variant, &mut place));
    }
    let displays = display::read(ast, &mut arms, errors);
    if !errors.is_empty() {
        return None;
    }
    let mut frame = frame(ast, input);
    bind(&mut frame, &arms, ast.whole.bound.as_ref());
    Some(Model {
        frame,
        is_enum: ast.is_enum,
        transparent: ast.whole.has("transparent"),
        arms,
        displays,
    })
}

fn arm(ast: &Ast, variant: &Variant, place: &mut usize) -> Arm {
    let hidden = variant.given.has("variant");
    let default = variant.given.all.as_ref().or(ast.whole.all.as_ref());
    let fields = variant.fields.iter().map(|field| {
        let path = if ast.is_enum {
            format!("{}.{}", variant.name, field.member)
        } else {
            field.member.clone()
        };
        let shown = Shown {
            member: field.member.clone(),
            name: field.name.clone(),
            binding: hygiene::field(*place),
            path,
            place: *place,
            ty: field.ty.clone(),
            how: how(ast, field, default),
            reason: field.given.reason.clone().unwrap_or_default(),
        };
        *place += 1;
        shown
    });
    Arm {
        fields: fields.collect(),
        name: variant.name.clone(),
        kind: variant.kind,
        hidden,
        display: Vec::new(),
    }
}

fn how(ast: &Ast, field: &Field, default: Option<&Class>) -> How {
    let said = |given: &Given| of(given, given.class.as_ref());
    let transparent = ast.whole.has("transparent");
    said(&field.given)
        .or_else(|| transparent.then(|| said(&ast.whole)).flatten())
        .or_else(|| of(&field.given, default))
        .unwrap_or(How::Nested)
}

/// What is said in one place.
fn of(given: &Given, class: Option<&Class>) -> Option<How> {
    if given.has("public") {
        return Some(How::Public);
    }
    if given.has("url") {
        return Some(How::Url);
    }
    if given.has("drop") {
        return Some(How::Dropped);
    }
    if let Some((keys, values)) = &given.map {
        return Some(How::Map(keys.clone(), values.clone()));
    }
    if let Some(with) = &given.with {
        return Some(How::With(Box::new(with.clone())));
    }
    Some(How::Classified {
        class: class?.clone(),
        keep_last: given.keep_last.unwrap_or(0),
        namespace: given.hash.clone().unwrap_or_default(),
        shape: given.shape,
        presence: given.has("presence"),
    })
}

/// Bounds on the type's parameters, and on nothing else: those that fields without a class, or
/// public ones, are made of.
fn bind(frame: &mut Frame, arms: &[Arm], given: Option<&Vec<WherePredicate>>) {
    let root = frame.root.clone();
    let mut bounds: Vec<WherePredicate> = given.cloned().unwrap_or_default();
    if given.is_none() {
        let fields: Vec<&Shown> = arms.iter().flat_map(|arm| &arm.fields).collect();
        for parameter in frame.generics.type_params() {
            let name = &parameter.ident;
            let used = |is: fn(&How) -> bool| {
                let mut fields = fields.iter().filter(|field| is(&field.how));
                fields.any(|field| holds(&field.ty, name))
            };
            if used(|how| matches!(how, How::Nested)) {
                bounds.push(syn::parse_quote!(#name: #root::Redact));
            } else if used(|how| matches!(how, How::Public)) {
                bounds.push(syn::parse_quote!(#name: #root::Open));
            }
        }
    }
    if !bounds.is_empty() {
        let clause = frame.generics.make_where_clause();
        clause.predicates.extend(bounds);
    }
}

/// Whether values of a type hold values of a parameter. A `PhantomData` holds none.
fn holds(ty: &Type, parameter: &Ident) -> bool {
    let phantom = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    phantom.is_none_or(|last| last.ident != "PhantomData")
        && mentions(&ty.to_token_stream(), parameter)
}
