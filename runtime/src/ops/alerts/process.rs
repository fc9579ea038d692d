//! The process, its health and its functions.

use super::{About, Of, When, alert, signal};
use crate::names;
use crate::ops::rules::{Alert, Severity, Value};
use crate::ops::runbooks;

pub(super) fn absent(of: &Of<'_>) -> Alert {
    let job = &of.job;
    alert(
        &About {
            name: "ServiceAbsent",
            severity: Severity::Page,
            wait: 5,
            runbook: runbooks::ABSENT,
            summary: "The service is not there",
            description: "No process of the service was seen for five minutes.",
        },
        When {
            // What is pushed has no `up`.
            expr: format!(
                "absent(up{{job=\"{job}\"}} == 1 or {}{{job=\"{job}\"}})",
                names::PROCESS_START
            ),
            signals: vec![signal(job, "up", "", Value::Is(1.0), Value::Absent)],
            fires_after: 12,
            resolves_after: 1,
        },
    )
}

pub(super) fn health(of: &Of<'_>) -> Alert {
    failing(
        of,
        "required",
        &About {
            name: "HealthCheckFailing",
            severity: Severity::Page,
            wait: 2,
            runbook: runbooks::HEALTH,
            summary: "A health check fails",
            description: "A check that the service cannot do without has failed for two minutes.",
        },
    )
}

pub(super) fn degraded(of: &Of<'_>) -> Alert {
    failing(
        of,
        "degraded",
        &About {
            name: "HealthCheckDegraded",
            severity: Severity::Ticket,
            wait: 10,
            runbook: runbooks::HEALTH,
            summary: "The service is degraded",
            description: "A check that the service can do without has failed for ten minutes.",
        },
    )
}

fn failing(of: &Of<'_>, criticality: &str, about: &About) -> Alert {
    let job = &of.job;
    let labels = format!("check=\"database\",criticality=\"{criticality}\"");
    let status = names::HEALTH_STATUS;
    alert(
        about,
        When {
            expr: format!(
                "min by (job, instance, check) ({status}{{job=\"{job}\",criticality=\"{criticality}\"}}) < 1"
            ),
            signals: vec![signal(job, status, &labels, Value::Is(1.0), Value::Is(0.0))],
            fires_after: about.wait + 2,
            resolves_after: 1,
        },
    )
}

pub(super) fn flapping(of: &Of<'_>) -> Alert {
    let job = &of.job;
    let check = "check=\"database\",criticality=\"required\"";
    alert(
        &About {
            name: "HealthCheckFlapping",
            severity: Severity::Ticket,
            wait: 0,
            runbook: runbooks::HEALTH,
            summary: "A health check comes and goes",
            description: "A health check has changed more than four times within a quarter of an hour.",
        },
        When {
            expr: format!(
                "changes({}{{job=\"{job}\",criticality!=\"informational\"}}[15m]) > 4",
                names::HEALTH_STATUS
            ),
            signals: vec![signal(
                job,
                names::HEALTH_STATUS,
                check,
                Value::Is(1.0),
                Value::Flaps(0.0, 1.0),
            )],
            fires_after: 10,
            resolves_after: 16,
        },
    )
}

pub(super) fn panics(of: &Of<'_>) -> Alert {
    let job = &of.job;
    alert(
        &About {
            name: "FunctionPanicked",
            severity: Severity::Ticket,
            wait: 0,
            runbook: runbooks::PANIC,
            summary: "A function panicked",
            description: "A function of the service panicked within the last ten minutes.",
        },
        When {
            expr: format!(
                "sum by (job, function, module) (increase({}{{job=\"{job}\",result=\"panicked\"}}[10m])) > 0",
                names::FUNCTION_CALLS
            ),
            signals: vec![signal(
                job,
                names::FUNCTION_CALLS,
                "function=\"f\",module=\"m\",result=\"panicked\"",
                Value::Grows(0.0),
                Value::Grows(1.0),
            )],
            fires_after: 3,
            resolves_after: 12,
        },
    )
}

pub(super) fn descriptors(of: &Of<'_>) -> Alert {
    runs_out(
        of,
        (names::PROCESS_FILES, names::PROCESS_MAX_FILES, "0.8"),
        &About {
            name: "FileDescriptorsRunOut",
            severity: Severity::Ticket,
            wait: 5,
            runbook: runbooks::RESOURCES,
            summary: "File descriptors run out",
            description: "A process has had more than 80% of its file descriptors open for five minutes.",
        },
    )
}

pub(super) fn memory(of: &Of<'_>) -> Alert {
    runs_out(
        of,
        (
            names::PROCESS_MEMORY_CLASSIC,
            names::PROCESS_MEMORY_LIMIT,
            "0.9",
        ),
        &About {
            name: "MemoryRunsOut",
            severity: Severity::Ticket,
            wait: 5,
            runbook: runbooks::RESOURCES,
            summary: "Memory runs out",
            description: "A process has used more than 90% of the memory that it may have, for five minutes.",
        },
    )
}

/// More than this share of what there may be is used.
fn runs_out(of: &Of<'_>, (used, limit, share): (&str, &str, &str), about: &About) -> Alert {
    let job = &of.job;
    let level = |name, good, bad| signal(job, name, "", Value::Is(good), Value::Is(bad));
    alert(
        about,
        When {
            expr: format!("{used}{{job=\"{job}\"}} / {limit}{{job=\"{job}\"}} > {share}"),
            signals: vec![level(used, 100.0, 950.0), level(limit, 1000.0, 1000.0)],
            fires_after: about.wait + 2,
            resolves_after: 1,
        },
    )
}

pub(super) fn stalled(of: &Of<'_>) -> Alert {
    let job = &of.job;
    let bucket = format!("{}_bucket", names::TOKIO_DELAY);
    let of_le = |le: &str, good, bad| {
        let le = format!("le=\"{le}\"");
        signal(job, &bucket, &le, Value::Grows(good), Value::Grows(bad))
    };
    alert(
        &About {
            name: "RuntimeStalled",
            severity: Severity::Ticket,
            wait: 5,
            runbook: runbooks::RESOURCES,
            summary: "Tasks wait for a worker",
            description: "One task in a hundred that was ready waited more than a second for a worker, for five minutes.",
        },
        When {
            expr: format!(
                "histogram_quantile(0.99, sum by (job, instance, le) (rate({bucket}{{job=\"{job}\"}}[5m]))) > 1"
            ),
            signals: vec![
                of_le("1.0", 600.0, 10.0),
                of_le("2.5", 600.0, 600.0),
                of_le("+Inf", 600.0, 600.0),
            ],
            fires_after: 12,
            resolves_after: 6,
        },
    )
}
