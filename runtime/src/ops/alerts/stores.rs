//! Data stores.

use super::{About, Of, When, alert, signal};
use crate::names;
use crate::ops::rules::{Alert, Severity, Value};
use crate::ops::runbooks;

pub(super) fn connections(of: &Of<'_>) -> Alert {
    let job = &of.job;
    let pool = "db_client_connection_pool_name=\"main\"";
    let used = format!("{pool},db_client_connection_state=\"used\"");
    let by = "sum by (job, instance, db_client_connection_pool_name)";
    alert(
        &About {
            name: "DbConnectionsExhausted",
            severity: Severity::Page,
            wait: 2,
            runbook: runbooks::CONNECTIONS,
            summary: "No connection to the database is free",
            description: "All connections of a pool are used and queries wait for one, for two minutes.",
        },
        When {
            expr: format!(
                "{by} ({}{{job=\"{job}\",db_client_connection_state=\"used\"}}) >= {by} ({}{{job=\"{job}\"}}) and {by} ({}{{job=\"{job}\"}}) > 0",
                names::DB_CONNECTIONS,
                names::DB_CONNECTIONS_MAX,
                names::DB_PENDING
            ),
            signals: vec![
                signal(
                    job,
                    names::DB_CONNECTIONS,
                    &used,
                    Value::Is(3.0),
                    Value::Is(8.0),
                ),
                signal(
                    job,
                    names::DB_CONNECTIONS_MAX,
                    pool,
                    Value::Is(8.0),
                    Value::Is(8.0),
                ),
                signal(job, names::DB_PENDING, pool, Value::Is(0.0), Value::Is(5.0)),
            ],
            fires_after: 4,
            resolves_after: 1,
        },
    )
}

pub(super) fn database(of: &Of<'_>) -> Alert {
    let job = &of.job;
    let count = format!("{}_count", names::DB_DURATION);
    let rate = |which: &str| {
        format!("sum by (job, db_system_name) (rate({count}{{job=\"{job}\"{which}}}[2m]))")
    };
    let failed = rate(",error_type=~\"io|tls|timeout|pool_timeout|protocol\"");
    let all = rate("");
    let (ok, broken) = (
        "db_system_name=\"postgresql\"",
        "db_system_name=\"postgresql\",error_type=\"io\"",
    );
    alert(
        &About {
            name: "DbConnectionErrors",
            severity: Severity::Page,
            wait: 3,
            runbook: runbooks::DATABASE,
            summary: "The database cannot be reached",
            description: "More than one query or command in twenty has failed for three minutes, as the store cannot be reached or has no connection for it.",
        },
        When {
            expr: format!("{failed} / ({all} > 0) > 0.05"),
            signals: vec![
                signal(job, &count, ok, Value::Grows(98.0), Value::Grows(10.0)),
                signal(job, &count, broken, Value::Grows(2.0), Value::Grows(60.0)),
            ],
            fires_after: 6,
            resolves_after: 4,
        },
    )
}
