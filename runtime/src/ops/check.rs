//! What is wrong with files that were written before: they are no longer what would be written, or
//! speak of metrics that are gone.

use super::catalog::{Catalog, Kind};
use super::files::{runbook, slug};
use super::{Ops, files, queries};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::Path;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A file is not what would be written.
    Drifted {
        /// Its path below the folder.
        file: String,
    },
    /// A file is not there.
    Missing {
        /// Its path below the folder.
        file: String,
    },
    /// A query names a metric that this binary cannot emit.
    UnknownMetric {
        /// The file, by its path below the folder.
        file: String,
        /// The line in it, from one.
        line: usize,
        /// The metric.
        metric: String,
    },
    /// Rules, or tests of rules, of an objective that there is not: they are loaded all the same.
    Leftover {
        /// Their path below the folder.
        file: String,
    },
    /// The configuration of Prometheus has no job of this service, whose series all rules ask for.
    NotScraped {
        /// Its path below the folder.
        file: String,
        /// The job.
        job: String,
    },
    /// A file cannot be understood.
    Unreadable {
        /// Its path below the folder.
        file: String,
        /// What is wrong with it.
        error: String,
    },
    /// Two objectives have one name, or names that make one name of a file.
    SameName {
        /// The name.
        objective: String,
    },
    /// A [rehearsal](Ops::rehearsal) is for an alert that there is not.
    UnknownAlert {
        /// Its name.
        alert: String,
    },
    /// The business metrics may have more series than was allowed.
    OverBudget {
        /// How many they may have.
        series: u64,
        /// How many were allowed.
        budget: u64,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drifted { file } => write!(f, "{file}: is not what would be written now"),
            Self::Missing { file } => write!(f, "{file}: is not there"),
            Self::UnknownMetric { file, line, metric } => {
                write!(f, "{file}:{line}: {metric} is no metric of this binary")
            }
            Self::Leftover { file } => write!(
                f,
                "{file}: is of no objective of this binary, and its rules still hold; delete it"
            ),
            Self::NotScraped { file, job } => write!(f, "{file}: has no job {job}"),
            Self::Unreadable { file, error } => write!(f, "{file}: {error}"),
            Self::SameName { objective } => {
                write!(f, "two objectives are called {objective}")
            }
            Self::UnknownAlert { alert } => {
                write!(f, "a rehearsal is for {alert}, and there is no such alert")
            }
            Self::OverBudget { series, budget } => {
                write!(
                    f,
                    "the business metrics may have {series} series, and {budget} are allowed"
                )
            }
        }
    }
}

/// Looks at everything.
pub(super) fn all(ops: &Ops, folder: &Path) -> io::Result<Vec<Problem>> {
    let mut problems = of_catalog(ops);
    let there = read(folder, folder)?;
    let files = files::all(ops);
    problems.extend(of_rehearsals(ops, &files));
    let is_of_objective = |file: &str| {
        let folders = ["prometheus/rules/slo-", "prometheus/tests/slo-"];
        folders.iter().any(|folder| file.starts_with(folder))
    };
    let left = there.keys().filter(|file| is_of_objective(file));
    let left = left.filter(|file| !files.contains_key(*file));
    problems.extend(left.map(|file| Problem::Leftover { file: file.clone() }));
    for (file, text) in files {
        match there.get(&file) {
            None => problems.push(Problem::Missing { file }),
            Some(known) if *known != text => problems.push(Problem::Drifted { file }),
            Some(_) => {}
        }
    }
    let mut known = names(&ops.catalog);
    for (file, text) in &there {
        known.extend(queries::recorded(file, text));
    }
    problems.extend(of_jobs(ops, &there));
    let is_of_others = |metric: &str| ops.others.iter().any(|it| metric.starts_with(&**it));
    for (file, text) in &there {
        let named = queries::named(file, text).unwrap_or_else(|error| {
            let file = file.clone();
            problems.push(Problem::Unreadable { file, error });
            Vec::new()
        });
        for (line, metric) in named {
            if !known.contains(&metric) && !is_of_others(&metric) {
                let file = file.clone();
                problems.push(Problem::UnknownMetric { file, line, metric });
            }
        }
    }
    Ok(problems)
}

/// The beginning was made for this service, which may have another name by now.
fn of_jobs(ops: &Ops, there: &BTreeMap<String, String>) -> Option<Problem> {
    let file = "prometheus/prometheus.yml";
    let text = there.get(file)?;
    let (file, job) = (file.to_owned(), ops.catalog.service.clone());
    match queries::jobs(text) {
        Ok(jobs) if jobs.contains(&job) => None,
        Ok(_) => Some(Problem::NotScraped { file, job }),
        Err(error) => Some(Problem::Unreadable { file, error }),
    }
}

fn of_catalog(ops: &Ops) -> Vec<Problem> {
    let mut problems = same_names(ops);
    let series: u64 = ops.catalog.metrics.iter().filter_map(|it| it.series).sum();
    if let Some(budget) = ops.budget.filter(|budget| series > *budget) {
        problems.push(Problem::OverBudget { series, budget });
    }
    problems
}

/// Objectives whose files would have one name.
pub(super) fn same_names(ops: &Ops) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut files = BTreeSet::new();
    for slo in &ops.catalog.objectives {
        // Names that differ in what no file's name can have are one.
        if !files.insert(slug(&slo.name)) {
            let objective = slo.name.clone();
            problems.push(Problem::SameName { objective });
        }
    }
    problems
}

/// Each is for an alert that has a runbook.
fn of_rehearsals(ops: &Ops, files: &BTreeMap<String, String>) -> Vec<Problem> {
    let has = |alert: &str| {
        let page = files.get(&runbook(alert));
        page.is_some_and(|page| page.starts_with(&format!("# {alert}\n")))
    };
    let unknown = ops.rehearsals.iter().filter(|(alert, _)| !has(alert));
    unknown
        .map(|(alert, _)| Problem::UnknownAlert {
            alert: alert.clone(),
        })
        .collect()
}

/// Every text below a folder, by its path.
fn read(root: &Path, folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            texts.extend(read(root, &path)?);
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path);
        let name = name.to_string_lossy().replace('\\', "/");
        // What is no text has no queries.
        if let Ok(text) = std::fs::read_to_string(&path) {
            texts.insert(name, text);
        }
    }
    Ok(texts)
}

/// The names that a query may have.
pub(super) fn names(catalog: &Catalog) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = ["up", "ALERTS", "ALERTS_FOR_STATE"]
        .map(ToOwned::to_owned)
        .into();
    for metric in &catalog.metrics {
        if metric.kind != Kind::Histogram {
            names.insert(metric.name.clone());
        }
        let suffixes: &[&str] = match metric.kind {
            Kind::Histogram => &["_bucket", "_sum", "_count"],
            Kind::Summary => &["_sum", "_count"],
            Kind::Counter | Kind::Gauge => &[],
        };
        names.extend(
            suffixes
                .iter()
                .map(|suffix| format!("{}{suffix}", metric.name)),
        );
    }
    names
}
