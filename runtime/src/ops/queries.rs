//! The queries in rules, dashboards and runbooks, and the metrics that they name.

use serde_json::Value;

/// The metrics that the queries of a file name, each with the line where its name stands first; the
/// error is what is wrong with the file.
pub(super) fn named(file: &str, text: &str) -> Result<Vec<(usize, String)>, String> {
    let queries = match file.rsplit('.').next() {
        // Tests of rules name what the rules name.
        _ if file.starts_with("prometheus/tests/") => Vec::new(),
        Some("md") => in_markdown(text),
        Some("json") => {
            let value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            in_value(&value)
        }
        Some("yml" | "yaml") if file.starts_with("prometheus/rules/") => in_value(&yaml(text)?),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for name in queries.iter().flat_map(|query| metrics_of(query)) {
        let named = (line_of(text, &name), name);
        if !found.contains(&named) {
            found.push(named);
        }
    }
    Ok(found)
}

/// What the rules of a file record.
pub(super) fn recorded(file: &str, text: &str) -> Vec<String> {
    let is_rules = file.starts_with("prometheus/rules/");
    let value = is_rules.then(|| yaml(text).ok()).flatten();
    let groups = value.as_ref().and_then(|it| it["groups"].as_array());
    let rules = groups.into_iter().flatten();
    let rules = rules
        .filter_map(|group| group["rules"].as_array())
        .flatten();
    let names = rules.filter_map(|rule| rule["record"].as_str());
    names.map(ToOwned::to_owned).collect()
}

/// The jobs that a configuration of Prometheus has.
pub(super) fn jobs(text: &str) -> Result<Vec<String>, String> {
    let value = yaml(text)?;
    let jobs = value["scrape_configs"].as_array().into_iter().flatten();
    let names = jobs.filter_map(|job| job["job_name"].as_str());
    Ok(names.map(ToOwned::to_owned).collect())
}

fn yaml(text: &str) -> Result<Value, String> {
    serde_saphyr::from_str(text).map_err(|error| error.to_string())
}

/// From one; a name that is not there as it is stands somewhere.
fn line_of(text: &str, name: &str) -> usize {
    let has_name = |line: &str| {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_:".contains(letter);
        line.match_indices(name).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + name.len()..].chars().next();
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
    };
    text.lines().position(has_name).unwrap_or_default() + 1
}

/// What stands between fences for queries.
fn in_markdown(text: &str) -> Vec<String> {
    let (mut queries, mut is_query) = (Vec::new(), false);
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_query = !is_query && line.trim() == "```promql";
            if is_query {
                queries.push(String::new());
            }
        } else if let Some(query) = queries.last_mut().filter(|_| is_query) {
            query.push_str(line);
            query.push('\n');
        }
    }
    queries
}

/// The values of `expr`, of rules and of panels, and the queries of variables.
fn in_value(value: &Value) -> Vec<String> {
    let mut queries = Vec::new();
    match value {
        // Other data sources have other languages.
        Value::Object(_) if is_of_others(value) => {}
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("expr", Value::String(query)) => queries.push(query.clone()),
                    ("query", Value::String(query)) => queries.extend(of_variable(query)),
                    _ => queries.extend(in_value(value)),
                }
            }
        }
        Value::Array(values) => queries.extend(values.iter().flat_map(in_value)),
        _ => {}
    }
    queries
}

/// `"datasource": {"type": "loki"}`
fn is_of_others(value: &Value) -> bool {
    let kind = value["datasource"]["type"].as_str();
    kind.is_some_and(|kind| kind != "prometheus" && !kind.starts_with('$'))
}

/// `label_values(up{job="shop"}, instance)`; what else a variable may be asks for no metric.
fn of_variable(query: &str) -> Option<String> {
    let query = query.trim();
    if let Some(inner) = query.strip_prefix("query_result(") {
        return Some(inner.strip_suffix(')').unwrap_or(inner).to_owned());
    }
    let inner = query.strip_prefix("label_values(")?;
    let (metric, _label) = inner.rsplit_once(',')?;
    Some(metric.to_owned())
}

/// The metrics that a query names: words that are no function, no keyword, and no label.
pub(super) fn metrics_of(query: &str) -> Vec<String> {
    let bytes = query.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':';
    let parts = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| is_part(**byte)).count()
    };
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'{' => {
                let end = after(query, at, b'}');
                found.extend(name_in(query.get(at..end).unwrap_or_default()));
                at = end;
            }
            b'[' => at = after(query, at, b']'),
            b'"' | b'\'' | b'`' => at = after_text(bytes, at),
            b'#' => at += query[at..].find('\n').unwrap_or(query.len() - at),
            b'$' => at = after_variable(query, at),
            byte if byte.is_ascii_digit() || byte == b'.' => {
                let number = |byte: &&u8| is_part(**byte) || **byte == b'.';
                at += bytes[at..].iter().take_while(number).count().max(1);
            }
            byte if is_part(byte) => {
                let word = &query[at..at + parts(at)];
                at += word.len();
                let (next, lower) = (query[at..].trim_start(), word.to_ascii_lowercase());
                if bytes.get(at) == Some(&b'$') {
                    // Who knows what it is called.
                    at = after_variable(query, at);
                } else if LABEL_LISTS.contains(&&*lower) && next.starts_with('(') {
                    at = after(query, at, b')');
                } else if !is_function(next) && !KEYWORDS.contains(&&*lower) {
                    found.push(word.to_owned());
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// `{__name__="up"}`
fn name_in(labels: &str) -> Option<String> {
    let (_, rest) = labels.split_once("__name__")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|it| "\"'".contains(*it))?;
    let (name, _) = rest[1..].split_once(quote)?;
    Some(name.to_owned())
}

/// Whether a word is a function or an aggregation, by what comes next.
fn is_function(next: &str) -> bool {
    let groups = |word: &&str| {
        let (start, rest) = next.split_at_checked(word.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(word) && rest.trim_start().starts_with('(')
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
/// Words that are no metric, in whatever case.
const KEYWORDS: [&str; 14] = [
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
    "nan",
    "atan2",
];

/// Behind the next of these, texts passed over.
fn after(query: &str, from: usize, end: u8) -> usize {
    let bytes = query.as_bytes();
    let mut at = from + 1;
    while at < bytes.len() && bytes[at] != end {
        at = match bytes[at] {
            b'"' | b'\'' | b'`' => after_text(bytes, at),
            _ => at + 1,
        };
    }
    at + 1
}

/// Behind a variable of Grafana, `$name` or `${name}`, and what it is a part of.
fn after_variable(query: &str, from: usize) -> usize {
    let bytes = query.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        at = match byte {
            b'$' if bytes.get(at + 1) == Some(&b'{') => after(query, at + 1, b'}'),
            b'$' | b'_' | b':' => at + 1,
            byte if byte.is_ascii_alphanumeric() => at + 1,
            _ => break,
        };
    }
    at
}

/// Behind the text that begins here.
fn after_text(bytes: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while at < bytes.len() && bytes[at] != bytes[from] {
        // Between backticks nothing is escaped.
        let is_escape = bytes[at] == b'\\' && bytes[from] != b'`';
        at += if is_escape { 2 } else { 1 };
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
            ("rate(a[$__rate_interval])", vec!["a"]),
            ("up == 0 # nobody answers\nAND ON (x) Inf", vec!["up"]),
            ("{__name__=\"a\",b=\"c\"}", vec!["a"]),
            ("", vec![]),
            ("a{", vec!["a"]),
            ("\"", vec![]),
            ("$", vec![]),
            ("label_replace(up, `a`, `$1}`, `b`, `(.*)`)", vec!["up"]),
            ("SUM BY (job) (up) + Avg without (x)(b)", vec!["up", "b"]),
            ("rate(${prefix}_total[5m]) / a_$b + c{d=`}`}", vec!["c"]),
        ] {
            assert_eq!(metrics_of(query), expected, "{query}");
        }
    }

    #[test]
    fn queries_are_found_however_they_are_written() {
        let rules = "groups:\n- rules:\n  - alert: A\n    expr: |+\n      a\n  - alert: B\n    expr: sum(\n      b)\n";
        let dashboard = r#"{"panels":[{"targets":[{"expr":"a"}]}],"templating":{"list":[{"query":"label_values(b{c=\"d\"}, e)"},{"query":"shop"}]}}"#;
        for (file, text, lines) in [
            ("prometheus/rules/own.yml", rules, [5, 8]),
            ("grafana/own.json", dashboard, [1, 1]),
        ] {
            let names = [(lines[0], "a".to_owned()), (lines[1], "b".to_owned())];
            assert_eq!(named(file, text), Ok(names.to_vec()), "{file}");
        }
        assert!(named("prometheus/rules/own.yml", "a: [").is_err());
        let loki = r#"{"targets":[{"datasource":{"type":"loki"},"expr":"{a=\"b\"} | json"}]}"#;
        assert_eq!(named("grafana/own.json", loki), Ok(vec![]));
    }

    #[test]
    fn what_rules_record_is_found_however_it_is_written() {
        let rules = "groups:\n- rules:\n  -   record: a # why\n      expr: up\n  - {record: b, expr: up}\n  - record: >-\n      c\n    expr: up\n";
        assert_eq!(recorded("prometheus/rules/own.yml", rules), ["a", "b", "c"]);
        assert!(recorded("runbooks/own.md", rules).is_empty());
    }
}
