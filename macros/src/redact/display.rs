//! `display = "order {id} of {customer}"`: text of the program's own, and fields by name.

use super::ast::Ast;
use super::model::{Arm, How};
use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use syn::LitStr;

/// A piece of the text.
pub(super) enum Piece {
    Text(String),
    /// The field at this place of the variant.
    Field(usize),
}

/// Reads what each variant displays; whether there is anything to display.
pub(super) fn read(ast: &Ast, arms: &mut [Arm], errors: &mut Errors) -> bool {
    let templates: Vec<Option<&LitStr>> = ast
        .variants
        .iter()
        .map(|variant| {
            let given = if ast.is_enum {
                &variant.given
            } else {
                &ast.whole
            };
            given.display.as_ref()
        })
        .collect();
    if templates.iter().all(Option::is_none) {
        return false;
    }
    for ((arm, template), variant) in arms.iter_mut().zip(templates).zip(&ast.variants) {
        match template {
            Some(template) => arm.display = pieces(arm, template, errors),
            None if arm.hidden => {}
            None => errors.add(&variant.name, messages::display_is_missing()),
        }
    }
    true
}

fn pieces(arm: &Arm, template: &LitStr, errors: &mut Errors) -> Vec<Piece> {
    let text = template.value();
    let (mut pieces, mut literal) = (Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' if letters.peek() == Some(&letter) => {
                letters.next();
                literal.push(letter);
            }
            '{' => {
                let name: String = letters.by_ref().take_while(|it| *it != '}').collect();
                if let Some(place) = field(arm, &name, template, errors) {
                    pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    pieces.push(Piece::Field(place));
                }
            }
            '}' => errors.add(template, messages::bad_display()),
            other => literal.push(other),
        }
    }
    pieces.push(Piece::Text(literal));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    pieces
}

/// The field of this name.
fn field(arm: &Arm, name: &str, at: &LitStr, errors: &mut Errors) -> Option<usize> {
    if name.contains(':') || name.is_empty() {
        errors.add(at, messages::bad_display());
        return None;
    }
    let place = arm.fields.iter().position(|field| field.member == name);
    let shown = place.filter(|place| !matches!(arm.fields[*place].how, How::Dropped));
    if shown.is_none() {
        let known = arm.fields.iter().map(|field| field.member.as_str());
        errors.add(
            at,
            messages::no_such_field(name, names::nearest(name, known)),
        );
    }
    shown
}
