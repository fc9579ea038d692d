// Arguments that the type of a field has no use for.
#![allow(dead_code)]
use frosted::Redact;

struct Foreign;

#[derive(Redact)]
struct Account {
    #[redact(public)]
    a: Foreign,
    #[redact(pii, keep_last = 4)]
    b: Foreign,
    #[redact(url)]
    c: u8,
    #[redact(map(keys = public, values = secret))]
    d: u8,
    #[redact(pii, hash = "x")]
    e: Option<Foreign>,
}

fn main() {}
