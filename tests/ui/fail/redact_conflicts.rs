// A field is one thing, and says of itself only what belongs to it.
#![allow(dead_code)]
use frosted::Redact;

#[derive(Redact)]
struct Account {
    #[redact(pii, drop)]
    a: String,
    #[redact(public, keep_last = 4)]
    b: String,
    #[redact(pii, keep_last = 4, as = email)]
    c: String,
    #[redact(pii, reason = "none")]
    d: String,
    #[redact(public)]
    password: String,
    #[redact(pii, transparent)]
    e: String,
    #[redact(pii, variant = hidden)]
    f: String,
}

#[derive(Redact)]
#[redact(pii)]
struct Whole(#[redact(pii)] String);

#[derive(Redact)]
#[redact(transparent)]
struct Two(#[redact(pii)] String, #[redact(pii)] String);

#[derive(Redact)]
#[redact(transparent, pii)]
struct Twice(#[redact(secret)] String);

#[derive(Redact)]
#[redact(variant = hidden)]
enum Login {
    #[redact(all = pii)]
    Nothing,
    #[redact(variant = hidden, display = "x")]
    Hidden,
    #[redact(pii)]
    Bearer(#[redact(secret)] String),
    #[redact(transparent)]
    Basic(#[redact(secret)] String),
}

fn main() {}
