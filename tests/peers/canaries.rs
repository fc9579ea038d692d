//! What users told the shop is nowhere to be seen.

use crate::shop::{CARD, PASSWORD, Shop};
use frosted_tests::json;
use frosted_tests::peer::{Rotel, find};
use serde_json::json;
use std::time::Duration;

#[test]
fn passwords_cards_and_tokens_appear_in_no_output() {
    let Some(program) = find("rotel-agent") else {
        return;
    };
    let rotel = Rotel::start(&program);
    let endpoint = format!("http://127.0.0.1:{}", rotel.http);
    let mut shop = Shop::serve(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint),
        // Everything that any library has to say.
        ("RUST_LOG", "trace"),
        ("RUST_BACKTRACE", "full"),
    ]);
    shop.sign_in("canary-mail@example.org");
    let wrong = json!({ "email": "canary-mail@example.org", "password": "canary-password-wrong" });
    assert_eq!(shop.ask("POST", "/sessions", &wrong).0, 401);
    assert_eq!(shop.ask("POST", "/accounts", &wrong).0, 409);
    assert_eq!(shop.order(1, CARD).0, 201);
    // Declined, unavailable, sold out; a body that is none; the bug.
    assert_eq!(shop.order(1, "4929000000000002").0, 402);
    assert_eq!(shop.order(1, "4929000000000003").0, 502);
    assert_eq!(shop.order(4, CARD).0, 409);
    assert_eq!(
        shop.ask(
            "POST",
            "/orders",
            &json!({ "card_number": 4_929_000_000_000_007_u64 })
        )
        .0,
        422
    );
    assert_eq!(
        shop.ask(
            "GET",
            "/orders?page=0&page_size=0&secret=canary-query",
            &json!(null)
        )
        .0,
        500
    );
    assert_eq!(shop.ask("GET", "/canary-path", &json!(null)).0, 404);
    let token = shop.token.clone();
    let page = shop.metrics();
    let (stdout, stderr) = shop.stop(Duration::from_secs(10));
    let collected = rotel.output();
    assert!(collected.contains("log_in") && stdout.contains("request_completed"));
    assert!(page.contains("log_in"), "the page shows the calls");
    json::lines(&stdout);
    for (place, text) in [
        ("stdout", stdout),
        ("stderr", stderr),
        ("metrics", page),
        ("collector", collected),
    ] {
        for canary in [PASSWORD, CARD, &token, "4929000000", "canary-", "$argon2"] {
            assert!(!text.contains(canary), "{canary} in {place}");
        }
    }
}
