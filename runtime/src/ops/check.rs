//! What is wrong with files that were written before: they are no longer what would be written, or
//! speak of metrics that are gone.

use super::catalog::{Catalog, Kind};
use super::files::{runbook, slug};
use super::{Ops, files};
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
    for (file, text) in files {
        match there.get(&file) {
            None => problems.push(Problem::Missing { file }),
            Some(known) if *known != text => problems.push(Problem::Drifted { file }),
            Some(_) => {}
        }
    }
    let mut known = names(&ops.catalog);
    for text in there.values() {
        known.extend(recorded(text));
    }
    for (file, text) in &there {
        for (line, metric) in queried(file, text) {
            if !known.contains(&metric) {
                let file = file.clone();
                problems.push(Problem::UnknownMetric { file, line, metric });
            }
        }
    }
    Ok(problems)
}

fn of_catalog(ops: &Ops) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut files = BTreeSet::new();
    for slo in &ops.catalog.objectives {
        // Names that differ in what no file's name can have are one.
        if !files.insert(slug(&slo.name)) {
            let objective = slo.name.clone();
            problems.push(Problem::SameName { objective });
        }
    }
    let series: u64 = ops.catalog.metrics.iter().filter_map(|it| it.series).sum();
    if let Some(budget) = ops.budget.filter(|budget| series > *budget) {
        problems.push(Problem::OverBudget { series, budget });
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
        names.insert(metric.name.clone());
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

/// The names that rules record.
fn recorded(text: &str) -> impl Iterator<Item = String> {
    let names = text
        .lines()
        .filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("record:"));
    names.map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
}

/// The metrics that the queries of a file name, each with its line.
fn queried(file: &str, text: &str) -> Vec<(usize, String)> {
    let lines = match file.rsplit('.').next() {
        // Tests of rules name what the rules name.
        _ if file.starts_with("prometheus/tests/") => Vec::new(),
        Some("md") => in_markdown(text),
        Some("json") => in_json(text),
        Some("yml" | "yaml") => in_yaml(text),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (number, query) in lines {
        let names = metrics_of(&query).into_iter();
        found.extend(names.map(|name| (number + 1, name)));
    }
    found
}

/// Lines with queries, from zero.
type Queries = Vec<(usize, String)>;

/// What stands between fences for queries.
fn in_markdown(text: &str) -> Queries {
    let (mut queries, mut is_query) = (Queries::new(), false);
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            is_query = !is_query && line.trim() == "```promql";
        } else if is_query {
            queries.push((number, line.to_owned()));
        }
    }
    queries
}

/// The members `expr` of panels and `query` of variables, one on each line.
fn in_json(text: &str) -> Queries {
    let value = |line: &str| {
        let line = line.trim();
        let text = line.strip_prefix("\"expr\":")?;
        serde_json::from_str::<String>(text.trim().trim_end_matches(',')).ok()
    };
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(number, line)| Some((number, value(line)?)))
        .collect()
}

/// The values of `expr`, on the same line or on those below it.
fn in_yaml(text: &str) -> Queries {
    let (mut queries, mut block) = (Queries::new(), None);
    for (number, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if block.is_some_and(|of_key| indent > of_key) {
            if let Some((_, query)) = queries.last_mut() {
                query.push(' ');
                query.push_str(line.trim());
            }
            continue;
        }
        block = None;
        let start = line.trim_start().trim_start_matches("- ");
        if let Some(value) = start.strip_prefix("expr:") {
            let is_block = matches!(value.trim(), ">-" | ">" | "|-" | "|" | "");
            block = is_block.then_some(indent);
            let first = if is_block { "" } else { value };
            queries.push((number, first.to_owned()));
        }
    }
    queries
}

/// The metrics that a query names: words that are no function, no keyword, and no label.
pub(super) fn metrics_of(query: &str) -> Vec<String> {
    let query = query.trim().trim_end_matches(',');
    // A query that is one text in quotes is that text.
    let quotes = ['"', '\'']
        .into_iter()
        .find(|quote| query.starts_with(*quote));
    let inner = quotes.and_then(|quote| query.get(1..)?.strip_suffix(quote));
    let query = inner.unwrap_or(query);
    let bytes = query.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':';
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'{' => at = after(query, at, b'}'),
            b'[' => at = after(query, at, b']'),
            b'"' | b'\'' => at = after_text(bytes, at),
            b'$' => {
                at += 1;
                at += bytes[at..]
                    .iter()
                    .take_while(|byte| is_part(**byte))
                    .count();
            }
            byte if byte.is_ascii_digit() || byte == b'.' => {
                let number = |byte: &&u8| is_part(**byte) || **byte == b'.';
                at += bytes[at..].iter().take_while(number).count().max(1);
            }
            byte if is_part(byte) => {
                let length = bytes[at..]
                    .iter()
                    .take_while(|byte| is_part(**byte))
                    .count();
                let word = &query[at..at + length];
                at += length;
                let next = query[at..].trim_start();
                if LABEL_LISTS.contains(&word) && next.starts_with('(') {
                    at = after(query, at, b')');
                } else if !is_function(next) && !KEYWORDS.contains(&word) {
                    found.push(word.to_owned());
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether a word is a function or an aggregation, by what comes next.
fn is_function(next: &str) -> bool {
    let groups = |word: &&str| {
        let rest = next.strip_prefix(*word);
        rest.is_some_and(|rest| rest.trim_start().starts_with('('))
    };
    next.starts_with('(') || ["by", "without"].iter().any(groups)
}

/// Words before a list of labels.
const LABEL_LISTS: [&str; 6] = [
    "by",
    "without",
    "on",
    "ignoring",
    "group_left",
    "group_right",
];
/// Words that are no metric.
const KEYWORDS: [&str; 12] = [
    "and",
    "or",
    "unless",
    "by",
    "without",
    "on",
    "ignoring",
    "group_left",
    "group_right",
    "bool",
    "offset",
    "inf",
];

/// Behind the next of these, texts passed over.
fn after(query: &str, from: usize, end: u8) -> usize {
    let bytes = query.as_bytes();
    let mut at = from + 1;
    while at < bytes.len() && bytes[at] != end {
        at = match bytes[at] {
            b'"' | b'\'' => after_text(bytes, at),
            _ => at + 1,
        };
    }
    at + 1
}

/// Behind the text that begins here.
fn after_text(bytes: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while at < bytes.len() && bytes[at] != bytes[from] {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_metrics_of_a_query_are_found_and_nothing_else() {
        for (query, expected) in [
            ("rate(a_total{job=\"b\",c=~\"d|e\"}[5m])", vec!["a_total"]),
            (
                "sum by (le, x) (rate(h_bucket[5m])) / 2.5e3 > bool 0.1",
                vec!["h_bucket"],
            ),
            (
                "slo:a:b{x=\"}\"} and on (x) c unless d offset 1h",
                vec!["slo:a:b", "c", "d"],
            ),
            ("a * on(x) group_left(y) b", vec!["a", "b"]),
            ("histogram_quantile(0.95, x) or vector(1)", vec!["x"]),
            ("\"a{b=\"c\"}\"", vec!["a"]),
            ("rate(a[$__rate_interval])", vec!["a"]),
            ("", vec![]),
            ("a{", vec!["a"]),
            ("\"", vec![]),
        ] {
            assert_eq!(metrics_of(query), expected, "{query}");
        }
    }
}
