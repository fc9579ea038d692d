//! What types with rules show of themselves.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]
#![allow(dead_code, reason = "fields are there to be hidden")]

mod containers;
mod derive;
mod errors;
mod foreign;
mod fuzz;
mod ordinary;
mod properties;
mod serialized;

use frosted::Redact;
use frosted::redact::Redacted;

fn shown(value: &impl Redact) -> String {
    Redacted::new(value).to_string()
}
