//! All files, with their texts.

use super::rules::{Alert, Group, Rule, RuleFile, file_name};
use super::{Ops, alerts, check, dashboards, delivery, objectives, proofs, runbooks};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Files with their texts, by their paths.
pub(super) type Files = BTreeMap<String, String>;

/// What a service begins with, and then makes its own: addresses and receivers are not known here.
pub(super) fn beginnings(ops: &Ops) -> Files {
    let service = &*ops.catalog.service;
    let all = [
        ("prometheus/prometheus.yml", delivery::prometheus(service)),
        ("alertmanager/alertmanager.yml", delivery::alertmanager()),
        ("kubernetes/probes.yml", delivery::probes()),
        (
            "kubernetes/service-monitor.yml",
            delivery::service_monitor(service),
        ),
        ("collector/config.yml", delivery::collector()),
    ];
    let text = |(path, value): (&str, _)| (path.to_owned(), yaml(&value));
    all.into_iter().map(text).collect()
}

/// What is written anew each time.
pub(super) fn all(ops: &Ops) -> Files {
    let usual = alerts::all(&ops.catalog);
    let mut files = Files::new();
    files.insert("catalog.json".to_owned(), ops.catalog.to_json() + "\n");
    add_rules(
        &mut files,
        "alerts.yml",
        &group(ops, "alerts", &usual),
        &usual,
    );
    let mut all = usual;
    for slo in &ops.catalog.objectives {
        let alerts = objectives::alerts(slo, &ops.catalog.service);
        let mut rules = group(ops, &format!("slo:{}:alerts", slo.name), &alerts);
        let recorded = objectives::recorded(slo, &ops.catalog.service);
        rules.groups.insert(0, recorded);
        let name = format!("slo-{}.yml", slug(&slo.name));
        add_rules(&mut files, &name, &rules, &alerts);
        all.extend(alerts);
    }
    let pages: BTreeSet<String> = all.iter().map(|alert| file_name(alert.name)).collect();
    add_dashboards(&mut files, ops, &pages);
    for alert in &all {
        let same: Vec<&Alert> = all.iter().filter(|it| it.name == alert.name).collect();
        let page = runbooks::page(alert.name, &same, ops);
        files.insert(runbook(alert.name), page);
    }
    files
}

/// Rules, and their tests.
fn add_rules(files: &mut Files, name: &str, rules: &RuleFile, alerts: &[Alert]) {
    files.insert(format!("prometheus/rules/{name}"), yaml(rules));
    let tests = proofs::file(alerts, &format!("../rules/{name}"));
    files.insert(format!("prometheus/tests/{name}"), yaml(&tests));
}

fn add_dashboards(files: &mut Files, ops: &Ops, runbooks: &BTreeSet<String>) {
    let known = check::names(&ops.catalog);
    let recorded = !ops.catalog.objectives.is_empty();
    let known = |metric: &str| known.contains(metric) || (recorded && metric.starts_with("slo:"));
    for (name, dashboard) in dashboards::all(ops, runbooks, known) {
        let text = serde_json::to_string_pretty(&dashboard);
        let text = text.expect("text and numbers can be written");
        files.insert(format!("grafana/{name}.json"), text + "\n");
    }
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
