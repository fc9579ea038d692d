// A strict function records nothing of which nobody said what it is.
use frosted::{Redact, observed};

#[derive(Redact)]
#[redact(transparent, pii)]
struct Email(String);

struct Pool;

#[observed(strict, skip(pool))]
fn send<T>(pool: &Pool, email: &Email, count: u8, text: &str, body: Vec<u8>, other: T) {}

fn main() {}
