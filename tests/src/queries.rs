//! What queries leave behind, on whichever database.

use crate::collector::Span;
use crate::scenario::{Scenario, Seen};

/// Words that stand in values only: bound, or written into a statement.
const CANARY: &str = "canary";

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// `db.system.name`.
    pub system: &'static str,
    /// `db.namespace`; empty if it has none.
    pub namespace: &'static str,
    /// The code of a row that is there already.
    pub duplicate: &'static str,
    /// The code of a table that is not there.
    pub no_table: &'static str,
    /// How many queries there are past the observed pool: five to learn how fast the database is, and
    /// one that the first connection asks for itself.
    pub past_the_pool: u32,
}

/// SQLite.
pub const SQLITE: Dialect = Dialect {
    system: "sqlite",
    namespace: "",
    duplicate: "1555",
    no_table: "1",
    past_the_pool: 6,
};

/// PostgreSQL: SQLSTATE.
pub const POSTGRESQL: Dialect = Dialect {
    system: "postgresql",
    namespace: "postgres",
    duplicate: "23505",
    no_table: "42P01",
    past_the_pool: 0,
};

fn run(scenario: Scenario) -> Seen {
    let seen = scenario.run();
    assert!(seen.succeeded, "{} {:#?}", seen.stderr, seen.lines);
    let whole = format!("{:?} {:?} {:?}", seen.lines, seen.spans, seen.page);
    assert!(!whole.contains(CANARY), "a value leaked");
    seen
}

fn queries<'s>(seen: &'s Seen, name: &'s str) -> impl Iterator<Item = &'s Span> {
    let of_name = move |span: &&Span| span.name == name && span.kind == 3;
    seen.spans.iter().filter(of_name)
}

fn count(seen: &Seen, labels: &[(&str, &str)]) -> f64 {
    let name = "db_client_operation_duration_seconds_count";
    seen.page.sum(name, labels)
}

/// The scenario `sql`.
pub fn check_queries(scenario: Scenario, dialect: Dialect) {
    let seen = run(scenario);
    let selects: Vec<_> = queries(&seen, "SELECT wuser_table").collect();
    assert!(selects.len() > 20, "{}", selects.len());
    for span in &selects {
        assert_eq!(span.text("db.system.name"), dialect.system);
        assert_eq!(span.text("db.operation.name"), "SELECT");
        assert_eq!(span.text("db.collection.name"), "wuser_table");
        assert_eq!(span.status, 0, "{span:?}");
        assert!(!span.attributes.contains_key("error.type"));
    }
    let texts: Vec<&str> = selects
        .iter()
        .map(|span| span.text("db.query.text"))
        .collect();
    let masked = "SELECT age FROM wuser_table WHERE username = ?";
    assert!(texts.contains(&masked), "{texts:?}");
    let bound = "SELECT * FROM wuser_table WHERE username = $1";
    assert_eq!(texts.iter().filter(|text| **text == bound).count(), 2);
    let of_function = seen.span("queries");
    assert!(
        selects
            .iter()
            .any(|span| span.parent_span_id == of_function.span_id)
    );
    check_transactions(&seen);
    check_failures(&seen, dialect);
    check_repeats(&seen);
    assert_eq!(
        count(&seen, &[("error_type", "cancelled")]).to_string(),
        "1"
    );
    let namespace = [
        ("db_namespace", dialect.namespace),
        ("db_system_name", dialect.system),
    ];
    // What is asked past the pool is heard of; nothing is heard of twice.
    let others = count(&seen, &[("db_system_name", "other_sql")]);
    let expected = f64::from(dialect.past_the_pool);
    assert!((others - expected).abs() < 0.5, "{others}");
    let all = count(&seen, &[]);
    assert_eq!(
        count(&seen, &namespace).to_string(),
        (all - others).to_string()
    );
    let spans = seen.spans.iter();
    let spans = spans.filter(|span| span.attributes.contains_key("db.query.text"));
    assert_eq!(
        spans.count().to_string(),
        all.to_string(),
        "spans and samples differ"
    );
}

fn check_transactions(seen: &Seen) {
    for (name, times) in [
        ("BEGIN", 2),
        ("SAVEPOINT", 1),
        ("COMMIT", 1),
        ("ROLLBACK TO", 1),
        ("DELETE wuser_table", 1),
    ] {
        assert_eq!(queries(seen, name).count(), times, "{name}");
    }
}

fn check_failures(seen: &Seen, dialect: Dialect) {
    let failed: Vec<_> = seen.spans.iter().filter(|span| span.status == 2).collect();
    let codes: Vec<&str> = failed
        .iter()
        .map(|it| it.text("db.response.status_code"))
        .collect();
    assert_eq!(codes, [dialect.duplicate, dialect.no_table]);
    for span in failed {
        assert_eq!(
            span.text("error.type"),
            span.text("db.response.status_code")
        );
    }
    let labels = [
        ("db_response_status_code", dialect.duplicate),
        ("error_type", dialect.duplicate),
        ("db_query_summary", "INSERT wuser_table"),
    ];
    assert_eq!(count(seen, &labels).to_string(), "1");
}

fn check_repeats(seen: &Seen) {
    let line = seen.line("n_plus_one");
    assert_eq!(line["db.query.summary"], "SELECT wuser_table");
    let labels = [
        ("http_route", "/orders/{id}"),
        ("db_query_summary", "SELECT wuser_table"),
    ];
    assert_eq!(
        seen.page.sum("db_n_plus_one_total", &labels).to_string(),
        "1"
    );
    assert_eq!(seen.page.sum("db_n_plus_one_total", &[]).to_string(), "1");
    let flagged = |name: &str| seen.span(name).attributes.contains_key("db.n_plus_one");
    assert!(flagged("GET /orders/{id}") && !flagged("GET /few"));
}

/// The scenario `sql-pool`, which looks at the waiting itself.
pub fn check_pool(scenario: Scenario) {
    let seen = run(scenario);
    let of_one = [("db_client_connection_pool_name", "of_one")];
    let waited = seen
        .page
        .sum("db_client_connection_wait_time_seconds_sum", &of_one);
    // Four for 0.3 seconds each, and not longer than the whole took.
    let whole = 4.0 * seen.took.as_secs_f64();
    assert!((1.2..whole).contains(&waited), "{waited} of {whole}");
    let wait = "db_client_connection_wait_time_seconds_count";
    assert_eq!(seen.page.sum(wait, &of_one).to_string(), "5");
    let usage = "db_client_connection_use_time_seconds_count";
    assert_eq!(seen.page.sum(usage, &of_one).to_string(), "5");
    assert_eq!(
        seen.page
            .sum("db_client_connection_max", &of_one)
            .to_string(),
        "1"
    );
    let timeouts = "db_client_connection_timeouts_total";
    let impatient = [("db_client_connection_pool_name", "impatient")];
    assert_eq!(seen.page.sum(timeouts, &impatient).to_string(), "1");
    assert_eq!(seen.page.sum(timeouts, &of_one).to_string(), "0");
    assert_eq!(
        count(&seen, &[("error_type", "pool_timeout")]).to_string(),
        "1"
    );
    // What was waited is not part of how long the queries took.
    let took = "db_client_operation_duration_seconds_sum";
    let took = seen.page.sum(took, &[("error_type", "")]);
    assert!(took < waited / 2.0, "{took} {waited}");
}

/// The scenario `sql-slow`.
pub fn check_slow(scenario: Scenario) {
    let seen = run(scenario);
    let lines = |message: &str| -> Vec<_> {
        let of_message = |line: &&serde_json::Value| line["message"] == message;
        seen.lines.iter().filter(of_message).cloned().collect()
    };
    let slow = lines("slow_query");
    let first = &slow[0];
    assert_eq!(first["level"], "warning");
    assert!(first["duration"].as_f64().unwrap() >= 1.0, "{first}");
    assert!(first["query"].as_str().unwrap().chars().count() <= 200);
    assert_eq!(first["query_fingerprint"].as_str().unwrap().len(), 16);
    assert_eq!(first["trace_id"].as_str().unwrap().len(), 32);
    let same = |line: &&serde_json::Value| line["query_fingerprint"] == first["query_fingerprint"];
    assert_eq!(
        slow.iter().filter(same).count(),
        1,
        "one of the two is said: {slow:#?}"
    );
    let counted = seen.page.sum("db_slow_queries_total", &[]);
    assert!(
        counted >= 3.0 && counted > f64::from(u8::try_from(slow.len()).unwrap()),
        "{counted}"
    );
    let running = lines("slow_query_running");
    assert!(!running.is_empty(), "a query that runs on is seen");
    let wide = running[0]["query"].as_str().unwrap();
    assert!(wide.chars().count() <= 200, "{wide}");
    assert!(lines("slow statement: execution time exceeded alert threshold").is_empty());
}

/// The scenario `sql-comments`: what it printed.
pub fn check_comments(scenario: Scenario) -> String {
    let seen = run(scenario);
    let printed = seen.stderr;
    for line in ["Off: 1 kept", "Static: 1 kept", "Traceparent: 0 kept"] {
        assert!(printed.contains(line), "{printed}");
    }
    printed
}
