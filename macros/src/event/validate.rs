//! Judges what was written. One function for each rule.

use super::ast::Ast;
use crate::args::field::Name;
use crate::diagnostics::Errors;
use crate::messages;
use crate::names;
use std::collections::HashSet;

/// Reports every fault.
pub(super) fn judge(ast: &Ast, errors: &mut Errors) {
    let mut seen = HashSet::new();
    for field in &ast.fields {
        let Name::Text(name) = &field.name else {
            continue;
        };
        // `info!(a = 1, a = 2)`
        if !seen.insert(name) {
            errors.add(&field.at, messages::duplicate_field(name));
        }
        // `info!(password = input)`
        if names::is_sensitive(name) && !names::is_measure(name) {
            errors.add(&field.at, messages::sensitive_field(name));
        }
    }
}
