//! Values with rules as JSON.

use frosted::redact::{Action, Class, Policies, Redacted, Sink};
use frosted::{Redact, Secret};
use serde_json::json;

#[derive(Redact)]
struct Order {
    #[redact(public)]
    id: u64,
    #[redact(public)]
    weight: f64,
    #[redact(public)]
    note: Option<String>,
    #[redact(pii)]
    email: String,
    lines: Vec<Line>,
    #[redact(map(keys = public, values = secret))]
    keys: Vec<(String, String)>,
    #[redact(public)]
    number: u64,
}

#[derive(Redact)]
enum Line {
    Article {
        #[redact(public)]
        number: u32,
    },
    Voucher(#[redact(secret)] String),
    Gift,
}

fn order() -> Order {
    Order {
        id: 7,
        weight: 0.5,
        note: None,
        email: "canary".into(),
        lines: vec![
            Line::Article { number: 3 },
            Line::Voucher("canary".into()),
            Line::Gift,
        ],
        keys: vec![("a".into(), "canary".into())],
        number: 4_111_111_111_111_111,
    }
}

#[test]
fn structures_stay_structures() {
    let shown = serde_json::to_value(Redacted::new(&order())).unwrap();
    let expected = json!({
        "id": 7,
        "weight": 0.5,
        "note": null,
        "email": "[pii]",
        "lines": [{"Article": {"number": 3}}, {"Voucher": ["[secret]"]}, "Gift"],
        "keys": {"a": "[secret]"},
        "number": "[scrubbed:card]",
    });
    assert_eq!(shown, expected);
}

#[test]
fn a_policy_leaves_fields_out() {
    let policies = Policies::default().on(Sink::Sentry, Class::PII, Action::Drop);
    let order = order();
    let shown = serde_json::to_value(Redacted::under(&order, &policies, Sink::Sentry)).unwrap();
    assert!(shown.get("email").is_none() && shown.get("id").is_some());
}

#[test]
fn secrets_are_read_and_not_written() {
    #[derive(serde::Deserialize)]
    struct Settings {
        key: Secret<String>,
    }
    let settings: Settings = serde_json::from_str("{\"key\":\"hunter2\"}").unwrap();
    assert_eq!(settings.key.expose(), "hunter2");
}
