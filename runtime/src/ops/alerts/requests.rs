//! Requests, and what they are for.

use super::{About, When, alert, signal};
use crate::names;
use crate::ops::rules::{Alert, Severity, Value};
use crate::ops::runbooks;

pub(super) fn error_rate(job: &str) -> Alert {
    let count = format!("{}_count", names::HTTP_SERVER_DURATION);
    let (ok, failed) = (
        "http_response_status_code=\"200\"",
        "http_response_status_code=\"500\"",
    );
    alert(
        &About {
            name: "HighErrorRate",
            severity: Severity::Page,
            wait: 5,
            runbook: runbooks::ERROR_RATE,
            summary: "More than 5% of requests fail",
            description: "More than one request in twenty was answered with 500 or above, for five minutes.",
        },
        When {
            expr: format!(
                "sum by (job) (rate({count}{{job=\"{job}\",http_response_status_code=~\"5..\"}}[5m])) / (sum by (job) (rate({count}{{job=\"{job}\"}}[5m])) > 0.0166) > 0.05"
            ),
            signals: vec![
                signal(job, &count, ok, Value::Grows(96.0), Value::Grows(50.0)),
                signal(job, &count, failed, Value::Grows(4.0), Value::Grows(50.0)),
            ],
            fires_after: 8,
            resolves_after: 6,
        },
    )
}

pub(super) fn latency(job: &str) -> Alert {
    let bucket = format!("{}_bucket", names::HTTP_SERVER_DURATION);
    let of = |le: &str, good, bad| {
        let le = format!("le=\"{le}\"");
        signal(job, &bucket, &le, Value::Grows(good), Value::Grows(bad))
    };
    alert(
        &About {
            name: "HighLatencyP95",
            severity: Severity::Ticket,
            wait: 10,
            runbook: runbooks::LATENCY,
            summary: "One request in twenty takes more than a second",
            description: "The 95th percentile of the duration of requests was above one second, for ten minutes.",
        },
        When {
            expr: format!(
                "histogram_quantile(0.95, sum by (job, le) (rate({bucket}{{job=\"{job}\"}}[10m]))) > 1"
            ),
            signals: vec![
                of("0.1", 100.0, 10.0),
                of("1.0", 100.0, 20.0),
                of("2.5", 100.0, 100.0),
                of("+Inf", 100.0, 100.0),
            ],
            fires_after: 22,
            resolves_after: 12,
        },
    )
}

pub(super) fn no_earnings(job: &str, metric: &str) -> Alert {
    let count = format!("{}_count", names::HTTP_SERVER_DURATION);
    alert(
        &About {
            name: "NoRevenue",
            severity: Severity::Page,
            wait: 0,
            runbook: runbooks::BUSINESS,
            summary: "Nothing was earned for a quarter of an hour",
            description: "There are requests, and no revenue for fifteen minutes.",
        },
        When {
            expr: format!(
                "sum by (job) (increase({metric}{{job=\"{job}\"}}[15m])) == 0 and sum by (job) (rate({count}{{job=\"{job}\"}}[15m])) > 0.0166"
            ),
            signals: vec![
                signal(job, metric, "", Value::Grows(5.0), Value::Grows(0.0)),
                signal(
                    job,
                    &count,
                    "http_response_status_code=\"200\"",
                    Value::Grows(100.0),
                    Value::Grows(100.0),
                ),
            ],
            fires_after: 17,
            resolves_after: 3,
        },
    )
}
