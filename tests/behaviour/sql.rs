//! Queries on SQLite; the same runs on PostgreSQL in the peers' suite.

use crate::{same, scenario};
use frosted_tests::queries::{SQLITE, check_comments, check_pool, check_queries, check_slow};

#[test]
fn every_query_is_a_span_and_a_sample_without_its_values() {
    check_queries(scenario("sql"), SQLITE);
}

#[test]
fn who_waits_for_a_connection_is_seen_and_the_wait_is_no_part_of_the_query() {
    check_pool(scenario("sql-pool"));
}

#[test]
fn slow_queries_are_said_when_they_end_and_while_they_run_on() {
    check_slow(scenario("sql-slow"));
}

#[test]
fn comments_leave_prepared_statements_prepared() {
    check_comments(scenario("sql-comments"));
}

#[test]
fn pools_that_are_not_observed_are_heard() {
    let seen = scenario("sql-events")
        .env("FROSTED_SLOW_QUERY", "100ms")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let whole = format!("{:?} {:?} {:?}", seen.lines, seen.spans, seen.page);
    assert!(!whole.contains("canary"), "a value leaked");
    let query = seen.span("SELECT sqlite_master");
    assert_eq!((query.kind, query.text("db.system.name")), (3, "other_sql"));
    let masked = "SELECT ? AS a, ? AS b, ? AS c FROM sqlite_master";
    assert_eq!(query.text("db.query.text"), masked);
    assert_eq!(query.parent_span_id, seen.span("unobserved").span_id);
    // It began before it was heard of.
    let slow: Vec<_> = seen
        .spans
        .iter()
        .filter(|span| span.name.ends_with("SELECT c"))
        .collect();
    assert!(
        slow.iter().any(|span| span.took.as_millis() >= 100),
        "{slow:#?}"
    );
    assert!(
        slow.iter()
            .all(|span| span.start >= seen.span("unobserved").start)
    );
    assert_eq!(seen.line("slow_query")["message"], "slow_query");
    assert!(
        seen.lines
            .iter()
            .all(|line| line["target"] != "sqlx::query")
    );
    // What is observed is heard once.
    let selects = [("db_query_summary", "SELECT")];
    let name = "db_client_operation_duration_seconds_count";
    assert!(same(seen.page.sum(name, &selects), 1.0));
    let off = scenario("sql-events")
        .env("FROSTED_SQLX_EVENTS", "off")
        .run();
    assert!(same(off.page.sum(name, &[]), 1.0));
}

#[test]
fn a_pool_behind_a_socket_is_a_pool() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let _inside = runtime.enter();
    for host in ["/tmp", "::1", "localhost"] {
        let options = sqlx::postgres::PgConnectOptions::new().host(host);
        let pool = sqlx::postgres::PgPoolOptions::new().connect_lazy_with(options);
        drop(frosted::sql::ObservedPool::new(pool));
    }
}
