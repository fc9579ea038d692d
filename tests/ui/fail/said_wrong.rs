// What an attribute says of parameters must be said once, of parameters that there are.
use frosted::observed;

#[observed(public(region, token, 1), class(emial = pii, region = pii, a, b.c = pii, c = pie), skip(email))]
fn send(region: &str, #[redact(pii)] email: &str, token: u8, #[redact] c: u8, #[redact(hash)] d: u8) {}

#[observed(class(xyzzy = pii))]
fn other(a: u8) {}

fn main() {}
