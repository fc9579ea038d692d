// `%` and `?` would print a value with rules past them.
use frosted::{Redact, observed};

#[derive(Redact)]
#[redact(transparent, pii)]
struct Email(String);

#[observed(fields(sender = ?email, %host))]
fn send(email: &Email, host: std::net::IpAddr) {}

fn main() {}
