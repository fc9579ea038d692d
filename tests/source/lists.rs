//! Rules that stand in two places, because one place cannot reach the other.

use crate::read;

#[allow(dead_code, reason = "only the rules for sensitive names are compared")]
#[path = "../../macros/src/names.rs"]
mod in_macros;
#[path = "../../runtime/src/redact/keys.rs"]
mod in_runtime;

const SENSITIVE: &[&str] = &[
    "password",
    "user.password",
    "userPassword",
    "USER_PASSWORD",
    "DBPassword",
    "password2",
    "dbpassword",
    "apiKey",
    "X-Api-Key",
    "APIKey",
    "api_key",
    "apikey",
    "api_keys",
    "credit_card",
    "creditCardNumber",
    "creditcard",
    "ssn",
    "auth_token",
    "authtoken",
    "access_token",
    "JWTToken",
    "token2",
    "tokens",
    "pin",
    "pin1",
    "pins",
    "cvv",
    "cvv2",
    "cvc2",
    "card_number",
    "Authorization",
    "cookies",
    "session_id",
    "sessionid",
    "privatekey",
    "private.key",
    "client_secret",
    "clientsecret",
    "secrets",
    "credentials",
    "passwd",
    "access_key",
    "accountKeys",
    "DB_PASS",
    "passcode",
    "r#pin",
];
const HARMLESS: &[&str] = &[
    "author",
    "authority",
    "tokenizer",
    "secretary",
    "session_count",
    "pinned",
    "expand",
    "order.id",
    "key",
    "panic",
    "spin",
    "company",
    "opinion",
    "pancake",
    "address",
    "sessions",
    "cardinal",
    "",
    "_",
    "123",
];
const MEASURES: &[&str] = &[
    "token_length",
    "tokens",
    "password_len",
    "cookieCount",
    "max_tokens",
];

#[test]
fn the_macro_and_the_sinks_agree_on_sensitive_names() {
    for name in SENSITIVE {
        assert!(
            in_macros::is_sensitive(name) && in_runtime::is_sensitive(name),
            "{name}"
        );
    }
    for name in HARMLESS {
        assert!(
            !in_macros::is_sensitive(name) && !in_runtime::is_sensitive(name),
            "{name}"
        );
    }
    for name in MEASURES {
        assert!(
            in_macros::is_measure(name) && in_runtime::is_measure(name),
            "{name}"
        );
    }
}

#[test]
fn both_are_the_same_text() {
    let rules = |file| {
        let text = crate::read(file);
        let start = text.find("/// Names that speak of a secret").unwrap();
        let end = text.find("/// The candidate that").unwrap_or(text.len());
        text[start..end].trim().to_owned()
    };
    assert_eq!(
        rules("macros/src/names.rs"),
        rules("runtime/src/redact/keys.rs")
    );
}

#[test]
fn the_macros_know_the_bounds_of_durations() {
    let numbers = |file: &str, start: &str| -> Vec<f64> {
        let source = read(file);
        let list = source.split(start).nth(1).unwrap();
        let list = list
            .split(']')
            .next()
            .unwrap()
            .replace(['_', '\n', ' '], "");
        let numbers = list.split(',').filter(|text| !text.is_empty());
        numbers.map(|text| text.parse().unwrap()).collect()
    };
    let macros = numbers("macros/src/args/time.rs", "FUNCTION_BOUNDS: [u64; 16] = [");
    let functions = numbers("runtime/src/metrics/red/block.rs", "BOUNDS: [u64; 16] = [");
    let routes = numbers(
        "runtime/src/names/mod.rs",
        "DURATION_BUCKETS: [f64; 14] = [",
    );
    let of_functions: Vec<_> = functions.iter().map(|nanos| nanos / 1e6).collect();
    let of_routes: Vec<_> = routes.iter().map(|seconds| seconds * 1000.0).collect();
    assert_eq!(macros, of_functions);
    assert_eq!(macros[..14], of_routes);
}
