//! All files, with their texts.

use super::rules::{Alert, Group, Rule, RuleFile, file_name};
use super::{Ops, alerts, check, dashboards, delivery, objectives, proofs, runbooks};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Every file with its text, by its path.
pub(super) fn all(ops: &Ops) -> BTreeMap<String, String> {
    let service = &*ops.catalog.service;
    let usual = alerts::all(&ops.catalog);
    let mut files = BTreeMap::new();
    let mut add = |path: &str, text: String| files.insert(path.to_owned(), text);
    add("catalog.json", ops.catalog.to_json() + "\n");
    add(
        "prometheus/prometheus.yml",
        yaml(&delivery::prometheus(service)),
    );
    add(
        "prometheus/rules/alerts.yml",
        yaml(&group(ops, "alerts", &usual)),
    );
    let tests = proofs::file(&usual, "../rules/alerts.yml");
    add("prometheus/tests/alerts.yml", yaml(&tests));
    let mut of_objectives = Vec::new();
    for slo in &ops.catalog.objectives {
        let name = format!("slo-{}.yml", slug(&slo.name));
        let alerts = objectives::alerts(slo, service);
        let mut rules = group(ops, &format!("slo:{}:alerts", slo.name), &alerts);
        rules.groups.insert(0, objectives::recorded(slo, service));
        add(&format!("prometheus/rules/{name}"), yaml(&rules));
        let tests = proofs::file(&alerts, &format!("../rules/{name}"));
        add(&format!("prometheus/tests/{name}"), yaml(&tests));
        of_objectives.extend(alerts);
    }
    add(
        "alertmanager/alertmanager.yml",
        yaml(&delivery::alertmanager()),
    );
    add("kubernetes/probes.yml", yaml(&delivery::probes()));
    add(
        "kubernetes/service-monitor.yml",
        yaml(&delivery::service_monitor(service)),
    );
    add("collector/config.yml", yaml(&delivery::collector()));
    let known = check::names(&ops.catalog);
    let recorded = !ops.catalog.objectives.is_empty();
    let known = |metric: &str| known.contains(metric) || (recorded && metric.starts_with("slo:"));
    let all: Vec<&Alert> = usual.iter().chain(&of_objectives).collect();
    let pages: BTreeSet<String> = all.iter().map(|alert| file_name(alert.name)).collect();
    for (name, dashboard) in dashboards::all(ops, &pages, known) {
        let text = serde_json::to_string_pretty(&dashboard);
        let text = text.expect("text and numbers can be written");
        add(&format!("grafana/{name}.json"), text + "\n");
    }
    for alert in &all {
        let same: Vec<&Alert> = all
            .iter()
            .copied()
            .filter(|it| it.name == alert.name)
            .collect();
        add(&runbook(alert.name), runbooks::page(alert.name, &same, ops));
    }
    files
}

/// Where the runbook of an alert is written.
pub(super) fn runbook(alert: &str) -> String {
    format!("runbooks/{}.md", file_name(alert))
}

/// What can stand in the name of a file.
pub(super) fn slug(name: &str) -> String {
    let letter = |it: char| {
        let is_plain = it.is_ascii_alphanumeric() || it == '-' || it == '_';
        if is_plain {
            it.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let slug: String = name.chars().map(letter).collect();
    slug.trim_matches('-').to_owned()
}

fn group(ops: &Ops, name: &str, alerts: &[Alert]) -> RuleFile {
    let rules: Vec<Rule> = alerts
        .iter()
        .map(|alert| alert.rule(&ops.catalog.service, &ops.links))
        .collect();
    let name = name.to_owned();
    RuleFile {
        groups: vec![Group { name, rules }],
    }
}

fn yaml(value: &impl Serialize) -> String {
    serde_saphyr::to_string(value).expect("text and numbers can be written")
}
