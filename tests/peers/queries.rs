//! Queries on a real PostgreSQL, with what the server itself says as the truth.

use frosted_tests::peer::find;
use frosted_tests::queries::{POSTGRESQL, check_comments, check_pool, check_queries, check_slow};
use frosted_tests::scenario::{Scenario, Seen};
use frosted_tests::stores::Postgres;
use sqlx::{Connection, PgConnection, Row};

const FIXTURE: &str = env!("CARGO_BIN_EXE_fixture");

fn postgres(settings: &[&str]) -> Option<Postgres> {
    let (initdb, postgres) = (find("initdb")?, find("postgres")?);
    Some(Postgres::with(&initdb, &postgres, settings))
}

fn scenario(name: &str, postgres: &Postgres) -> Scenario {
    Scenario::new(FIXTURE, name).env("FIXTURE_DATABASE", &postgres.url)
}

#[test]
fn queries_of_postgresql_are_spans_and_samples_with_their_sqlstate() {
    if let Some(postgres) = postgres(&[]) {
        check_queries(scenario("sql", &postgres), POSTGRESQL);
    }
}

#[test]
fn who_waits_for_a_connection_to_postgresql_is_seen() {
    if let Some(postgres) = postgres(&[]) {
        check_pool(scenario("sql-pool", &postgres));
    }
}

#[test]
fn slow_queries_of_postgresql_are_said() {
    if let Some(postgres) = postgres(&[]) {
        check_slow(scenario("sql-slow", &postgres));
    }
}

#[test]
fn comments_arrive_at_postgresql_and_prepared_statements_stay() {
    let Some(postgres) = postgres(&[]) else {
        return;
    };
    let printed = check_comments(scenario("sql-comments", &postgres));
    let text = |name: &str| {
        let line = printed.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name}: {printed}"))
    };
    let query = "SELECT query, CAST(1 AS TEXT) FROM pg_stat_activity WHERE pid = pg_backend_pid()";
    let comment = "action='own_text',application='the%20shop%27s',db_driver='sqlx',framework='axum',route='%2Forders%2F%7Bid%7D'";
    assert_eq!(text("/orders/7: "), format!("{query} /*{comment}*/;"));
    let traced = text("/traced: ");
    let start = format!(
        "{query} /*action='own_text',application='shop',db_driver='sqlx',framework='axum',route='%2Ftraced',traceparent='00-"
    );
    assert!(
        traced.starts_with(&start) && traced.ends_with("-03'*/;"),
        "{traced}"
    );
    assert_eq!(text("/off: "), format!("{query};"));
    // Text is no comment; a comment is left alone.
    assert!(text("text: ").contains("'/* no comment */'") && text("text: ").ends_with("*/;"));
    assert!(text("has: ").contains("1 /* mine */ AS TEXT") && text("has: ").ends_with("();"));
}

/// What the server counted of each statement.
fn counted(postgres: &Postgres) -> Vec<(String, i64, f64)> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut connection = PgConnection::connect(&postgres.url).await.unwrap();
        let rows = sqlx::query(
            "SELECT query, calls, max_exec_time FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'",
        );
        let rows = rows.fetch_all(&mut connection).await.unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
    })
}

fn prepare(postgres: &Postgres) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut connection = PgConnection::connect(&postgres.url).await.unwrap();
        for statement in [
            "CREATE EXTENSION pg_stat_statements",
            "SELECT pg_stat_statements_reset()",
        ] {
            sqlx::query(statement)
                .execute(&mut connection)
                .await
                .unwrap();
        }
    });
}

#[test]
fn the_server_agrees_on_which_queries_there_were_how_often_and_which_were_slow() {
    let settings = [
        "shared_preload_libraries=pg_stat_statements",
        "log_min_duration_statement=1000",
    ];
    let Some(postgres) = postgres(&settings) else {
        return;
    };
    prepare(&postgres);
    let seen = scenario("sql-truth", &postgres).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let of_server = counted(&postgres);
    let calls = |start: &str| -> i64 {
        let of = of_server
            .iter()
            .filter(|(query, ..)| query.starts_with(start));
        of.map(|(_, calls, _)| calls).sum()
    };
    for (statement, summary) in [
        ("SELECT username FROM wuser_table", "SELECT wuser_table"),
        ("SELECT CAST(pg_sleep(", "SELECT"),
        ("INSERT INTO wuser_table", "INSERT wuser_table"),
        ("CREATE TABLE wuser_table", "CREATE TABLE wuser_table"),
        ("DROP TABLE IF EXISTS wuser_table", "DROP TABLE wuser_table"),
    ] {
        let ours = ours(&seen, summary);
        assert_eq!(ours, calls(statement), "{summary}: {of_server:#?}");
        assert!(ours > 0, "{summary}");
    }
    check_slow_ones(&seen, &postgres, &of_server);
}

/// How many queries of this summary there were.
fn ours(seen: &Seen, summary: &str) -> i64 {
    let name = "db_client_operation_duration_seconds_count";
    let count = seen.page.sum(name, &[("db_query_summary", summary)]);
    count.to_string().parse().unwrap()
}

fn check_slow_ones(seen: &Seen, postgres: &Postgres, of_server: &[(String, i64, f64)]) {
    let log = postgres.log();
    let logged = log
        .lines()
        .filter(|line| line.contains("duration: ") && line.contains("pg_sleep"));
    assert_eq!(logged.count(), 3, "{log}");
    let slow = seen.page.sum("db_slow_queries_total", &[]);
    assert_eq!(slow.to_string(), "3");
    let line = seen.line("slow_query");
    assert_eq!(line["query"], "SELECT CAST(pg_sleep($1) AS TEXT)");
    let longest =
        |(query, _, longest): &(String, i64, f64)| (longest >= &1000.0).then(|| query.clone());
    let slow_there: Vec<String> = of_server.iter().filter_map(longest).collect();
    assert_eq!(slow_there, ["SELECT CAST(pg_sleep($1) AS TEXT)"]);
}
