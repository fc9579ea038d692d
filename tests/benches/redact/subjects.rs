//! The same data for each of the crates.

use frosted::redact::{Class, Out};
use frosted::{Redact, observed};
use regex::Regex;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Redact)]
pub(crate) struct Ours {
    #[redact(public)]
    id: u64,
    #[redact(public)]
    region: String,
    #[redact(pii)]
    name: String,
    #[redact(pii)]
    email: String,
    #[redact(pii)]
    phone: String,
    #[redact(pan)]
    card: String,
    #[redact(secret)]
    password: String,
    #[redact(secret)]
    token: String,
    #[redact(public)]
    visits: u32,
    counted: Counted,
}

/// Counts how often it is asked.
struct Counted;

static CALLS: AtomicU64 = AtomicU64::new(0);

impl Redact for Counted {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        CALLS.fetch_add(1, Ordering::Relaxed);
        out.classified(Class::PII, None)
    }
}

pub(crate) fn calls_of_redact() -> u64 {
    CALLS.load(Ordering::Relaxed)
}

fn text(part: &str) -> String {
    format!("{part} of a customer")
}

impl Ours {
    pub(crate) fn new() -> Self {
        Self {
            id: 7,
            region: text("region"),
            name: text("name"),
            email: text("email"),
            phone: text("phone"),
            card: text("card"),
            password: text("password"),
            token: text("token"),
            visits: 3,
            counted: Counted,
        }
    }
}

#[derive(veil::Redact)]
pub(crate) struct Veiled {
    id: u64,
    region: String,
    #[redact(fixed = 3)]
    name: String,
    #[redact(fixed = 3)]
    email: String,
    #[redact(fixed = 3)]
    phone: String,
    #[redact(fixed = 3)]
    card: String,
    #[redact(fixed = 3)]
    password: String,
    #[redact(fixed = 3)]
    token: String,
    visits: u32,
    #[redact(fixed = 3)]
    counted: String,
}

impl Veiled {
    pub(crate) fn new() -> Self {
        Self {
            id: 7,
            region: text("region"),
            name: text("name"),
            email: text("email"),
            phone: text("phone"),
            card: text("card"),
            password: text("password"),
            token: text("token"),
            visits: 3,
            counted: text("counted"),
        }
    }
}

#[derive(Debug)]
#[allow(dead_code, reason = "only printed")]
pub(crate) struct Secrecy {
    id: u64,
    region: String,
    name: secrecy::SecretString,
    email: secrecy::SecretString,
    phone: secrecy::SecretString,
    card: secrecy::SecretString,
    password: secrecy::SecretString,
    token: secrecy::SecretString,
    visits: u32,
    counted: secrecy::SecretString,
}

impl Secrecy {
    pub(crate) fn new() -> Self {
        Self {
            id: 7,
            region: text("region"),
            name: text("name").into(),
            email: text("email").into(),
            phone: text("phone").into(),
            card: text("card").into(),
            password: text("password").into(),
            token: text("token").into(),
            visits: 3,
            counted: text("counted").into(),
        }
    }
}

/// Nobody listens: there is no `init`.
#[observed]
#[inline(never)]
pub(crate) fn disabled(subject: &Ours) -> u64 {
    std::hint::black_box(subject.id)
}

#[inline(never)]
pub(crate) fn bare(subject: &Ours) -> u64 {
    std::hint::black_box(subject.id)
}

/// What one finds in many code bases: a list of expressions, one after another.
pub(crate) struct Naive(Vec<Regex>);

impl Naive {
    pub(crate) fn new() -> Self {
        let list = [
            r#"(?i)(password|passwd|pwd|token|secret|api[_-]?key|authorization|cookie|ssn|cvv)["']?\s*[:=]\s*["']?[^\s"',;&]+"#,
            r"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*",
            r"-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----",
            r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}",
            r"\b(AKIA|ASIA)[A-Z0-9]{16}\b",
            r"\bgh[pousr]_[A-Za-z0-9]{30,}\b",
            r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
            r"\b[rs]k_(live|test)_[A-Za-z0-9]{16,}\b",
            r"\bAIza[A-Za-z0-9_-]{35}",
            r"\b(?:\d[ -]?){13,19}\b",
            r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b",
            r"[a-z][a-z0-9+.-]*://[^\s/@]+:[^\s/@]+@",
        ];
        let compiled = list.iter().map(|it| Regex::new(it).expect("it is right"));
        Self(compiled.collect())
    }

    pub(crate) fn scrub(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, expression| {
            expression.replace_all(&text, "[scrubbed]").into_owned()
        })
    }
}

fn repeated(part: &str) -> String {
    part.chars().cycle().take(1024).collect()
}

/// Lines of 1 KiB.
pub(crate) fn lines() -> Vec<(&'static str, String)> {
    vec![
        (
            "prose, nothing to find",
            repeated("the order of the customer was sent to the warehouse and will arrive. "),
        ),
        (
            "fields, nothing to find",
            repeated("method=GET path=/orders/42 status=200 duration_ms=12 region=eu "),
        ),
        (
            "JSON, nothing to find",
            repeated("{\"method\":\"GET\",\"status\":200,\"items\":[1,2,3],\"region\":\"eu\"},"),
        ),
        (
            "fields, one secret",
            format!(
                "{} password=hunter2",
                &repeated("method=GET status=200 region=eu ")[..1000]
            ),
        ),
        (
            "fields, many secrets",
            repeated("password=hunter2 token=abc https://u:p@host/?a=b "),
        ),
    ]
}
