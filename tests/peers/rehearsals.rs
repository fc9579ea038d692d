//! From end to end: a fault of the shop is switched on, and whoever is on call is told of the right
//! alert, with a runbook that can be read; it is switched off, and the alert resolves.
//!
//! All is as `shop ops` wrote it, with one difference: a minute of the rules takes two seconds.

use crate::shop::Demo;
use frosted_tests::oncall::{Alertmanager, Notice, OnCall};
use frosted_tests::peer::{Prometheus, find};
use frosted_tests::stores::{Postgres, Redis};
use frosted_tests::{free_port, process, wait_for};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// A fault, and what it brings about.
struct Rehearsal {
    fault: &'static str,
    alerts: &'static [&'static str],
    receiver: &'static str,
    /// What may follow from it if it lasts.
    follows: &'static [&'static str],
}

const REHEARSALS: [Rehearsal; 7] = [
    Rehearsal {
        fault: "connections",
        alerts: &[
            "DbConnectionsExhausted",
            "HealthCheckFailing",
            "DbConnectionErrors",
        ],
        receiver: "pages",
        follows: &["HighErrorRate", "HighLatencyP95", "NoRevenue"],
    },
    Rehearsal {
        fault: "errors",
        alerts: &["HighErrorRate"],
        receiver: "pages",
        follows: &[],
    },
    Rehearsal {
        fault: "slow",
        alerts: &["HighLatencyP95"],
        receiver: "tickets",
        // Of so few requests, those that fail as usual can be one in twenty.
        follows: &["HighErrorRate"],
    },
    Rehearsal {
        fault: "panics",
        alerts: &["FunctionPanicked"],
        receiver: "tickets",
        follows: &["HighErrorRate"],
    },
    Rehearsal {
        fault: "refusals",
        alerts: &["NoRevenue"],
        receiver: "pages",
        follows: &[],
    },
    Rehearsal {
        fault: "payments",
        alerts: &["SloErrorBudgetBurn"],
        receiver: "pages",
        follows: &["HighErrorRate", "NoRevenue"],
    },
    Rehearsal {
        fault: "blocking",
        alerts: &["RuntimeStalled"],
        receiver: "tickets",
        follows: &[
            "HighErrorRate",
            "HighLatencyP95",
            "HealthCheckFailing",
            "HealthCheckFlapping",
        ],
    },
];

/// How much quicker time passes.
const HURRY: u64 = 30;

/// What the demo's traffic brings about by itself, as some of its orders fail and one request panics.
const USUAL: [&str; 2] = ["SloErrorBudgetBurn", "FunctionPanicked"];

/// The programs that are needed.
struct Peers {
    prometheus: PathBuf,
    alertmanager: PathBuf,
    redis: PathBuf,
    initdb: PathBuf,
    postgres: PathBuf,
}

impl Peers {
    fn find() -> Option<Self> {
        Some(Self {
            prometheus: find("prometheus")?,
            alertmanager: find("prometheus-alertmanager")?,
            redis: find("redis-server")?,
            initdb: find("initdb")?,
            postgres: find("postgres")?,
        })
    }
}

/// A shop with traffic, and all who watch it.
struct Watched {
    on_call: OnCall,
    prometheus: Prometheus,
    folder: TempDir,
    faults: String,
    _alertmanager: Alertmanager,
    _demo: Demo,
    _stores: (Postgres, Redis),
}

impl Watched {
    fn start(peers: &Peers) -> Self {
        let stores = (
            Postgres::start(&peers.initdb, &peers.postgres),
            Redis::start(&peers.redis),
        );
        let urls = [
            ("DATABASE_URL", &*stores.0.url),
            ("REDIS_URL", &*stores.1.url),
        ];
        let faults = format!("127.0.0.1:{}", free_port());
        let demo = Demo::with(1000, 0, &urls, &["--faults", &faults]);
        let address = demo.address();
        probe(format!("http://{address}/health/ready"));
        let folder = TempDir::new().unwrap();
        let on_call = OnCall::start(folder.path());
        let runbooks = format!("http://{}/runbooks", on_call.address);
        let mut command = Command::new(process::shop());
        command.args([
            "ops",
            "--runbooks",
            &runbooks,
            "--grafana",
            "https://grafana.test",
        ]);
        let written = command.arg("--out").arg(folder.path()).status();
        assert!(written.unwrap().success());
        let port = free_port();
        deployed(folder.path(), &on_call.address, &address, port);
        let config = folder.path().join("alertmanager/alertmanager.yml");
        let alertmanager = Alertmanager::start(&peers.alertmanager, &config, port);
        let config = folder.path().join("prometheus/prometheus.yml");
        let data = TempDir::new().unwrap();
        let prometheus = Prometheus::configured(&peers.prometheus, &config, data);
        Self {
            on_call,
            prometheus,
            folder,
            faults: format!("http://{faults}/faults"),
            _alertmanager: alertmanager,
            _demo: demo,
            _stores: stores,
        }
    }

    /// Each dashboard with its name.
    fn dashboards(&self) -> impl Iterator<Item = (String, Value)> {
        ["service", "resources", "business", "telemetry"]
            .into_iter()
            .map(|name| {
                let file = self.folder.path().join(format!("grafana/{name}.json"));
                let text = std::fs::read_to_string(file).unwrap();
                (name.to_owned(), serde_json::from_str(&text).unwrap())
            })
    }

    fn switch(&self, method: &str, fault: &str) {
        let client = reqwest::blocking::Client::new();
        let url = format!("{}/{fault}", self.faults);
        let answer = client.request(method.parse().unwrap(), url).send().unwrap();
        assert!(answer.status().is_success(), "{fault}: {answer:?}");
        let on: Value = answer.json().unwrap();
        assert_eq!(on[fault], method == "PUT", "{on}");
    }

    /// Waits until customers buy.
    fn has_traffic(&self) {
        let orders = "sum(increase(revenue_usd_total[10s]))";
        wait_for("an order", Duration::from_secs(60), || {
            (self.prometheus.query(orders).first()?.1 > 0.0).then_some(())
        });
    }
}

/// Asks until nobody listens, as an orchestrator does.
fn probe(url: String) {
    std::thread::spawn(move || {
        while reqwest::blocking::get(&url).is_ok() {
            std::thread::sleep(Duration::from_millis(200));
        }
    });
}

/// Puts in the addresses of this place, and makes a minute pass in two seconds.
fn deployed(folder: &Path, on_call: &str, shop: &str, alertmanager: u16) {
    let rules = folder.join("prometheus/rules");
    let mut files: Vec<PathBuf> = std::fs::read_dir(rules)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.push(folder.join("prometheus/prometheus.yml"));
    files.push(folder.join("alertmanager/alertmanager.yml"));
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let text = text
            // The process is no quicker.
            .replace("scrape_timeout: 10s", "scrape_timeout: 15s")
            .replace("shop:9464", shop)
            .replace("alertmanager:9093", &format!("127.0.0.1:{alertmanager}"))
            .replace("localhost:9099", on_call);
        std::fs::write(&file, hurried(&text)).unwrap();
    }
}

/// The same with a thirtieth of each duration: of ranges, of offsets, and of whole values.
fn hurried(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let (key, value) = line.split_once(": ").unwrap_or((line, ""));
        let is_time = ["for", "interval", "wait", "timeout"]
            .iter()
            .any(|it| key.ends_with(it));
        match milliseconds(value).filter(|_| is_time) {
            Some(time) => lines.push(format!("{key}: {}ms", time / HURRY)),
            None => lines.push(line.to_owned()),
        }
    }
    let text = lines.join("\n") + "\n";
    shortened(&shortened(&text, "["), "offset")
}

/// The same with shorter durations behind this, on the same line or the next.
fn shortened(text: &str, behind: &str) -> String {
    let mut parts = text.split(behind);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let from = part.len() - part.trim_start().len();
        let end = part[from..].find([']', ')', ' ', '\n']);
        let end = end.map_or(part.len(), |end| from + end);
        let time = milliseconds(&part[from..end]).map(|time| format!("{}ms", time / HURRY));
        out.extend([behind, &part[..from]]);
        out.push_str(time.as_deref().unwrap_or(&part[from..end]));
        out.push_str(&part[end..]);
    }
    out
}

/// How long a duration of Prometheus is.
fn milliseconds(text: &str) -> Option<u64> {
    let text = text.trim_matches('"');
    let unit = text.chars().last()?;
    let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
    let second = 1000;
    match unit {
        's' => Some(number * second),
        'm' => Some(number * 60 * second),
        'h' => Some(number * 3600 * second),
        'd' => Some(number * 86400 * second),
        _ => None,
    }
}

#[test]
fn a_fault_brings_the_right_alert_with_its_runbook_and_its_end_resolves_it() {
    let Some(peers) = Peers::find() else {
        return;
    };
    let watched = Watched::start(&peers);
    watched.has_traffic();
    every_panel_has_data(&watched);
    for rehearsal in REHEARSALS {
        rehearse(&watched, &rehearsal);
        watched.has_traffic();
    }
}

fn rehearse(watched: &Watched, rehearsal: &Rehearsal) {
    let Rehearsal { fault, alerts, .. } = rehearsal;
    let before = watched.on_call.notices().len();
    watched.switch("PUT", fault);
    for alert in *alerts {
        let notice = watched
            .on_call
            .told(alert, before, |it| it.firing && is(it, alert));
        assert_eq!(notice.receiver, rehearsal.receiver, "{notice:?}");
        leads_on(watched, &notice, fault);
    }
    let told = watched.on_call.notices();
    for notice in told[before..].iter().filter(|it| it.firing) {
        let name = &*notice.alert;
        let expected = [*alerts, rehearsal.follows, &USUAL]
            .iter()
            .any(|it| it.contains(&name));
        assert!(expected, "{fault} brings {notice:?}");
    }
    watched.switch("DELETE", fault);
    for alert in *alerts {
        watched
            .on_call
            .told("its end", told.len(), |it| !it.firing && is(it, alert));
    }
    // Before the next fault, all is as usual again.
    let usual = USUAL.join("|");
    let others = format!("ALERTS{{alertname!~\"{usual}\"}}");
    wait_for("all alerts to end", Duration::from_secs(90), || {
        watched.prometheus.query(&others).is_empty().then_some(())
    });
}

/// The alert; of those on budgets, the one that a fault at the payments brings at once.
fn is(notice: &Notice, alert: &str) -> bool {
    let payments = || notice.labels["slo"] == "payments" && notice.labels["long"] == "1h";
    notice.alert == alert && (alert != "SloErrorBudgetBurn" || payments())
}

/// To a runbook that says how this was done, and to a dashboard that there is.
fn leads_on(watched: &Watched, notice: &Notice, fault: &str) {
    let runbook = notice.annotations["runbook_url"].as_str().unwrap();
    let page = reqwest::blocking::get(runbook).unwrap();
    assert!(page.status().is_success(), "{runbook}");
    let page = page.text().unwrap();
    assert!(page.starts_with(&format!("# {}\n", notice.alert)), "{page}");
    assert!(page.contains(&format!("/faults/{fault}\n")), "{page}");
    let dashboard = notice.annotations["dashboard_url"].as_str().unwrap();
    let uid = dashboard.strip_prefix("https://grafana.test/d/").unwrap();
    let mut all = watched.dashboards();
    assert!(all.any(|(_, it)| it["uid"] == uid), "{dashboard}");
}

/// Every query of every panel, with the variables as they stand when a dashboard is opened.
fn every_panel_has_data(watched: &Watched) {
    let mut queries = 0;
    for (name, dashboard) in watched.dashboards() {
        for panel in dashboard["panels"].as_array().unwrap() {
            for target in panel["targets"].as_array().unwrap() {
                let query = filled(target["expr"].as_str().unwrap());
                let what = format!("{name}, {}: {query}", panel["title"]);
                wait_for(&what, Duration::from_secs(30), || {
                    let found = watched.prometheus.query(&query);
                    found.iter().any(|(_, value)| !value.is_nan()).then_some(())
                });
                queries += 1;
            }
        }
        let variables = dashboard["templating"]["list"].as_array().unwrap();
        let instance = variables
            .iter()
            .find(|it| it["name"] == "instance")
            .unwrap();
        let query = instance["query"]["query"].as_str().unwrap();
        let series = query.strip_prefix("label_values(").unwrap();
        let series = series.strip_suffix(", instance)").unwrap();
        assert_eq!(watched.prometheus.label_values("instance", series).len(), 1);
    }
    assert!(queries >= 30, "{queries}");
}

fn filled(query: &str) -> String {
    let query = query
        .replace("$job", "shop")
        .replace("$instance", ".*")
        .replace("$__rate_interval", "10s");
    assert!(!query.contains('$'), "{query}");
    query
}
