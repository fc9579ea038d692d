//! Alerts that every service has use for, as far as it emits what they look at.

mod process;
mod requests;
mod stores;
mod telemetry;

use crate::names;
use crate::ops::catalog::{Catalog, Kind, Metric};
use crate::ops::rules::{Alert, Proof, Severity, Signal, Value};
use crate::ops::runbooks::Runbook;

/// What an alert is about.
struct About {
    name: &'static str,
    severity: Severity,
    wait: u64,
    runbook: Runbook,
    summary: &'static str,
    description: &'static str,
}

/// When an alert fires, and what shows it.
struct When {
    expr: String,
    signals: Vec<Signal>,
    fires_after: u64,
    resolves_after: u64,
}

fn alert(about: &About, when: When) -> Alert {
    Alert {
        name: about.name,
        expr: when.expr,
        wait: about.wait,
        severity: about.severity,
        summary: about.summary.to_owned(),
        description: about.description.to_owned(),
        labels: Vec::new(),
        runbook: about.runbook,
        proof: Proof {
            signals: when.signals,
            fires_after: when.fires_after,
            resolves_after: when.resolves_after,
        },
    }
}

fn signal(job: &str, name: &str, labels: &str, good: Value, bad: Value) -> Signal {
    let more = if labels.is_empty() { "" } else { "," };
    Signal {
        series: format!("{name}{{job=\"{job}\",instance=\"a\"{more}{labels}}}"),
        good,
        bad,
    }
}

type Make = fn(&str) -> Alert;

/// All that this service has use for.
pub(super) fn all(catalog: &Catalog) -> Vec<Alert> {
    let has = |name: &&str| catalog.metrics.iter().any(|metric| metric.name == *name);
    let makes: [(&[&str], Make); 12] = [
        (&[names::HTTP_SERVER_DURATION], requests::error_rate),
        (&[names::HTTP_SERVER_DURATION], requests::latency),
        (
            &[names::DB_CONNECTIONS, names::DB_PENDING],
            stores::connections,
        ),
        (&[names::DB_DURATION], stores::database),
        (&[names::PROCESS_START], process::absent),
        (&[names::HEALTH_STATUS], process::health),
        (&[names::HEALTH_STATUS], process::flapping),
        (&[names::FUNCTION_CALLS], process::panics),
        (&[names::SPANS_DROPPED], telemetry::spans_lost),
        (&[names::METRIC_OVERFLOW], telemetry::overflow),
        (
            &[names::PROCESS_FILES, names::PROCESS_MAX_FILES],
            process::descriptors,
        ),
        (&[names::TOKIO_DELAY], process::stalled),
    ];
    let wanted = makes
        .into_iter()
        .filter(|(needed, _)| needed.iter().all(has));
    let mut alerts: Vec<_> = wanted.map(|(_, make)| make(&catalog.service)).collect();
    let earnings = catalog.metrics.iter().find(|metric| earns(metric));
    if let Some(metric) = earnings.filter(|_| has(&names::HTTP_SERVER_DURATION)) {
        alerts.push(requests::no_earnings(&catalog.service, &metric.name));
    }
    alerts
}

/// Whether a metric counts money that comes in.
fn earns(metric: &Metric) -> bool {
    let money = ["usd", "eur", "gbp", "jpy", "chf"].contains(&metric.unit.as_str());
    money && metric.kind == Kind::Counter && metric.name.contains("revenue")
}
