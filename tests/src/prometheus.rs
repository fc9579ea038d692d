//! A reader of Prometheus text that checks what `promtool` does not: no series occurs twice, and
//! buckets only grow.

use std::collections::{BTreeMap, BTreeSet};

/// One sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The name, with its suffix.
    pub name: String,
    /// The labels.
    pub labels: BTreeMap<String, String>,
    /// The value.
    pub value: f64,
}

/// A whole page.
#[derive(Clone, Debug, Default)]
pub struct Page(pub Vec<Sample>);

impl Page {
    /// Parses a page and checks it.
    pub fn parse(text: &str) -> Self {
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let page = Self(lines.map(sample).collect());
        page.check_duplicates();
        page.check_buckets();
        page
    }

    /// The sum of all samples of this name with at least these labels.
    pub fn sum(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        self.matching(name, labels).map(|sample| sample.value).sum()
    }

    /// All samples of this name with at least these labels.
    pub fn matching<'a>(
        &'a self,
        name: &'a str,
        labels: &'a [(&'a str, &'a str)],
    ) -> impl Iterator<Item = &'a Sample> {
        self.0.iter().filter(move |sample| {
            let has =
                |(key, value): &(&str, &str)| sample.labels.get(*key).is_some_and(|it| it == value);
            sample.name == name && labels.iter().all(has)
        })
    }

    fn check_duplicates(&self) {
        let mut seen = BTreeSet::new();
        for Sample { name, labels, .. } in &self.0 {
            assert!(seen.insert((name, labels)), "{name}{labels:?} occurs twice");
        }
    }

    fn check_buckets(&self) {
        let mut last: BTreeMap<(String, BTreeMap<String, String>), f64> = BTreeMap::new();
        for sample in self
            .0
            .iter()
            .filter(|sample| sample.name.ends_with("_bucket"))
        {
            let mut labels = sample.labels.clone();
            labels.remove("le");
            let before = last.entry((sample.name.clone(), labels)).or_default();
            assert!(
                sample.value >= *before,
                "{sample:?} is below the bucket before it"
            );
            *before = sample.value;
        }
    }
}

/// `name value` or `name{label="value",..} value`.
fn sample(line: &str) -> Sample {
    let (series, value) = line.rsplit_once(' ').expect("a value");
    let (name, labels) = match series.split_once('{') {
        Some((name, labels)) => (
            name,
            parse_labels(labels.strip_suffix('}').expect("a brace")),
        ),
        None => (series, BTreeMap::new()),
    };
    let value = value
        .parse()
        .unwrap_or_else(|_| panic!("not a number: {line}"));
    Sample {
        name: name.to_owned(),
        labels,
        value,
    }
}

fn parse_labels(mut text: &str) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    while !text.is_empty() {
        let (key, rest) = text.split_once("=\"").expect("a label");
        let mut value = String::new();
        let mut letters = rest.char_indices();
        let end = loop {
            match letters.next().expect("a closing quote") {
                (at, '"') => break at,
                (_, '\\') => value.push(match letters.next().expect("an escape").1 {
                    'n' => '\n',
                    other => other,
                }),
                (_, letter) => value.push(letter),
            }
        };
        let twice = labels.insert(key.to_owned(), value);
        assert!(twice.is_none(), "the label {key} occurs twice");
        text = rest[end + 1..].trim_start_matches(',');
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        let page = Page::parse("a{b=\"x\\\"y\\\\z\",c=\"{},\"} 1\n# HELP a\nd 2.5\n");
        assert_eq!(page.0[0].labels["b"], "x\"y\\z");
        assert_eq!(page.0[0].labels["c"], "{},");
        assert!((page.sum("d", &[]) - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    #[should_panic(expected = "occurs twice")]
    fn a_series_that_occurs_twice_is_found() {
        Page::parse("a{b=\"1\",c=\"2\"} 1\na{c=\"2\",b=\"1\"} 2\n");
    }

    #[test]
    #[should_panic(expected = "below the bucket before it")]
    fn a_shrinking_bucket_is_found() {
        Page::parse("a_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n");
    }
}
