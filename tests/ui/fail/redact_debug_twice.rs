// The derive gives `Debug`: another one would show what it hides.
use frosted::Redact;

#[derive(Debug, Redact)]
struct Account {
    #[redact(pii)]
    email: String,
}

fn main() {}
