//! Commands on a real Redis.

use frosted_tests::peer::find;
use frosted_tests::scenario::{Scenario, Seen};
use frosted_tests::stores::Redis;

const FIXTURE: &str = env!("CARGO_BIN_EXE_fixture");

fn run() -> Option<(Seen, String)> {
    let redis = Redis::start(&find("redis-server")?);
    let port = redis.url.rsplit(':').next()?.to_owned();
    let seen = Scenario::new(FIXTURE, "redis")
        .env("FIXTURE_REDIS", &redis.url)
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    Some((seen, port))
}

#[test]
fn every_command_is_a_span_and_a_sample_without_keys_and_values() {
    let Some((seen, port)) = run() else {
        return;
    };
    let whole = format!("{:?} {:?} {:?}", seen.lines, seen.spans, seen.page);
    assert!(
        !whole
            .to_lowercase()
            .replace("\"canary\"", "")
            .contains("canary-"),
        "a value leaked"
    );
    let of_name = |name: &str| -> Vec<_> {
        let spans = seen
            .spans
            .iter()
            .filter(|span| span.name == name && span.kind == 3);
        spans.collect()
    };
    let set = of_name("SET")[0];
    assert_eq!(set.text("db.system.name"), "redis");
    assert_eq!(set.text("db.namespace"), "0");
    assert_eq!(set.text("server.address"), "127.0.0.1");
    assert!(!set.attributes.contains_key("db.query.text"));
    assert_eq!(set.parent_span_id, seen.span("commands").span_id);
    assert_eq!(of_name("SET")[1].text("db.query.text"), "SET session:? ?");
    for (name, size) in [("PIPELINE GET", 3), ("MULTI INCRBY", 2)] {
        let size = format!("IntValue({size})");
        let batch = &of_name(name)[0].attributes["db.operation.batch.size"];
        assert_eq!(format!("{batch:?}"), size, "{name}");
    }
    assert_eq!(of_name("PIPELINE").len(), 2);
    let count = |labels: &[(&str, &str)]| {
        let name = "db_client_operation_duration_seconds_count";
        seen.page.sum(name, labels).to_string()
    };
    let set = [
        ("db_operation_name", "SET"),
        ("server_port", &*port),
        ("error_type", ""),
    ];
    assert_eq!(count(&set), "2");
    assert_eq!(
        count(&[("db_system_name", "redis")]),
        seen.spans
            .iter()
            .filter(|it| it.kind == 3)
            .count()
            .to_string()
    );
}

#[test]
fn what_redis_refuses_what_is_given_up_and_what_is_gone_is_told_apart() {
    let Some((seen, _)) = run() else {
        return;
    };
    let count = |labels: &[(&str, &str)]| {
        let name = "db_client_operation_duration_seconds_count";
        seen.page.sum(name, labels).to_string()
    };
    for (operation, status, error_type, expected) in [
        ("GET", "WRONGTYPE", "WRONGTYPE", "1"),
        ("CANARY", "ERR", "ERR", "1"),
        ("PIPELINE", "WRONGTYPE", "WRONGTYPE", "1"),
        ("BLPOP", "", "cancelled", "1"),
        ("GET", "", "io", "1"),
    ] {
        let labels = [
            ("db_operation_name", operation),
            ("db_response_status_code", status),
            ("error_type", error_type),
        ];
        assert_eq!(count(&labels), expected, "{labels:?} {:#?}", seen.page);
    }
    let wrong = seen.spans.iter().find(|span| {
        span.attributes.contains_key("error.type") && span.text("error.type") == "WRONGTYPE"
    });
    assert_eq!(wrong.unwrap().status, 2);
    let given_up = seen.span("BLPOP");
    assert_eq!(
        (given_up.status, given_up.text("error.type")),
        (0, "cancelled")
    );
}

#[test]
fn a_cache_says_what_it_had() {
    let Some((seen, _)) = run() else {
        return;
    };
    let answers = |cache, outcome| {
        let labels = [("cache", cache), ("outcome", outcome)];
        seen.page.sum("cache_requests_total", &labels).to_string()
    };
    // One and one by GET, one and one by MGET, one and two in a pipeline.
    assert_eq!(
        (answers("orders", "hit"), answers("orders", "miss")),
        ("3".into(), "4".into())
    );
    assert_eq!(answers("redis", "miss"), "0");
}
