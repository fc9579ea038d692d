//! Data stores.

use super::{About, When, alert, signal};
use crate::names;
use crate::ops::rules::{Alert, Severity, Value};
use crate::ops::runbooks;

pub(super) fn connections(job: &str) -> Alert {
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

pub(super) fn database(job: &str) -> Alert {
    let count = format!("{}_count", names::DB_DURATION);
    alert(
        &About {
            name: "DbConnectionErrors",
            severity: Severity::Page,
            wait: 2,
            runbook: runbooks::DATABASE,
            summary: "The database cannot be reached",
            description: "Queries or commands have failed for two minutes, as the store cannot be reached or has no connection for them.",
        },
        When {
            expr: format!(
                "sum by (job, db_system_name) (rate({count}{{job=\"{job}\",error_type=~\"io|tls|timeout|pool_timeout|protocol\"}}[5m])) > 0.05"
            ),
            signals: vec![signal(
                job,
                &count,
                "db_system_name=\"postgresql\",error_type=\"io\"",
                Value::Grows(1.0),
                Value::Grows(60.0),
            )],
            fires_after: 5,
            resolves_after: 7,
        },
    )
}
