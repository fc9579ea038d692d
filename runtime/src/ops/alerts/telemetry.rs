//! Telemetry itself.

use super::{About, Of, When, alert, signal};
use crate::names;
use crate::ops::rules::{Alert, Severity, Value};
use crate::ops::runbooks;

/// Whatever is lost, with a label that says what.
pub(super) fn lost(of: &Of<'_>) -> Alert {
    let job = &of.job;
    let ways = [
        ("spans", names::SPANS_DROPPED, ""),
        ("lines", names::LOG_PROCESSED, ",error_type!=\"\""),
        ("records", names::RECORD_EXPORTED, ",error_type!=\"\""),
        ("metrics", names::POINTS_EXPORTED, ",error_type!=\"\""),
    ];
    let known = ways.into_iter().filter(|(_, metric, _)| of.has(metric));
    let lost = known.map(|(what, metric, which)| {
        let rate = format!("sum by (job) (rate({metric}{{job=\"{job}\"{which}}}[10m]))");
        format!("label_replace({rate} > 0, \"lost\", \"{what}\", \"\", \"\")")
    });
    let lost: Vec<String> = lost.collect();
    alert(
        &About {
            name: "TelemetryLost",
            severity: Severity::Ticket,
            wait: 10,
            runbook: runbooks::TELEMETRY,
            summary: "Telemetry is lost",
            description: "Spans, log lines or records, or metrics have been lost on their way for ten minutes. The label `lost` says which.",
        },
        When {
            expr: lost.join(" or "),
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

/// A series that was not there an hour ago has no increase yet: that it is there says enough.
pub(super) fn overflow(of: &Of<'_>) -> Alert {
    let job = &of.job;
    let metric = names::METRIC_OVERFLOW;
    let these = format!("{metric}{{job=\"{job}\"}}");
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
                "sum by (job, metric) (increase({these}[1h])) > 0 or sum by (job, metric) ({these} unless max_over_time({these}[15m] offset 1h)) > 0"
            ),
            signals: vec![signal(
                job,
                metric,
                "metric=\"m\"",
                Value::Absent,
                Value::Is(5.0),
            )],
            fires_after: 3,
            resolves_after: 62,
        },
    )
}
