//! Requests, and what they are for.

use super::{About, Of, When, alert, signal};
use crate::names;
use crate::ops::rules::{Alert, FAILED, SERVED, Severity, Value};
use crate::ops::runbooks;

/// Requests a second below which nobody is told: one a minute.
const FLOOR: &str = "0.0166";

pub(super) fn error_rate(of: &Of<'_>) -> Alert {
    let job = &of.job;
    let count = format!("{}_count", names::HTTP_SERVER_DURATION);
    let rate = |which: &str| format!("sum by (job) (rate({count}{{job=\"{job}\",{which}}}[5m]))");
    let (failed, all) = (rate(FAILED), rate(SERVED));
    let (ok, refused, broken) = (
        "http_response_status_code=\"200\"",
        "http_response_status_code=\"500\",error_type=\"500\"",
        "http_response_status_code=\"200\",error_type=\"body_error\"",
    );
    alert(
        &About {
            name: "HighErrorRate",
            severity: Severity::Page,
            wait: 5,
            runbook: runbooks::ERROR_RATE,
            summary: "More than 5% of requests fail",
            description: "More than one request in twenty was answered with 500 or above, or not to its end, for five minutes.",
        },
        When {
            expr: format!("{failed} / ({all} > {FLOOR}) > 0.05"),
            signals: vec![
                signal(job, &count, ok, Value::Grows(96.0), Value::Grows(90.0)),
                signal(job, &count, refused, Value::Grows(2.0), Value::Grows(5.0)),
                signal(job, &count, broken, Value::Grows(2.0), Value::Grows(5.0)),
            ],
            fires_after: 12,
            resolves_after: 6,
        },
    )
}

pub(super) fn latency(of: &Of<'_>) -> Alert {
    let job = &of.job;
    let duration = names::HTTP_SERVER_DURATION;
    let bucket = format!("{duration}_bucket");
    let count = format!("{duration}_count");
    let of_le = |le: &str, good, bad| {
        let le = format!("le=\"{le}\"");
        signal(job, &bucket, &le, Value::Grows(good), Value::Grows(bad))
    };
    let these = format!("job=\"{job}\",{SERVED}");
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
                "histogram_quantile(0.95, sum by (job, le) (rate({bucket}{{{these}}}[10m]))) > 1 and sum by (job) (rate({count}{{{these}}}[10m])) > {FLOOR}"
            ),
            signals: vec![
                of_le("1.0", 100.0, 50.0),
                of_le("2.5", 100.0, 100.0),
                of_le("+Inf", 100.0, 100.0),
                signal(job, &count, "", Value::Grows(100.0), Value::Grows(100.0)),
            ],
            fires_after: 22,
            resolves_after: 12,
        },
    )
}

/// In how many scrapes of an hour something has to be earned, so that a quarter of an hour without is
/// unusual.
const USUALLY: u32 = 20;

/// All of these metrics stand still, which is unusual, while requests come. A counter that is not there
/// yet has earned nothing; one that was not there a quarter of an hour ago has, as it begins with that.
pub(super) fn no_earnings(of: &Of<'_>, metrics: &[&str]) -> Alert {
    let job = &of.job;
    let count = format!("{}_count", names::HTTP_SERVER_DURATION);
    let asked = format!("sum by (job) (rate({count}{{job=\"{job}\",http_route!=\"\"}}[15m]))");
    let each = |write: &dyn Fn(&str) -> String, between: &str| {
        let all = metrics
            .iter()
            .map(|it| write(&format!("{it}{{job=\"{job}\"}}")));
        all.collect::<Vec<String>>().join(between)
    };
    let earned = each(
        &|it| format!("(sum by (job) (increase({it}[15m])) or 0 * {asked})"),
        " + ",
    );
    let before = each(
        &|it| format!("(sum by (job) (changes({it}[1h] offset 15m)) or 0 * {asked})"),
        " + ",
    );
    let new = each(
        &|it| format!("sum by (job) ({it} unless {it} offset 15m) > 0"),
        " or ",
    );
    let mut signals = vec![signal(
        job,
        &count,
        "http_route=\"/orders\"",
        Value::Grows(100.0),
        Value::Grows(100.0),
    )];
    let first = metrics.iter().take(1);
    signals.extend(first.map(|it| signal(job, it, "", Value::Grows(5.0), Value::Grows(0.0))));
    alert(
        &About {
            name: "NoRevenue",
            severity: Severity::Page,
            wait: 0,
            runbook: runbooks::BUSINESS,
            summary: "Nothing was earned for a quarter of an hour",
            description: "There are requests, and no revenue for fifteen minutes, though there was in the hour before.",
        },
        When {
            expr: format!(
                "{earned} == 0 and {before} >= {USUALLY} and {asked} > {FLOOR} unless ({new})"
            ),
            signals,
            fires_after: 17,
            resolves_after: 3,
        },
    )
}
