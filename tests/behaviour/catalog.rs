//! The catalog: everything that a binary can emit, said before it runs.

use crate::scenario;
use frosted::ops::{Ops, Problem};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tempfile::TempDir;

fn catalog() -> Value {
    let seen = scenario("catalog").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    serde_json::from_str(&seen.stderr).unwrap()
}

#[track_caller]
fn named<'c>(list: &'c Value, name: &str) -> &'c Value {
    let mut found = list.as_array().unwrap().iter();
    let found = found.find(|it| it["name"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {list:#}"))
}

fn texts(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().unwrap().iter();
    list.map(|it| it["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_is_promised_is_in_it_exactly() {
    let catalog = catalog();
    let objectives = &catalog["objectives"];
    let checkout = named(objectives, "checkout");
    let of = json!({"route": {"route": "/orders", "method": "POST"}});
    assert_eq!(checkout["of"], of);
    assert_eq!(checkout["availability"]["budget"], "0.001");
    assert_eq!(checkout["latency"]["budget"], "0.0005");
    assert_eq!(checkout["latency"]["within"], "0.25");
    let never = named(objectives, "never");
    assert_eq!(never["of"]["function"]["function"], "not_called_yet");
    assert_eq!(never["of"]["function"]["module"], "fixture::counting");
    assert_eq!(never["availability"]["budget"], "0.0005");
    assert_eq!(never["latency"], Value::Null);
    let all = named(objectives, "requests");
    assert_eq!(all["of"]["route"]["route"], "");
    assert_eq!(all["allow_unreachable"], true);
    assert_eq!(named(objectives, "promised")["latency"]["within"], "120");
}

#[test]
fn functions_and_business_metrics_are_in_it_before_they_run() {
    let catalog = catalog();
    assert_eq!(catalog["service"], "fixture");
    assert_eq!(catalog["version"], "1.2.3");
    let never = named(&catalog["functions"], "not_called_yet");
    assert_eq!(never["labels"][0]["name"], "plan");
    assert_eq!(never["labels"][0]["values"], json!(["free", "pro"]));
    let revenue = named(&catalog["metrics"], "revenue_usd_total");
    assert_eq!(
        (&revenue["kind"], &revenue["unit"]),
        (&json!("counter"), &json!("usd"))
    );
    assert_eq!(revenue["part"], "business");
    let orders = named(&catalog["metrics"], "orders_placed_total");
    assert_eq!(orders["series"], 2);
    assert_eq!(orders["help"], "Orders accepted");
    let user = catalog["types"].as_array().unwrap().iter();
    assert!(user.clone().any(|it| it["name"] == "User"), "{user:?}");
    let calls = named(&catalog["metrics"], "function_calls_total");
    assert!(texts(&calls["labels"]).is_superset(&["plan", "result"].map(String::from).into()));
}

/// Everything on a page is in the catalog, with its labels, but what a program records by itself.
#[test]
fn nothing_is_emitted_that_is_not_in_it() {
    let catalog = catalog();
    for name in [
        "counting", "business", "http", "client", "tasks", "lines", "reports",
    ] {
        let seen = scenario(name).run();
        assert!(seen.succeeded && !seen.page.0.is_empty(), "{}", seen.stderr);
        for sample in &seen.page.0 {
            let families = catalog["metrics"].as_array().unwrap();
            let family = families.iter().find(|family| {
                let rest = sample.name.strip_prefix(family["name"].as_str().unwrap());
                rest.is_some_and(|rest| ["", "_bucket", "_sum", "_count"].contains(&rest))
            });
            let Some(family) = family else {
                panic!("{name}: {} is not in the catalog", sample.name);
            };
            if family["name"] == "target_info" {
                continue;
            }
            let mut known = texts(&family["labels"]);
            known.extend(["le", "quantile", "otel_metric_overflow"].map(String::from));
            for (label, value) in &sample.labels {
                assert!(known.contains(label), "{name}: {} has {label}", sample.name);
                let said = family["labels"].as_array().unwrap().iter();
                let said = said.filter(|it| it["name"] == *label);
                for values in said.map(|it| it["values"].as_array().unwrap()) {
                    assert!(
                        values.is_empty() || values.iter().any(|it| it == value),
                        "{name}: {} has {label}={value}",
                        sample.name
                    );
                }
            }
        }
    }
}

#[test]
fn a_rehearsal_is_for_an_alert_that_there_is() {
    let folder = TempDir::new().unwrap();
    let ops = Ops::new("own", "1.0.0").rehearsal("ServiceAbsent", "Stop `{service}`.");
    ops.write(folder.path()).unwrap();
    assert_eq!(ops.check(folder.path()).unwrap(), []);
    let page = std::fs::read_to_string(folder.path().join("runbooks/serviceabsent.md")).unwrap();
    assert!(page.contains("\n## Rehearsal\n\nStop `own`.\n"), "{page}");
    let ops = ops.rehearsal("ServiceabSent", "No alert is called so.");
    let alert = "ServiceabSent".to_owned();
    let unknown = Problem::UnknownAlert { alert };
    assert_eq!(ops.check(folder.path()).unwrap(), [unknown]);
}

#[test]
fn alerts_and_panels_lead_to_where_things_are() {
    let folder = TempDir::new().unwrap();
    let read = |file: &str| std::fs::read_to_string(folder.path().join(file)).unwrap();
    let ops = Ops::new("own", "1.0.0");
    ops.write(folder.path()).unwrap();
    assert!(read("prometheus/rules/alerts.yml").contains("runbook_url: runbooks/"));
    assert!(!read("prometheus/rules/alerts.yml").contains("dashboard_url"));
    assert!(!read("grafana/service.json").contains("runbooks"));
    let ops = ops
        .runbooks("https://wiki.test/own/")
        .grafana("https://grafana.test/");
    ops.write(folder.path()).unwrap();
    let rules = read("prometheus/rules/alerts.yml");
    let links = [
        "runbook_url: https://wiki.test/own/serviceabsent.md",
        "dashboard_url: https://grafana.test/d/own-service",
        "dashboard_url: https://grafana.test/d/own-resources",
    ];
    for link in links {
        assert!(rules.contains(link), "{link}: {rules}");
    }
    assert!(read("grafana/service.json").contains("\"https://wiki.test/own/"));
}

#[test]
fn what_a_service_made_its_own_stays() {
    let folder = TempDir::new().unwrap();
    let ops = Ops::new("own", "1.0.0");
    ops.write(folder.path()).unwrap();
    let mine = folder.path().join("alertmanager/alertmanager.yml");
    std::fs::write(&mine, "route: {}\n").unwrap();
    ops.write(folder.path()).unwrap();
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), "route: {}\n");
    assert_eq!(ops.check(folder.path()).unwrap(), []);
}

#[test]
fn metrics_of_others_may_be_named_if_that_is_said() {
    let folder = TempDir::new().unwrap();
    let ops = Ops::new("own", "1.0.0");
    ops.write(folder.path()).unwrap();
    let rule =
        "groups:\n- name: own\n  rules:\n  - alert: Own\n    expr: kube_pod_status_ready == 0\n";
    std::fs::write(folder.path().join("prometheus/rules/own.yml"), rule).unwrap();
    let problems = ops.check(folder.path()).unwrap();
    assert!(
        matches!(&*problems, [Problem::UnknownMetric { line: 5, metric, .. }] if metric == "kube_pod_status_ready"),
        "{problems:?}"
    );
    let ops = ops.others("kube_");
    assert_eq!(ops.check(folder.path()).unwrap(), []);
}

#[test]
fn names_are_such_that_grafana_and_kubernetes_take_them() {
    let folder = TempDir::new().unwrap();
    let service = "Orders.of_the-whole_world_and_\"some\"_more";
    Ops::new(service, "1.0.0").write(folder.path()).unwrap();
    let read = |file: &str| std::fs::read_to_string(folder.path().join(file)).unwrap();
    for name in ["service", "resources", "telemetry"] {
        let dashboard: Value =
            serde_json::from_str(&read(&format!("grafana/{name}.json"))).unwrap();
        let uid = dashboard["uid"].as_str().unwrap();
        let is_plain = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
        assert!(uid.len() <= 40 && uid.chars().all(is_plain), "{uid}");
    }
    let monitor = read("kubernetes/service-monitor.yml");
    let name = "orders-of-the-whole-world-and--some--more";
    assert!(monitor.contains(&format!("name: {name}\n")), "{monitor}");
    let runbook = read("runbooks/serviceabsent.md");
    assert!(runbook.contains(&format!("kubectl rollout undo deployment/{name}\n")));
    let rules = read("prometheus/rules/alerts.yml");
    let job = r#"job="Orders.of_the-whole_world_and_\"some\"_more"}"#;
    assert!(rules.contains(&format!("absent(up{{{job} == 1")), "{rules}");
}
