//! What the scrubber finds, and what it leaves alone.

use super::*;

fn scrubbed(text: &str) -> String {
    let once = scrub(text, &mut Hits::default()).into_owned();
    let twice = scrub(&once, &mut Hits::default());
    assert_eq!(twice, once, "it does not change what it has done");
    once
}

#[track_caller]
fn becomes(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(scrubbed(text), *expected, "{text}");
    }
}

#[test]
fn values_after_names_that_speak_of_a_secret() {
    becomes(&[
        ("password=hunter2", "password=[scrubbed:key]"),
        ("a password=hunter2, b", "a password=[scrubbed:key], b"),
        (
            "user=ada&token=abc&x=1",
            "user=ada&token=[scrubbed:key]&x=1",
        ),
        (
            "{\"password\":\"hun\\\"ter2\",\"a\":1}",
            "{\"password\":\"[scrubbed:key]\",\"a\":1}",
        ),
        (
            "{\\\"apiKey\\\":\\\"hunter2\\\"}",
            "{\\\"apiKey\\\":\\\"[scrubbed:key]\\\"}",
        ),
        ("{\"pin\": 1234}", "{\"pin\": [scrubbed:key]}"),
        (
            "Config { password: \"hunter2\", port: 1 }",
            "Config { password: \"[scrubbed:key]\", port: 1 }",
        ),
        (
            "Config { secret: Some(\"a b\"), port: 1 }",
            "Config { secret: [scrubbed:key], port: 1 }",
        ),
        (
            "Config { secret: Key([1, 2]), port: 1 }",
            "Config { secret: [scrubbed:key], port: 1 }",
        ),
        (
            "Config { credentials: Login { user: \"a\" }, port: 1 }",
            "Config { credentials: [scrubbed:key], port: 1 }",
        ),
        (
            "Config { token: [104, 117], port: 1 }",
            "Config { token: [scrubbed:key], port: 1 }",
        ),
        (
            "Authorization: Digest a=\"b\"",
            "Authorization: [scrubbed:key]",
        ),
        (
            "authorization: Bearer a b\nnext",
            "authorization: [scrubbed:key]\nnext",
        ),
        ("\"cookie\": \"a=b; c=d\"", "\"cookie\": \"[scrubbed:key]\""),
        ("Set-Cookie: id=1; Secure", "Set-Cookie: [scrubbed:key]"),
        ("x-api-key = abc", "x-api-key = [scrubbed:key]"),
        ("token => abc", "token => [scrubbed:key]"),
        (
            "run --password hunter2 --host x",
            "run --password [scrubbed:key] --host x",
        ),
        ("run --api-key=abc", "run --api-key=[scrubbed:key]"),
        (
            "<password>hunter2</password>",
            "<password>[scrubbed:key]</password>",
        ),
        ("password: Some(\"never closed", "password: [scrubbed:key]"),
        ("password=häslich x", "password=[scrubbed:key] x"),
    ]);
}

#[test]
fn what_says_nothing_stays() {
    let texts = [
        "password: None",
        "token=",
        "password: [REDACTED]",
        "User { email: [pii], password: [secret] }",
        "token_length=12, max_tokens: 512",
        "frosted::Secret::new",
        "secret::Value",
        "run --token --host x",
        "the author: Ada",
        "tokenizer=fast session_count=3 pinned: 4",
    ];
    for text in texts {
        assert_eq!(scrubbed(text), text);
    }
}

#[test]
fn tokens_and_keys() {
    let pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----";
    becomes(&[
        (
            "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_x end",
            "got [scrubbed:jwt] end",
        ),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI", "[scrubbed:jwt]"),
        (&format!("key: {pem}!"), "key: [scrubbed:pem]!"),
        ("-----BEGIN PRIVATE KEY-----\nMIIEow", "[scrubbed:pem]"),
        (
            "sent Bearer abcdefgh12345678 to",
            "sent Bearer [scrubbed:header] to",
        ),
        ("Basic dXNlcjpwYXNz.", "Basic [scrubbed:header]."),
        ("AKIAIOSFODNN7EXAMPLE", "[scrubbed:vendor]"),
        (
            "ghp_0123456789abcdefghijABCDEFGHIJ012345",
            "[scrubbed:vendor]",
        ),
        (
            "key sk_live_4eC39HqLyjWDarjtT1zdp7dc.",
            "key [scrubbed:vendor].",
        ),
        ("xoxb-123456789012-abcdef", "[scrubbed:vendor]"),
        ("sk-proj-abcdefghijklmnopqrst1", "[scrubbed:vendor]"),
    ]);
}

#[test]
fn numbers_with_check_digits() {
    becomes(&[
        ("card 4111111111111111.", "card [scrubbed:card]."),
        ("4111 1111 1111 1111", "[scrubbed:card]"),
        ("4111-1111-1111-1111,", "[scrubbed:card],"),
        ("378282246310005", "[scrubbed:card]"),
        ("to DE89370400440532013000 now", "to [scrubbed:iban] now"),
        ("GB29 NWBK 6016 1331 9268 19 and", "[scrubbed:iban] and"),
        ("GB29 NWBK 6016 1331 9268 19 AND", "[scrubbed:iban] AND"),
    ]);
    for text in [
        "4111111111111112",
        "order 1234567890123456",
        "DE89370400440532013001",
    ] {
        assert_eq!(scrubbed(text), text);
    }
    assert!(is_card_number(4_111_111_111_111_111));
    assert!(!is_card_number(4_111_111_111_111_112));
    assert!(!is_card_number(u128::MAX));
}

#[test]
fn addresses() {
    becomes(&[
        (
            "postgres://shop:hunter2@db/shop failed",
            "postgres://[scrubbed:url]@db/shop failed",
        ),
        (
            "GET https://host/a?b=c&d=e (200)",
            "GET https://host/a?b=[scrubbed:url]&d=[scrubbed:url] (200)",
        ),
        ("<https://u@h/>", "<https://[scrubbed:url]@h/>"),
    ]);
}

#[test]
fn values_that_errors_quote() {
    becomes(&[
        (
            "invalid type: string \"hunter2\", expected u32 at line 1 column 9",
            "invalid type: [scrubbed:quoted], expected u32 at line 1 column 9",
        ),
        (
            "unknown variant `hunter2`, expected `A` or `B`",
            "unknown variant `[scrubbed:quoted]`, expected `A` or `B`",
        ),
        (
            "unknown field `hunter2`, there are no fields",
            "unknown field `[scrubbed:quoted]`, there are no fields",
        ),
        (
            "Key (email)=(a(b)@c) already exists.",
            "Key (email)=([scrubbed:quoted]) already exists.",
        ),
        (
            "Failing row contains (1, ada, null).",
            "Failing row contains ([scrubbed:quoted]).",
        ),
        (
            "invalid input syntax for type integer: \"hunter2\"",
            "invalid input syntax for type integer: [scrubbed:quoted]",
        ),
        (
            "Duplicate entry 'ada' for key 'users.email'",
            "Duplicate entry '[scrubbed:quoted]' for key 'users.email'",
        ),
        (
            "end byte index 2 is not a char boundary; it is inside 'ä' (bytes 1..3) of `pässword`",
            "end byte index 2 is not a char boundary; it is inside [scrubbed:quoted]",
        ),
        (
            "byte index 9 is out of bounds of `hunter2`",
            "byte index 9 is out of bounds of `[scrubbed:quoted]`",
        ),
        (
            "called `Result::unwrap()` on an `Err` value: Cfg { a: 1 }",
            "called `Result::unwrap()` on an `Err` value: [scrubbed:quoted]",
        ),
        (
            "assertion `left == right` failed\n  left: \"hunter2\"\n right: \"x\"",
            "assertion `left == right` failed\n  left: [scrubbed:quoted]",
        ),
    ]);
}

#[test]
fn a_text_that_is_too_long_is_replaced() {
    let mut hits = Hits::default();
    assert_eq!(scrub(&"x".repeat(MAX_BYTES + 1), &mut hits), FAILED);
    assert!(hits.has(Rule::Failed));
}

#[test]
fn values_in_other_clothes() {
    becomes(&[
        ("password: b\"hunter2\"", "password: b\"[scrubbed:key]\""),
        ("'password': b'hunter2'", "'password': b'[scrubbed:key]'"),
        (
            r#"{\\\"password\\\":\\\"hunter2\\\"}"#,
            r#"{\\\"password\\\":\\\"[scrubbed:key]\\\"}"#,
        ),
        (
            "password = \"\"\"hunter2\"\"\"",
            "password = \"\"\"[scrubbed:key]\"\"\"",
        ),
        ("password    : hunter2", "password    : [scrubbed:key]"),
        ("password=[secret-sauce-hunter2]", "password=[scrubbed:key]"),
        ("DB_PASS=hunter2", "DB_PASS=[scrubbed:key]"),
        (
            "authorization: Some(\"Token s3cr3t\")",
            "authorization: [scrubbed:key]",
        ),
        (
            "{\"cookie\": [\"sid=s3cr3t\"]}",
            "{\"cookie\": [scrubbed:key]}",
        ),
        (
            "Cookie: theme=\"dark\"; sid=s3cr3t",
            "Cookie: [scrubbed:key]",
        ),
        (r"a\npin=1234\n", r"a\npin=[scrubbed:key]"),
        (
            r"x\tghp_abcdefghijklmnopqrstuvwxyz0123456789",
            r"x\t[scrubbed:vendor]",
        ),
        (r"a\n4111111111111111\n", r"a\n[scrubbed:card]\n"),
        (
            "card 4111111111111111 200 OK",
            "card [scrubbed:card] 200 OK",
        ),
        ("4111 1111 1111 1111 12/25 123", "[scrubbed:card] 12/25 123"),
        ("4111111111111111 2025-01-01", "[scrubbed:card] 2025-01-01"),
        (
            "postgres://app:p)ss'}w0rd@db/shop (x)",
            "postgres://[scrubbed:url]@db/shop (x)",
        ),
        (
            "called `Result::unwrap()` on an `Err` value: a\n\nCaused by:\n  b",
            "called `Result::unwrap()` on an `Err` value: [scrubbed:quoted]",
        ),
        (
            "invalid length: string \"hunter2\", expected 3",
            "invalid length: [scrubbed:quoted], expected 3",
        ),
    ]);
}

#[test]
fn every_vendor_is_asked_for_by_its_first_letters() {
    for (prefix, ..) in credentials::VENDORS {
        let key = format!("{prefix}{}", "A1B2C3D4".repeat(8));
        assert_eq!(scrubbed(&key), "[scrubbed:vendor]", "{prefix}");
    }
}
