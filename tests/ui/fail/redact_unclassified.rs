// A field of which nobody said what it is, and whose type has no rules, does not compile.
#![allow(dead_code)]
use frosted::Redact;

struct Foreign;

#[derive(Redact)]
struct Account {
    email: String,
    age: u8,
    key: Foreign,
    keys: Vec<[u8; 32]>,
}

fn main() {}
