//! Values with rules are recorded as each sink's policy lets them through.

use crate::scenario;
use frosted_tests::collector::Span;
use frosted_tests::scenario::Seen;
use opentelemetry_proto::tonic::common::v1::any_value::Value;

fn run() -> Seen {
    let seen = scenario("redact").env("RUST_LOG", "debug").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

/// The attributes that came from arguments and fields.
fn fields(span: &Span) -> Vec<(&str, String)> {
    let ours = ["code.", "frosted.", "error.", "busy_ns", "idle_ns"];
    let all = span.attributes.iter().map(|(key, value)| {
        let value = match value {
            Value::StringValue(text) => text.clone(),
            other => format!("{other:?}"),
        };
        (key.as_str(), value)
    });
    all.filter(|(key, _)| !ours.iter().any(|prefix| key.starts_with(prefix)))
        .collect()
}

const USER: &str = "User { id: 7, email: [pii], password: [secret], shard: \"s3\", card: [pan] }";

#[test]
fn values_with_rules_are_recorded_by_them() {
    let seen = run();
    assert_eq!(
        fields(seen.span("tiers")),
        [
            ("id", "IntValue(7)".to_owned()),
            ("user", USER.to_owned()),
            ("users", format!("[{USER}, {USER}]")),
        ]
    );
    let expected = [
        ("left", "IntValue(1)".to_owned()),
        ("right", "IntValue(2)".to_owned()),
    ];
    assert_eq!(fields(seen.span("patterns")), expected);
    assert_eq!(
        fields(seen.span("seen_as_text")),
        [("name", "[pii]".to_owned())]
    );
    assert_eq!(fields(seen.span("generic")), [("known", USER.to_owned())]);
}

#[test]
fn an_attribute_can_say_what_a_parameter_is() {
    let seen = run();
    let expected = [
        ("note", "[pii]"),
        ("own", "[Note]"),
        ("raw", "[secret]"),
        ("region", "eu"),
    ];
    let span = seen.span("said");
    for (name, value) in expected {
        assert_eq!(span.text(name), value, "{name}");
    }
    assert_eq!(fields(span).len(), expected.len());
}

#[test]
fn explicit_fields_and_strict_functions_know_rules() {
    let seen = run();
    let span = seen.span("strict");
    assert_eq!(span.text("user"), USER);
    assert_eq!(span.text("sender"), USER);
    // Text that somebody asked for by name, and that no rule knows.
    assert_eq!(span.text("again"), "canary-leak@example.com");
    assert_eq!(span.int("count"), 1);
}

#[test]
fn returned_values_and_errors_are_shown_by_their_rules() {
    let seen = run();
    let returned: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "function returned")
        .map(|line| line["return"].as_str().unwrap())
        .collect();
    assert_eq!(returned, [USER, USER]);
    let errors: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "function returned an error")
        .map(|line| {
            (
                line["exception.type"].as_str().unwrap(),
                line["exception.message"].as_str(),
                line["level"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        errors,
        [
            ("alloc::string::String", None, "error"),
            (
                "fixture::redact::Missing",
                Some("no account of [pii]"),
                "error"
            ),
            (
                "refused",
                Some("Refused { order: 7, customer: [pii] }"),
                "warning"
            ),
        ]
    );
}

#[test]
fn instrument_and_debug_of_others_show_tags() {
    let seen = run();
    assert_eq!(seen.span("instrumented").text("user"), USER);
    let line = seen.line("by its own debug");
    let strict = "User { id: 7, email: [pii], password: [secret], shard: [internal], \
                  allergy: [health], card: [pan] }";
    assert_eq!(line["user"], strict);
    assert_eq!(line["nested"], format!("Some({strict})"));
}

#[test]
fn each_sink_has_its_policy() {
    let seen = scenario("redact-policies").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    // The number ends where no card has its check digit: eight characters are hidden.
    let exported = "User { id: 7, password: [secret], shard: \"s3\", card: [pan …1111] }";
    assert_eq!(seen.span("tiers").text("user"), exported);
    assert!(
        !seen
            .span("said")
            .attributes
            .iter()
            .any(|(key, _)| key == "note")
    );
    let line = seen.lines.iter().find(|line| {
        let message = line["message"].as_str().unwrap();
        message.starts_with("after a look: ")
    });
    let message = line.unwrap()["message"].as_str().unwrap();
    assert!(message.contains("email: pii:k1:"), "{message}");
    let event = &seen.span("refused").event_attributes[0];
    let exported = Value::StringValue("Refused { order: 7 }".into());
    assert_eq!(event["exception.message"], exported);
    let logged = seen
        .lines
        .iter()
        .find(|line| line["exception.type"] == "refused")
        .unwrap();
    let text = logged["exception.message"].as_str().unwrap();
    assert!(
        text.starts_with("Refused { order: 7, customer: pii:k1:"),
        "{text}"
    );
}

#[test]
fn what_was_kept_back_is_counted_by_class_and_sink() {
    let seen = run();
    let count = |rule, sink| {
        let labels = [("rule", rule), ("sink", sink)];
        seen.page.sum("frosted_redactions_total", &labels)
    };
    for sink in ["json", "otlp"] {
        for rule in ["class.pii", "class.pan", "class.secret"] {
            assert!(count(rule, sink) > 1.0, "{rule} {sink}");
        }
    }
}

#[test]
fn the_audit_says_what_is_recorded_of_which_class_to_which_sink() {
    let seen = scenario("audit").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let rows = |row: &str| seen.stderr.lines().filter(|line| *line == row).count();
    // Known before the first call: classes, types, and what attributes say.
    for row in [
        "| `health` | health | drop | drop | drop | drop |",
        "| `secret` | secret | tag | tag | tag | tag |",
        "| `internal` | internal | clear | clear | clear | tag |",
        "| `Note` | pii | tag | tag | tag | tag |",
        "| `fixture::redact::said` | `note` | class `pii` |",
        "| `fixture::redact::said` | `region` | public, as its attribute says |",
        "| `fixture::redact::User` | `email` | `pii` | as the policy says, at most its shape as email |",
        "| `fixture::redact::User` | `card` | `pan` | as the policy says, at most its last 4 |",
        "| `fixture::redact::User` | `password` | `secret` | as the policy says, not whether it is there |",
        "| `fixture::redact::OrderError` | `Refused.order` | public | everything |",
    ] {
        assert_eq!(rows(row), 2, "{row}\n{}", seen.stderr);
    }
    // Known once the function was called.
    assert_eq!(
        rows("| `fixture::redact::tiers` | `user` | nothing was seen yet |"),
        1
    );
    assert_eq!(
        rows("| `fixture::redact::tiers` | `user` | by the rules of `&fixture::redact::User` |"),
        1
    );
    assert_eq!(
        rows("| `fixture::redact::strict` | `count` | a plain scalar |"),
        1
    );
    assert_eq!(
        rows("| `fixture::redact::strict` | `again` | text, scrubbed |"),
        1
    );
    let json = seen
        .stderr
        .lines()
        .find(|line| line.starts_with('{'))
        .unwrap();
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let types = json["types"].as_array().unwrap();
    let user = types.iter().find(|it| it["name"] == "User").unwrap();
    assert_eq!(user["fields"][1]["shape"], "email");
    assert!(!seen.stderr.contains("canary-leak"));
}

#[test]
fn a_policy_file_says_what_each_sink_gets() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("policy.toml");
    let policy = "[redaction]\nstrict = true\ndefault = { pii = \"hash\" }\n\
                  otlp = { pii = \"drop\", internal = \"drop\", Note = \"tag\" }\n\
                  [scrub]\nemail = true\n";
    std::fs::write(&file, policy).unwrap();
    let seen = scenario("redact")
        .env("FROSTED_POLICY", file.to_str().unwrap())
        .env("FROSTED_HASH_KEY", "k9:000102030405060708090a0b0c0d0e0f")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let exported = "User { id: 7, password: [secret], card: [pan] }";
    assert_eq!(seen.span("tiers").text("user"), exported);
    assert_eq!(seen.span("said").text("own"), "[Note]");
    // Text that somebody asked for by name holds an address.
    assert_eq!(seen.span("strict").text("again"), "[scrubbed:email]");
    let returned = seen
        .lines
        .iter()
        .find(|line| line["message"] == "function returned");
    let text = returned.unwrap()["return"].as_str().unwrap();
    assert!(text.contains("email: pii:k9:"), "{text}");
}

#[test]
fn a_policy_that_a_floor_forbids_is_one_fault_among_all() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("policy.toml");
    std::fs::write(
        &file,
        "[redaction]\njson = { secret = \"clear\", pii = \"canary-leak\" }\n",
    )
    .unwrap();
    let seen = scenario("init-error")
        .env("FROSTED_POLICY", file.to_str().unwrap())
        .env("FROSTED_HASH_KEY", "canary-leak")
        .env("FROSTED_LOGS", "nowhere")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    for fault in [
        "FROSTED_LOGS: ",
        "json.secret: `clear` is not allowed",
        "redaction.json.pii: must be",
        "FROSTED_HASH_KEY: ",
    ] {
        assert!(seen.stderr.contains(fault), "{fault}: {}", seen.stderr);
    }
    assert!(!seen.stderr.contains("canary-leak"), "{}", seen.stderr);
}
