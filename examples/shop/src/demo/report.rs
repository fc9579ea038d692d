//! The RED tables: rate, errors and duration of each route and function, from the metrics page.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;

/// One row: how often, how often not well, and in how many seconds altogether.
#[derive(Default)]
struct Row {
    calls: f64,
    endings: BTreeMap<String, f64>,
    seconds: f64,
    buckets: Vec<(f64, f64)>,
}

/// One line of the metrics page.
struct Sample<'a> {
    name: &'a str,
    labels: BTreeMap<&'a str, &'a str>,
    value: f64,
}

/// Both tables.
pub(super) fn tables(page: &str) -> String {
    let samples: Vec<Sample<'_>> = page.lines().filter_map(sample).collect();
    let mut text = String::new();
    table(&mut text, "route", &routes(&samples));
    table(&mut text, "function", &functions(&samples));
    text
}

/// Where to look further.
pub(super) fn addresses(shop: SocketAddr) -> String {
    format!(
        "metrics     http://{shop}/metrics\nreadiness   http://{shop}/health/ready\nliveness    http://{shop}/health/live"
    )
}

fn routes(samples: &[Sample<'_>]) -> BTreeMap<String, Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for sample in samples {
        let Some(part) = sample
            .name
            .strip_prefix("http_server_request_duration_seconds")
        else {
            continue;
        };
        let label = |name| sample.labels.get(name).copied().unwrap_or_default();
        let route = match label("http_route") {
            "" => "(unmatched)",
            route => route,
        };
        let row = rows
            .entry(format!("{} {route}", label("http_request_method")))
            .or_default();
        add(row, part, sample);
        if part == "_count" {
            let ending = match (label("error_type"), label("http_response_status_code")) {
                ("", status) => status,
                (error_type, _) => error_type,
            };
            row.calls += sample.value;
            *row.endings.entry(ending.to_owned()).or_default() += sample.value;
        }
    }
    rows
}

fn functions(samples: &[Sample<'_>]) -> BTreeMap<String, Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for sample in samples {
        let label = |name| sample.labels.get(name).copied().unwrap_or_default();
        let function = format!("{}::{}", label("module"), label("function"));
        if sample.name == "function_calls_total" && sample.value > 0.0 {
            let row = rows.entry(function).or_default();
            let ending = match label("error_kind") {
                "" => label("result").to_owned(),
                kind => kind.to_owned(),
            };
            row.calls += sample.value;
            *row.endings.entry(ending).or_default() += sample.value;
        } else if let Some(part) = sample.name.strip_prefix("function_calls_duration_seconds")
            && let Some(row) = rows.get_mut(&function)
        {
            add(row, part, sample);
        }
    }
    rows
}

fn add(row: &mut Row, part: &str, sample: &Sample<'_>) {
    if part == "_sum" {
        row.seconds += sample.value;
    }
    if part == "_bucket"
        && let Some(Ok(bound)) = sample.labels.get("le").map(|bound| bound.parse::<f64>())
    {
        match row
            .buckets
            .iter_mut()
            .find(|(known, _)| known.total_cmp(&bound).is_eq())
        {
            Some((_, count)) => *count += sample.value,
            None => row.buckets.push((bound, sample.value)),
        }
    }
}

fn table(text: &mut String, title: &str, rows: &BTreeMap<String, Row>) {
    let width = rows
        .keys()
        .map(String::len)
        .max()
        .unwrap_or_default()
        .max(title.len());
    let _ = writeln!(
        text,
        "\n{title:width$}  {:>6}  {:>9}  {:>9}  endings",
        "calls", "mean ms", "p95 ms"
    );
    for (name, row) in rows {
        let mean = row.seconds / row.calls * 1e3;
        let p95 = row
            .p95()
            .map_or_else(|| "> 10 s".to_owned(), |bound| format!("≤ {}", bound * 1e3));
        let endings: Vec<String> = row
            .endings
            .iter()
            .map(|(ending, count)| format!("{ending} {count}"))
            .collect();
        let _ = writeln!(
            text,
            "{name:width$}  {:>6}  {mean:>9.2}  {p95:>9}  {}",
            row.calls,
            endings.join(", ")
        );
    }
}

impl Row {
    /// The bound of the bucket that holds the 95th percentile, in seconds.
    fn p95(&self) -> Option<f64> {
        let wanted = self.calls * 0.95;
        let mut buckets = self.buckets.clone();
        buckets.sort_by(|one, other| one.0.total_cmp(&other.0));
        buckets
            .iter()
            .find(|(bound, count)| *count >= wanted && bound.is_finite())
            .map(|(bound, _)| *bound)
    }
}

/// `name{label="value",..} number`. The shop's labels hold no quotes, braces or commas.
fn sample(line: &str) -> Option<Sample<'_>> {
    let (name, rest) = line.split_once('{')?;
    let (labels, value) = rest.rsplit_once("} ")?;
    let labels = labels
        .split("\",")
        .filter_map(|label| label.split_once("=\""))
        .map(|(name, value)| (name, value.trim_end_matches('"')))
        .collect();
    Some(Sample {
        name,
        labels,
        value: value.parse().ok()?,
    })
}
