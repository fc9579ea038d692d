//! Dashboards of Grafana, of what the service emits: a panel whose metrics are not there is left out.

mod panels;

use super::Ops;
use super::catalog::{Kind, Metric};
use super::queries::metrics_of;
use panels::Panel;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The version of Grafana's schema that these are written in.
const SCHEMA: u32 = 39;
/// How wide a dashboard is, and how high a panel.
const WIDTH: usize = 24;
const HEIGHT: usize = 8;

/// A dashboard, before it is known what is there.
struct Dashboard {
    name: &'static str,
    title: &'static str,
    panels: Vec<Panel>,
}

/// All dashboards, each with the name of its file, of known metrics and with links to these runbooks.
pub(super) fn all(
    ops: &Ops,
    runbooks: &BTreeSet<String>,
    known: impl Fn(&str) -> bool,
) -> Vec<(String, Value)> {
    let catalog = &ops.catalog;
    let of_business = catalog.metrics.iter().filter(|it| it.part == "business");
    let dashboards = [
        Dashboard {
            name: "service",
            title: "Service",
            panels: [panels::requests(), panels::functions()].concat(),
        },
        Dashboard {
            name: "resources",
            title: "Resources",
            panels: [panels::process(), panels::stores()].concat(),
        },
        Dashboard {
            name: "business",
            title: "Business",
            panels: of_business.map(business).collect(),
        },
        Dashboard {
            name: "telemetry",
            title: "Telemetry",
            panels: panels::telemetry(),
        },
    ];
    let mut files = Vec::new();
    for mut dashboard in dashboards {
        dashboard.panels.retain(|panel| {
            let mut queries = panel.queries.iter();
            queries.all(|(expr, _)| metrics_of(expr).iter().all(|metric| known(metric)))
        });
        for panel in &mut dashboard.panels {
            if !runbooks.contains(panel.runbook) {
                panel.runbook = "";
            }
        }
        if !dashboard.panels.is_empty() {
            files.push((dashboard.name.to_owned(), written(&dashboard, ops)));
        }
    }
    files
}

/// A panel for a metric of the business.
fn business(metric: &Metric) -> Panel {
    let labels: Vec<&str> = metric.labels.iter().map(|it| it.name.as_str()).collect();
    let by = labels.join(", ");
    let labels = match metric.kind {
        Kind::Counter | Kind::Gauge => labels,
        // The query sums them away.
        Kind::Histogram => vec![],
        Kind::Summary => vec!["quantile"],
    };
    let legend: Vec<String> = labels.iter().map(|it| format!("{{{{{it}}}}}")).collect();
    let name = &metric.name;
    let query = match metric.kind {
        Kind::Counter => format!("topk(10, sum by ({by}) (increase({name}{{$these}}[1h])))"),
        Kind::Gauge => format!("topk(10, sum by ({by}) ({name}{{$these}}))"),
        Kind::Histogram => {
            format!(
                "histogram_quantile(0.95, sum by (le) (rate({name}_bucket{{$these}}[$__rate_interval])))"
            )
        }
        Kind::Summary => format!("max by (quantile) ({name}{{$these}})"),
    };
    let unit = match metric.unit.as_str() {
        "usd" => "currencyUSD",
        "eur" => "currencyEUR",
        "gbp" => "currencyGBP",
        "jpy" => "currencyJPY",
        "seconds" => "s",
        "bytes" => "bytes",
        _ => "short",
    };
    Panel {
        title: metric.help.trim_end_matches('.').to_owned(),
        unit,
        kind: "timeseries",
        min: if matches!(metric.kind, Kind::Gauge) {
            None
        } else {
            Some(0)
        },
        runbook: "",
        queries: vec![(query, legend.join(" "))],
    }
}

fn written(dashboard: &Dashboard, ops: &Ops) -> Value {
    let service = &*ops.catalog.service;
    let runbooks = &*ops.links.runbooks;
    let datasource = json!({ "type": "prometheus", "uid": "${datasource}" });
    let panels: Vec<Value> = dashboard
        .panels
        .iter()
        .enumerate()
        .map(|(place, panel)| of_panel(panel, place, &datasource, runbooks))
        .collect();
    let starts = format!(
        "time() - process_start_time_seconds{{job=\"{service}\",instance=~\"$instance\"}} < 120"
    );
    json!({
        "__inputs": [{
            "name": "DS_PROMETHEUS",
            "label": "Prometheus",
            "type": "datasource",
            "pluginId": "prometheus",
            "pluginName": "Prometheus",
        }],
        "uid": uid(service, dashboard.name),
        "title": format!("{service}: {}", dashboard.title),
        "tags": ["frosted", service],
        "schemaVersion": SCHEMA,
        "version": 1,
        "editable": true,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": { "from": "now-1h", "to": "now" },
        "timezone": "browser",
        "annotations": { "list": [{
            "name": "Starts",
            "datasource": datasource,
            "enable": true,
            "iconColor": "blue",
            "target": { "refId": "Starts", "expr": starts },
            // Where Grafana before 11 looks for it.
            "expr": starts,
        }]},
        "templating": { "list": variables(service, &datasource) },
        "panels": panels,
    })
}

/// Grafana allows forty letters, digits, `-` and `_`.
pub(super) fn uid(service: &str, dashboard: &str) -> String {
    let plain = |it: char| if it.is_ascii_alphanumeric() { it } else { '-' };
    let most = 39 - dashboard.len();
    let name: String = service.chars().map(plain).take(most).collect();
    format!("{name}-{dashboard}")
}

fn variables(service: &str, datasource: &Value) -> Value {
    let query = format!("label_values(up{{job=\"{service}\"}}, instance)");
    json!([
        {
            "name": "datasource",
            "label": "Data source",
            "type": "datasource",
            "query": "prometheus",
        },
        {
            "name": "job",
            "type": "constant",
            "query": service,
            "hide": 2,
        },
        {
            "name": "instance",
            "label": "Instance",
            "type": "query",
            "datasource": datasource,
            "query": { "query": query, "refId": "instance" },
            "refresh": 2,
            "includeAll": true,
            "allValue": ".*",
            "multi": true,
            "current": { "text": "All", "value": "$__all" },
        },
    ])
}

fn of_panel(panel: &Panel, place: usize, datasource: &Value, runbooks: &str) -> Value {
    let each = WIDTH / 2;
    let targets: Vec<Value> = panel
        .queries
        .iter()
        .zip('A'..)
        .map(|((expr, legend), letter)| {
            json!({
                "refId": letter.to_string(),
                "datasource": datasource,
                "expr": expr.replace("$these", THESE),
                "legendFormat": legend,
                "exemplar": panel.kind == "timeseries" && expr.contains("_bucket"),
            })
        })
        .collect();
    // A path would be one of Grafana's own.
    let links = if panel.runbook.is_empty() || !runbooks.contains("://") {
        json!([])
    } else {
        json!([{
            "type": "link",
            "title": "Runbook",
            "url": format!("{runbooks}/{}.md", panel.runbook),
            "icon": "doc",
            "tooltip": "",
            "tags": [],
            "targetBlank": true,
            "asDropdown": false,
            "includeVars": false,
            "keepTime": false,
        }])
    };
    let mut defaults = json!({ "unit": panel.unit });
    if let Some(min) = panel.min {
        defaults["min"] = min.into();
    }
    json!({
        "id": place + 1,
        "type": panel.kind,
        "title": panel.title,
        "datasource": datasource,
        "gridPos": {
            "h": HEIGHT,
            "w": each,
            "x": place % 2 * each,
            "y": place / 2 * HEIGHT,
        },
        "fieldConfig": {
            "defaults": defaults,
            "overrides": [],
        },
        "options": {},
        "links": links,
        "targets": targets,
    })
}

/// What every query of a dashboard asks for.
const THESE: &str = "job=\"$job\",instance=~\"$instance\"";
