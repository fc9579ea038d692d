//! Operations from code: what a service can emit, and what watches it, generated from that.
//!
//! A binary knows what its attributes say before it runs: functions, metrics with their labels, what
//! is [promised](crate::slo). [`catalog`] has it all, and [`Ops`] writes from it what the service is
//! watched with: recording rules, alerts with tests, dashboards, a runbook for each alert, and the configuration
//! of Prometheus, Alertmanager, Kubernetes and the collector. What the service does not emit is not
//! watched, and what it no longer emits is found by [`check`](Ops::check).
//!
//! ```no_run
//! use frosted::ops::Ops;
//!
//! let ops = Ops::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
//! ops.write("ops".as_ref())?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! | file | for |
//! |---|---|
//! | `catalog.json` | whoever asks what there is |
//! | `prometheus/rules/slo-*.yml` | what is recorded of each objective, and the alerts on its budget |
//! | `prometheus/rules/alerts.yml` | alerts that every service has use for |
//! | `prometheus/tests/*.yml` | `promtool test rules` |
//! | `grafana/*.json` | dashboards: the service, what it uses, the business, telemetry |
//! | `runbooks/*.md` | whoever is called |
//!
//! These are written anew each time. Others are written once, if they are not there, and are then yours
//! to change, as nothing here knows your addresses and whom to call:
//!
//! | file | for |
//! |---|---|
//! | `prometheus/prometheus.yml` | Prometheus |
//! | `alertmanager/alertmanager.yml` | Alertmanager |
//! | `kubernetes/*.yml` | probes and the Prometheus operator |
//! | `collector/config.yml` | an OpenTelemetry Collector |
//!
//! All series are those of the job that is called after the service, of one environment: where one
//! Prometheus watches several, their jobs are to be called apart. Budgets are of 30 days, so Prometheus
//! has to keep that much (`--storage.tsdb.retention.time=35d`; its default is 15 days). A counter's
//! increase begins with its second value: a process that ends after its first error of a kind has counted
//! none for an alert.

mod alerts;
mod catalog;
mod check;
mod dashboards;
mod decimal;
mod delivery;
mod files;
mod objectives;
mod proofs;
mod queries;
mod rules;
mod runbooks;

pub use catalog::{Catalog, Covered, Field, Function, Kind, LabelInfo, Metric, Promise, Slo, Type};
pub use check::Problem;
pub use decimal::Decimal;

use std::io;
use std::path::Path;

/// What this binary can emit: see [`Catalog`].
///
/// ```
/// let catalog = frosted::ops::catalog(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
/// assert!(catalog.metrics.iter().any(|metric| metric.name == "function_calls_total"));
/// println!("{}", catalog.to_json());
/// ```
pub fn catalog(service: &str, version: &str) -> Catalog {
    Catalog::of(service, version)
}

/// What watches this service.
#[derive(Clone, Debug)]
pub struct Ops {
    catalog: Catalog,
    links: Links,
    rehearsals: Vec<(String, String)>,
    others: Vec<String>,
    budget: Option<u64>,
}

/// Where what is generated can be looked at.
#[derive(Clone, Debug)]
struct Links {
    runbooks: String,
    grafana: Option<String>,
}

impl Ops {
    /// For the service that this binary is.
    pub fn new(service: &str, version: &str) -> Self {
        Self {
            catalog: Catalog::of(service, version),
            links: Links {
                runbooks: "runbooks".to_owned(),
                grafana: None,
            },
            rehearsals: Vec::new(),
            others: Vec::new(),
            budget: None,
        }
    }

    /// Where the runbooks can be read: alerts link to files below this address. Default: `runbooks`.
    #[must_use]
    pub fn runbooks(mut self, address: &str) -> Self {
        address
            .trim_end_matches('/')
            .clone_into(&mut self.links.runbooks);
        self
    }

    /// Where Grafana is: alerts then have a `dashboard_url` too. Default: they have none.
    #[must_use]
    pub fn grafana(mut self, address: &str) -> Self {
        self.links.grafana = Some(address.trim_end_matches('/').to_owned());
        self
    }

    /// How an alert can be rehearsed with this service, as Markdown: stands in its runbook, in place
    /// of a way that every service has; of two for one alert, the second. A name that no alert has is
    /// a [`Problem`].
    ///
    /// ```
    /// use frosted::ops::Ops;
    ///
    /// let ops = Ops::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
    ///     .rehearsal("HighErrorRate", "Send orders to the test tenant `broken`, for ten minutes.");
    /// ```
    #[must_use]
    pub fn rehearsal(mut self, alert: &str, text: &str) -> Self {
        self.rehearsals.push((alert.to_owned(), text.to_owned()));
        self
    }

    /// How many series the metrics of the business may have in all, as far as that is known: more is
    /// a [`Problem`]. Default: any number.
    #[must_use]
    pub fn budget(mut self, series: u64) -> Self {
        self.budget = Some(series);
        self
    }

    /// What the binary can emit.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Metrics of others that rules, dashboards and runbooks in the folder may name: all that begin
    /// so, such as `kube_` or `node_`. Default: none.
    #[must_use]
    pub fn others(mut self, prefix: &str) -> Self {
        self.others.push(prefix.to_owned());
        self
    }

    /// Writes all files into a folder, which is made if it is not there. What is yours to change
    /// stays as it is, and so do other files.
    ///
    /// # Errors
    /// Those of writing; [`InvalidData`](io::ErrorKind::InvalidData) if two objectives have one name,
    /// as one of them would be lost.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        if let Some(problem) = check::same_names(self).first() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                problem.to_string(),
            ));
        }
        for (path, text) in files::all(self) {
            put(&folder.join(path), &text)?;
        }
        for (path, text) in files::beginnings(self) {
            let path = folder.join(path);
            if !path.exists() {
                put(&path, &text)?;
            }
        }
        Ok(())
    }

    /// What is wrong with the files in a folder: those that are no longer what would be written,
    /// rules of objectives that are gone (`prometheus/rules/slo-*.yml` are ours), a configuration of
    /// Prometheus without a job of the service, and queries, in whatever rules, dashboards and runbooks
    /// stand there, that name a metric which this binary cannot emit.
    ///
    /// # Errors
    /// Those of reading.
    pub fn check(&self, folder: &Path) -> io::Result<Vec<Problem>> {
        check::all(self, folder)
    }
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, text)
}
