//! The shop on a real PostgreSQL and a real Redis.

use crate::shop::{CARD, Shop};
use frosted_tests::peer::find;
use frosted_tests::prometheus::Page;
use frosted_tests::stores::{Postgres, Redis};
use frosted_tests::wait_for;
use serde_json::json;
use std::time::Duration;

#[test]
fn orders_are_kept_in_postgresql_and_redis() {
    let (Some(initdb), Some(postgres), Some(redis)) =
        (find("initdb"), find("postgres"), find("redis-server"))
    else {
        return;
    };
    let postgres = Postgres::start(&initdb, &postgres);
    let redis = Redis::start(&redis);
    let mut shop = Shop::serve(&[("DATABASE_URL", &postgres.url), ("REDIS_URL", &redis.url)]);
    let (status, ready) = shop.ask("GET", "/health/ready", &json!(null));
    assert_eq!(status, 200);
    assert_eq!(
        ready,
        json!({ "status": "ready", "checks": { "database": "ok", "redis": "ok" } })
    );
    shop.sign_in("stores@example.org");
    let (status, order) = shop.order(2, CARD);
    assert_eq!(status, 201);
    let path = format!("/orders/{}", order["id"]);
    for _ in 0..2 {
        assert_eq!(shop.ask("GET", &path, &json!(null)), (200, order.clone()));
    }
    let page = Page::parse(&shop.metrics());
    let calls = |function| {
        page.sum(
            "function_calls_total",
            &[("function", function), ("result", "ok")],
        )
    };
    // The second read came from Redis.
    assert_eq!(
        (calls("find_order"), calls("keep_order")).0.to_string(),
        "3"
    );
    assert_eq!(calls("keep_order").to_string(), "1");
    drop(postgres);
    // A result is good for a second.
    let ready = wait_for("not ready", Duration::from_secs(5), || {
        let (status, ready) = shop.ask("GET", "/health/ready", &json!(null));
        (status == 503).then_some(ready)
    });
    assert_eq!(ready["status"], "not_ready");
    assert_ne!(ready["checks"]["database"], "ok");
    assert_eq!(ready["checks"]["redis"], "ok");
    shop.stop(Duration::from_secs(10));
}
