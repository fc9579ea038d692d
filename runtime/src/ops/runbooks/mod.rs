//! What to do when an alert fires: hand-written, and filled with the queries of this service.

use super::Ops;
use super::delivery::dns_name;
use super::rules::Alert;
use std::fmt::Write;

/// The hand-written part of a runbook.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runbook {
    /// The dashboard to look at.
    pub(super) dashboard: &'static str,
    pub(super) symptoms: &'static str,
    pub(super) impact: &'static str,
    /// Questions, each with a query that answers it.
    pub(super) questions: &'static [(&'static str, &'static str)],
    pub(super) diagnosis: &'static str,
    pub(super) mitigation: &'static str,
    pub(super) rehearsal: &'static str,
}

mod texts;

pub(super) use texts::*;

/// The runbook of all alerts of one name.
pub(super) fn page(name: &str, alerts: &[&Alert], ops: &Ops) -> String {
    let mut page = String::new();
    let Some(first) = alerts.first() else {
        return page;
    };
    let Runbook {
        dashboard: _,
        symptoms,
        impact,
        questions,
        diagnosis,
        mitigation,
        rehearsal,
    } = first.runbook;
    let own = ops.rehearsals.iter().rev().find(|(alert, _)| alert == name);
    let rehearsal = own.map_or(rehearsal, |(_, text)| text);
    let service = &*ops.catalog.service;
    let fill = |text: &str| {
        text.replace("{service}", service)
            .replace("{deployment}", &dns_name(service))
    };
    // Writing into memory does not fail.
    let _ = write!(
        page,
        "# {name}\n\n## Symptoms\n\n{}\n\n## Impact\n\n{}\n\n## Diagnosis\n\n",
        fill(symptoms),
        fill(impact)
    );
    for (question, query) in questions {
        let _ = write!(
            page,
            "{}\n\n```promql\n{}\n```\n\n",
            fill(question),
            fill(query)
        );
    }
    let _ = write!(
        page,
        "{}\n\n## Mitigation\n\n{}\n\n## Rehearsal\n\n{}\n\n## The alert\n\n",
        fill(diagnosis),
        fill(mitigation),
        fill(rehearsal)
    );
    for alert in alerts {
        let _ = write!(
            page,
            "{} ({}):\n\n```promql\n{}\n```\n\n",
            alert.summary,
            alert.severity.as_str(),
            alert.expr
        );
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}
