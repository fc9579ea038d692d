//! Rules of Prometheus: what is recorded, and what is an alert.

use super::Links;
use super::dashboards::uid;
use super::runbooks::Runbook;
use serde::Serialize;
use std::collections::BTreeMap;

/// Requests that ended as they did because of the service, whatever their status.
pub(super) const FAILED: &str = "error_type!=\"\",error_type!=\"cancelled\"";
/// Requests that their clients waited for.
pub(super) const SERVED: &str = "error_type!=\"cancelled\"";

/// A file of rules.
#[derive(Debug, Default, Serialize)]
pub(super) struct RuleFile {
    pub(super) groups: Vec<Group>,
}

/// Rules that are evaluated one after another.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) rules: Vec<Rule>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Rule {
    Record {
        record: String,
        expr: String,
        labels: BTreeMap<String, String>,
    },
    Alert {
        alert: String,
        expr: String,
        #[serde(rename = "for", skip_serializing_if = "String::is_empty")]
        wait: String,
        labels: BTreeMap<String, String>,
        annotations: BTreeMap<String, String>,
    },
}

/// Who is told, and how soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Severity {
    /// Somebody is woken.
    Page,
    /// Somebody looks at it during the day.
    Ticket,
}

impl Severity {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Page => "critical",
            Self::Ticket => "warning",
        }
    }
}

/// One alert, with what shows that it does what it should.
#[derive(Debug)]
pub(super) struct Alert {
    pub(super) name: &'static str,
    pub(super) expr: String,
    /// For how long it must hold, in minutes.
    pub(super) wait: u64,
    pub(super) severity: Severity,
    pub(super) summary: String,
    pub(super) description: String,
    /// Labels besides, which tell alerts of one name apart.
    pub(super) labels: Vec<(&'static str, String)>,
    pub(super) runbook: Runbook,
    pub(super) proof: Proof,
}

/// Series that make an alert fire, and stop.
#[derive(Debug)]
pub(super) struct Proof {
    pub(super) signals: Vec<Signal>,
    /// Minutes of trouble after which it fires.
    pub(super) fires_after: u64,
    /// Minutes without trouble after which it no longer does.
    pub(super) resolves_after: u64,
}

/// One series, in good times and in bad.
#[derive(Debug)]
pub(super) struct Signal {
    pub(super) series: String,
    pub(super) good: Value,
    pub(super) bad: Value,
}

/// What a series does in each minute.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// It grows by so much.
    Grows(f64),
    /// It stands there.
    Is(f64),
    /// It changes between these.
    Flaps(f64, f64),
    /// It is not there.
    Absent,
}

impl Alert {
    /// The rule, as Prometheus reads it.
    pub(super) fn rule(&self, service: &str, links: &Links) -> Rule {
        let mut labels: BTreeMap<String, String> = self
            .labels
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        labels.insert("severity".to_owned(), self.severity.as_str().to_owned());
        labels.insert("service".to_owned(), service.to_owned());
        let runbook = format!("{}/{}.md", links.runbooks, file_name(self.name));
        let mut annotations = vec![
            ("summary", self.summary.clone()),
            ("description", self.description.clone()),
            ("runbook_url", runbook),
        ];
        if let Some(grafana) = &links.grafana {
            let uid = uid(service, self.runbook.dashboard);
            let dashboard = format!("{grafana}/d/{uid}");
            annotations.push(("dashboard_url", dashboard));
        }
        Rule::Alert {
            alert: self.name.to_owned(),
            expr: self.expr.clone(),
            wait: minutes(self.wait),
            labels,
            annotations: annotations
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text))
                .collect(),
        }
    }
}

/// A duration of Prometheus; empty for none.
fn minutes(minutes: u64) -> String {
    match minutes {
        0 => String::new(),
        minutes if minutes.is_multiple_of(60) => format!("{}h", minutes / 60),
        minutes => format!("{minutes}m"),
    }
}

/// `HighErrorRate` is in `higherrorrate.md`, as the runbooks of the Prometheus operator are named.
pub(super) fn file_name(alert: &str) -> String {
    alert.to_ascii_lowercase()
}

/// A label's value between its quotes in a query.
pub(super) fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for letter in value.chars() {
        match letter {
            '\\' => text.push_str("\\\\"),
            '"' => text.push_str("\\\""),
            '\n' => text.push_str("\\n"),
            letter => text.push(letter),
        }
    }
    text.push('"');
    text
}
