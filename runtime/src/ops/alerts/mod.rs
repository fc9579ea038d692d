//! Alerts that every service has use for, as far as it emits what they look at.

mod process;
mod requests;
mod stores;
mod telemetry;

use crate::names;
use crate::ops::catalog::{Catalog, Kind, Metric};
use crate::ops::rules::{Alert, Proof, Severity, Signal, Value, quoted};
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

/// Whose series they are.
struct Of<'c> {
    /// The service, as it stands in a query.
    job: String,
    catalog: &'c Catalog,
}

impl Of<'_> {
    fn has(&self, name: &str) -> bool {
        let mut metrics = self.catalog.metrics.iter();
        metrics.any(|metric| metric.name == name)
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

type Make = fn(&Of<'_>) -> Alert;

/// All that this service has use for.
pub(super) fn all(catalog: &Catalog) -> Vec<Alert> {
    let job = quoted(&catalog.service);
    let of = Of {
        job: job.trim_matches('"').to_owned(),
        catalog,
    };
    let makes: [(&[&str], Make); 14] = [
        (&[names::HTTP_SERVER_DURATION], requests::error_rate),
        (&[names::HTTP_SERVER_DURATION], requests::latency),
        (
            &[names::DB_CONNECTIONS, names::DB_PENDING],
            stores::connections,
        ),
        (&[names::DB_DURATION], stores::database),
        (&[], process::absent),
        (&[names::HEALTH_STATUS], process::health),
        (&[names::HEALTH_STATUS], process::degraded),
        (&[names::HEALTH_STATUS], process::flapping),
        (&[names::FUNCTION_CALLS], process::panics),
        (&[names::SPANS_DROPPED], telemetry::lost),
        (&[names::METRIC_OVERFLOW], telemetry::overflow),
        (
            &[names::PROCESS_FILES, names::PROCESS_MAX_FILES],
            process::descriptors,
        ),
        (
            &[names::PROCESS_MEMORY_CLASSIC, names::PROCESS_MEMORY_LIMIT],
            process::memory,
        ),
        (&[names::TOKIO_DELAY], process::stalled),
    ];
    let wanted = makes
        .into_iter()
        .filter(|(needed, _)| needed.iter().all(|name| of.has(name)));
    let mut alerts: Vec<_> = wanted.map(|(_, make)| make(&of)).collect();
    let earnings = catalog.metrics.iter().filter(|metric| earns(metric));
    let earnings: Vec<&str> = earnings.map(|metric| &*metric.name).collect();
    if !earnings.is_empty() && of.has(names::HTTP_SERVER_DURATION) {
        alerts.push(requests::no_earnings(&of, &earnings));
    }
    alerts
}

/// Whether a metric counts money that comes in.
fn earns(metric: &Metric) -> bool {
    let money = ["usd", "eur", "gbp", "jpy", "chf"].contains(&metric.unit.as_str());
    let comes = metric.name.contains("revenue") && !metric.name.contains("refund");
    money && comes && metric.kind == Kind::Counter
}
