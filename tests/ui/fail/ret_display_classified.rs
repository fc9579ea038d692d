// `ret(Display)` prints a value past its own rules, so that a value with rules is refused.
#![allow(dead_code)]
use frosted::{Redact, observed};
use std::fmt;

#[derive(Redact)]
struct Customer {
    #[redact(pii)]
    email: String,
}

impl fmt::Display for Customer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.email)
    }
}

fn customer() -> Customer {
    Customer { email: String::new() }
}

#[observed(ret(Display))]
fn whole() -> Customer {
    customer()
}

#[observed(ret(Display))]
async fn inside() -> Result<Customer, fmt::Error> {
    Ok(customer())
}

#[frosted::instrument(ret(Display))]
fn as_tracing_does() -> Customer {
    customer()
}

#[observed(ret(Display))]
fn harmless() -> Result<u8, fmt::Error> {
    Ok(1)
}

#[observed(ret(Debug))]
fn by_its_rules() -> Customer {
    customer()
}

fn main() {}
