// What is displayed is text of the program and fields as they may be seen, and no format.
#![allow(dead_code)]
use frosted::Redact;

#[derive(Redact)]
#[redact(display = "{id:?} {emial} {gone} { } }")]
struct Account {
    #[redact(public)]
    id: u64,
    #[redact(pii)]
    email: String,
    #[redact(drop)]
    gone: String,
}

#[derive(Redact)]
enum Failed {
    #[redact(display = "not found")]
    NotFound,
    Other,
}

#[derive(Redact)]
#[redact(display = "failed")]
enum Whole {
    Failed,
}

fn main() {}
