//! What the shop is watched with, as the tools that will read it see it.

use frosted_tests::peer::find;
use frosted_tests::process;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// The files of rules.
const RULES: [&str; 4] = [
    "alerts.yml",
    "slo-orders.yml",
    "slo-payments.yml",
    "slo-shop.yml",
];

fn shop(arguments: &[&str]) -> Output {
    let mut command = Command::new(process::shop());
    command.arg("ops").args(arguments).output().unwrap()
}

/// What the shop writes.
fn written() -> TempDir {
    let folder = TempDir::new().unwrap();
    let out = shop(&["--out", folder.path().to_str().unwrap()]);
    assert!(out.status.success(), "{out:?}");
    folder
}

fn problems(folder: &TempDir) -> Vec<String> {
    let out = shop(&["--check", folder.path().to_str().unwrap()]);
    let text = String::from_utf8(out.stderr).unwrap();
    let problems: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    assert_eq!(out.status.success(), problems.is_empty(), "{text}");
    problems
}

#[track_caller]
fn accepts(program: &Path, folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    let out = command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(out.status.success(), "{arguments:?}: {out:?}");
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn prometheus_accepts_the_rules_and_every_alert_fires_stays_quiet_and_resolves() {
    let Some(promtool) = find("promtool") else {
        return;
    };
    let folder = written();
    let prometheus = folder.path().join("prometheus");
    accepts(
        &promtool,
        &prometheus,
        &["check", "config", "prometheus.yml"],
    );
    let read = |file: &str| std::fs::read_to_string(prometheus.join(file)).unwrap();
    for file in RULES {
        let (of_rules, of_tests) = (format!("rules/{file}"), format!("tests/{file}"));
        let check = ["check", "rules", "--lint=all", "--lint-fatal", &of_rules];
        accepts(&promtool, &prometheus, &check);
        accepts(&promtool, &prometheus, &["test", "rules", &of_tests]);
        // One test with three looks at each alert.
        let (rules, tests) = (read(&of_rules), read(&of_tests));
        let alerts = rules.matches("- alert: ").count();
        assert!(alerts >= 4, "{rules}");
        assert_eq!(tests.matches("input_series:").count(), alerts);
        assert_eq!(tests.matches("eval_time:").count(), 3 * alerts);
    }
    // A rule that never fires is found.
    let broken = read("rules/alerts.yml").replace("> 0.05", "> 5");
    std::fs::write(prometheus.join("rules/alerts.yml"), broken).unwrap();
    let mut command = Command::new(&promtool);
    let out = command
        .args(["test", "rules", "tests/alerts.yml"])
        .current_dir(&prometheus)
        .output()
        .unwrap();
    assert!(!out.status.success());
}

#[test]
fn alertmanager_accepts_its_configuration_and_tells_pages_from_tickets() {
    let Some(amtool) = find("amtool") else {
        return;
    };
    let folder = written();
    let config = "alertmanager/alertmanager.yml";
    accepts(&amtool, folder.path(), &["check-config", config]);
    for (severity, receiver) in [("critical", "pages"), ("warning", "tickets")] {
        let label = format!("severity={severity}");
        let routes = ["config", "routes", "test", "--config.file", config, &label];
        let routed = accepts(&amtool, folder.path(), &routes);
        assert_eq!(routed.trim(), receiver);
    }
}

#[test]
fn objectives_are_exact_and_what_clients_do_wrong_does_not_burn() {
    let folder = written();
    let read = |file| {
        let rules = folder.path().join("prometheus/rules").join(file);
        std::fs::read_to_string(rules).unwrap()
    };
    let rules = read("slo-orders.yml");
    // 99.9 at 14.4, 6, 3 and 1 times.
    for threshold in ["> 0.0144 and", "> 0.006 and", "> 0.003 and", "> 0.001 and"] {
        assert!(rules.contains(threshold), "{threshold}");
    }
    let payments = read("slo-payments.yml");
    assert!(
        payments.contains("error_class!~\"client|cancelled\""),
        "{rules}"
    );
    assert!(read("slo-shop.yml").contains("vector(0.005)"));
}

#[test]
fn every_alert_has_a_runbook_with_all_its_parts() {
    let folder = written();
    let mut alerts = 0;
    for file in RULES {
        let rules = folder.path().join("prometheus/rules").join(file);
        let rules = std::fs::read_to_string(rules).unwrap();
        let urls = rules
            .lines()
            .filter_map(|line| line.trim().strip_prefix("runbook_url: "));
        for url in urls {
            alerts += 1;
            let page = std::fs::read_to_string(folder.path().join(url)).expect(url);
            for part in ["Symptoms", "Impact", "Diagnosis", "Mitigation", "Rehearsal"] {
                let heading = format!("\n## {part}\n");
                let text = page
                    .split(&heading)
                    .nth(1)
                    .unwrap_or_else(|| panic!("{url}: {part}"));
                let text = text.split("\n## ").next().unwrap();
                assert!(text.trim().len() > 20, "{url}: {part} is empty");
            }
            assert!(
                page.contains("```promql\n") && !page.contains("{service}"),
                "{url}"
            );
        }
    }
    assert!(alerts >= 25, "{alerts} alerts");
    let incidents = [
        ("higherrorrate", "kubectl rollout undo deployment/shop"),
        ("highlatencyp95", "pg_stat_activity"),
        ("dbconnectionsexhausted", "DATABASE_POOL_SIZE"),
    ];
    for (name, command) in incidents {
        let page = folder.path().join(format!("runbooks/{name}.md"));
        assert!(
            std::fs::read_to_string(page).unwrap().contains(command),
            "{name}"
        );
    }
}

#[test]
fn check_names_what_has_drifted_what_is_missing_and_every_query_of_a_metric_that_is_gone() {
    let folder = written();
    assert_eq!(problems(&folder), Vec::<String>::new());
    let write = |file: &str, text: &str| {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "runbooks/own.md",
        "# Own\n\n```promql\nrate(old_orders_total{job=\"shop\"}[5m])\n```\n",
    );
    write(
        "grafana/own.json",
        "{\n\"expr\": \"sum by (le) (rate(old_orders_total[5m])) / up\"\n}\n",
    );
    let rule = "groups:\n- name: own\n  rules:\n  - alert: Own\n    expr: >-\n      old_orders_total > 1\n";
    write("prometheus/rules/own.yml", rule);
    std::fs::remove_file(folder.path().join("runbooks/norevenue.md")).unwrap();
    // What the service made its own is its own.
    write("alertmanager/alertmanager.yml", "route: {}\n");
    write("prometheus/rules/slo-gone.yml", "groups: []\n");
    write(
        "prometheus/prometheus.yml",
        "scrape_configs:\n- job_name: store\n",
    );
    write("grafana/broken.json", "{");
    write("grafana/service.json", "{}");
    assert_eq!(
        problems(&folder),
        [
            "prometheus/rules/slo-gone.yml: is of no objective of this binary, and its rules still hold; delete it",
            "grafana/service.json: is not what would be written now",
            "runbooks/norevenue.md: is not there",
            "prometheus/prometheus.yml: has no job shop",
            "grafana/broken.json: EOF while parsing an object at line 1 column 1",
            "grafana/own.json:2: old_orders_total is no metric of this binary",
            "prometheus/rules/own.yml:6: old_orders_total is no metric of this binary",
            "runbooks/own.md:4: old_orders_total is no metric of this binary",
        ]
    );
}

#[test]
fn the_catalog_has_what_the_shop_counts_and_promises() {
    let out = shop(&[]);
    let catalog: Value = serde_json::from_slice(&out.stdout).unwrap();
    let names = |list: &str| -> Vec<String> {
        let list = catalog[list].as_array().unwrap().iter();
        list.map(|it| it["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("objectives"), ["orders", "payments", "shop"]);
    for metric in [
        "revenue_usd_total",
        "db_client_connections",
        "cache_requests_total",
    ] {
        assert!(names("metrics").contains(&metric.to_owned()), "{metric}");
    }
    assert!(names("functions").contains(&"find_order".to_owned()));
}

/// Dashboards that ask Prometheus, of the types that Grafana publishes.
const TYPES: &str = "\
import type { AnnotationQuery, Dashboard, DataQuery } from '@grafana/schema';
type Query = DataQuery & { expr: string };
type Annotation = AnnotationQuery<Query> & { expr: string };
type Input = { name: string; label: string; type: string; pluginId: string; pluginName: string };
export type Ours = Omit<Dashboard, 'annotations'> & {
    annotations: { list: Annotation[] };
    __inputs: Input[];
};
";

const SETTINGS: &str = r#"{
    "compilerOptions": {
        "strict": true, "noEmit": true, "skipLibCheck": true, "types": [],
        "module": "esnext", "moduleResolution": "bundler"
    },
    "files": ["dashboard.ts"]
}"#;

#[test]
fn dashboards_are_of_the_types_that_grafana_publishes() {
    let Some(tsc) = find("grafana-tsc") else {
        return;
    };
    let (folder, checked) = (written(), TempDir::new().unwrap());
    std::fs::write(checked.path().join("types.ts"), TYPES).unwrap();
    std::fs::write(checked.path().join("tsconfig.json"), SETTINGS).unwrap();
    let says = |dashboard: &str| {
        let text = format!(
            "import type {{ Ours }} from './types';\nexport const it: Ours = {dashboard};\n"
        );
        std::fs::write(checked.path().join("dashboard.ts"), text).unwrap();
        let mut command = Command::new(&tsc);
        let out = command.arg("-p").arg(".").current_dir(&checked).output();
        let out = out.unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        assert_eq!(out.status.success(), text.is_empty(), "{text}");
        text
    };
    for name in DASHBOARDS {
        let file = folder.path().join(format!("grafana/{name}.json"));
        let dashboard = std::fs::read_to_string(file).unwrap();
        assert_eq!(says(&dashboard), "", "{name}");
        let wrong = dashboard.replace("\"graphTooltip\": 1", "\"graphTooltip\": \"1\"");
        assert!(says(&wrong).contains("is not assignable"));
    }
}

const DASHBOARDS: [&str; 4] = ["service", "resources", "business", "telemetry"];

#[test]
fn dashboards_have_panels_of_their_own_with_units_and_queries_of_what_is_there() {
    let folder = written();
    for name in DASHBOARDS {
        let file = folder.path().join(format!("grafana/{name}.json"));
        let text = std::fs::read_to_string(file).unwrap();
        let dashboard: Value = serde_json::from_str(&text).unwrap();
        assert!(dashboard["schemaVersion"].as_u64().unwrap() >= 39);
        assert_eq!(dashboard["uid"], format!("shop-{name}"));
        let panels = dashboard["panels"].as_array().unwrap();
        let count = panels.len();
        assert!((3..=20).contains(&count), "{name}: {count}");
        for field in ["id", "title", "gridPos"] {
            let values: BTreeSet<String> = panels.iter().map(|it| it[field].to_string()).collect();
            assert_eq!(values.len(), count, "{name}: {field}");
        }
        for panel in panels {
            let place = &panel["gridPos"];
            let right = place["x"].as_u64().unwrap() + place["w"].as_u64().unwrap();
            assert!(right <= 24, "{panel}");
            assert!(["timeseries", "stat"].contains(&panel["type"].as_str().unwrap()));
            let unit = panel["fieldConfig"]["defaults"]["unit"].as_str();
            assert!(!unit.unwrap().is_empty(), "{panel}");
            queries_are_the_jobs(panel);
            // Where the runbooks are, Grafana cannot know.
            assert_eq!(panel["links"].as_array().unwrap().len(), 0);
        }
    }
}

fn queries_are_the_jobs(panel: &Value) {
    let targets = panel["targets"].as_array().unwrap();
    let ids: BTreeSet<&str> = targets
        .iter()
        .map(|it| it["refId"].as_str().unwrap())
        .collect();
    assert!(!ids.is_empty() && ids.len() == targets.len(), "{panel}");
    for target in targets {
        let expr = target["expr"].as_str().unwrap();
        let of_job = expr.contains("job=\"$job\"") || expr.contains("service=\"$job\"");
        assert!(of_job && !expr.contains("$these"), "{expr}");
    }
}
