// A secret leaves no trace: neither a hash nor a part of it, and it is not public.
#![allow(dead_code)]
use frosted::Redact;

frosted::taxonomy! {
    Acme { TenantSecret: secret, Open: public }
}

#[derive(Redact)]
struct Account {
    #[redact(secret, hash = "keys")]
    one: String,
    #[redact(secret, keep_last = 4)]
    two: String,
    #[redact(secret, as = email)]
    three: String,
    #[redact(secret, public)]
    four: String,
}

#[derive(Redact)]
struct Tenant {
    #[redact(class = Acme::TenantSecret, keep_last = 4)]
    key: String,
}

#[derive(Redact)]
struct Other {
    #[redact(class = Acme::Open)]
    key: String,
}

fn main() {}
