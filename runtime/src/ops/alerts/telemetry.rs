//! Telemetry itself.

use super::{About, When, alert, signal};
use crate::names;
use crate::ops::rules::{Alert, Severity, Value};
use crate::ops::runbooks;

pub(super) fn spans_lost(job: &str) -> Alert {
    alert(
        &About {
            name: "TelemetryLost",
            severity: Severity::Ticket,
            wait: 10,
            runbook: runbooks::TELEMETRY,
            summary: "Spans are lost",
            description: "Spans have been lost on their way to the collector for ten minutes.",
        },
        When {
            expr: format!(
                "sum by (job) (rate({}{{job=\"{job}\"}}[10m])) > 0",
                names::SPANS_DROPPED
            ),
            signals: vec![signal(
                job,
                names::SPANS_DROPPED,
                "reason=\"export_failed\"",
                Value::Grows(0.0),
                Value::Grows(20.0),
            )],
            fires_after: 13,
            resolves_after: 12,
        },
    )
}

pub(super) fn overflow(job: &str) -> Alert {
    alert(
        &About {
            name: "MetricOverflow",
            severity: Severity::Ticket,
            wait: 0,
            runbook: runbooks::TELEMETRY,
            summary: "A metric has too many series",
            description: "Label sets of a metric found no series of their own within the last hour, and share one.",
        },
        When {
            expr: format!(
                "sum by (job, metric) (increase({}{{job=\"{job}\"}}[1h])) > 0",
                names::METRIC_OVERFLOW
            ),
            signals: vec![signal(
                job,
                names::METRIC_OVERFLOW,
                "metric=\"m\"",
                Value::Grows(0.0),
                Value::Grows(5.0),
            )],
            fires_after: 3,
            resolves_after: 62,
        },
    )
}
