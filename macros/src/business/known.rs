//! The metrics of the crate that is being compiled, as far as they have been expanded: two of one
//! name must be of one kind.
//!
//! The compiler runs all macros of a crate in one process, which this relies on; it promises no
//! more than that. In a language server, which keeps the process, nothing is compared, as it would
//! compare a crate with its own past. What is missed here, and two crates in one program, is found
//! when telemetry starts.

use super::ast::Kind;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

static KNOWN: OnceLock<Mutex<HashMap<String, Kind>>> = OnceLock::new();

/// The kind that the name has already, if it is another one.
pub(super) fn other(name: &str, kind: Kind) -> Option<Kind> {
    if !is_compiler() {
        return None;
    }
    let known = KNOWN.get_or_init(Mutex::default);
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let before = *known.entry(name.to_owned()).or_insert(kind);
    (before != kind).then_some(before)
}

fn is_compiler() -> bool {
    let program = std::env::current_exe().unwrap_or_default();
    let name = program.file_stem().unwrap_or_default().to_string_lossy();
    ["rustc", "rustdoc", "clippy-driver"].contains(&&*name)
}
