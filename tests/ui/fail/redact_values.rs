// Values of the arguments that are none, each with what is allowed.
#![allow(dead_code)]
use frosted::Redact;

#[derive(Redact)]
#[redact(bound = 1)]
struct Account {
    #[redact(class = pii)]
    a: String,
    #[redact(pii, keep_last = 100)]
    b: String,
    #[redact(pii, hash = "")]
    c: String,
    #[redact(pii, as = phone)]
    d: String,
    #[redact(map(keys = public))]
    e: Vec<(String, String)>,
    #[redact(map(keys = public, values = pi))]
    f: Vec<(String, String)>,
    #[redact(pii = "x")]
    g: String,
    #[redact]
    h: String,
}

#[derive(Redact)]
#[redact(all = public)]
struct All {
    a: String,
}

#[derive(Redact)]
#[redact(all = "pii")]
struct Text {
    a: String,
}

#[derive(Redact)]
enum Login {
    #[redact(variant = shown)]
    Nothing,
}

#[derive(Redact)]
union Union {
    a: u8,
}

fn main() {}
