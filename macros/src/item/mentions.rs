//! What tokens say of a name.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use syn::ext::IdentExt;

/// Whether `tokens` mention `name`, format strings such as `"{name}"` included. A member of the
/// same letters is another thing; another binding of them counts.
pub(crate) fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    !all(tokens, name).is_empty()
}

/// Whether `tokens` give `name` a value before anything reads it, or nothing reads it at all.
pub(crate) fn assigns_first(tokens: &TokenStream, name: &Ident) -> bool {
    let mentions = all(tokens, name);
    mentions.first() == Some(&Mention::Assigned)
        || mentions.iter().all(|mention| *mention != Mention::Read)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mention {
    Read,
    /// `name = ..`
    Assigned,
    /// `name += ..`
    Changed,
}

/// Every mention, in order.
fn all(tokens: &TokenStream, name: &Ident) -> Vec<Mention> {
    let text = name.unraw().to_string();
    let captured = format!("{{{text}");
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => found.extend(all(&group.stream(), name)),
            TokenTree::Ident(ident) if ident.unraw() == text && !is_member(&tokens[..place]) => {
                found.push(kind(&tokens[place + 1..]));
            }
            TokenTree::Literal(literal) if literal.to_string().contains(&captured) => {
                found.push(Mention::Read);
            }
            _ => {}
        }
    }
    found
}

/// Whether a name after these tokens is that of a member: `order.id`, but not `0..id`.
fn is_member(before: &[TokenTree]) -> bool {
    let is_dot = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == '.');
    let mut backwards = before.iter().rev();
    is_dot(backwards.next()) && !is_dot(backwards.next())
}

fn kind(after: &[TokenTree]) -> Mention {
    let punct = |place: usize| match after.get(place) {
        Some(TokenTree::Punct(punct)) => Some((punct.as_char(), punct.spacing())),
        _ => None,
    };
    match (punct(0), punct(1)) {
        (Some(('=', Spacing::Alone)), _) => Mention::Assigned,
        (Some((operator, Spacing::Joint)), Some(('=', Spacing::Alone)))
            if "+-*/%^&|".contains(operator) =>
        {
            Mention::Changed
        }
        _ => Mention::Read,
    }
}
