//! The labels of a series, rendered once.
//!
//! Names and escapes: [exposition formats](https://prometheus.io/docs/instrumenting/exposition_formats/).

use crate::names;
use crate::redact::Clean;
use std::borrow::Cow;
use std::sync::Arc;

/// How long a label's value may be, in characters; the rest is cut off.
const LONGEST: usize = 256;

/// A set of labels as the page shows it, without the braces: `a="1",b="2"`. Equal sets have equal
/// texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Labels {
    text: Arc<str>,
    /// The name and the value of each.
    pub(super) pairs: Vec<(String, String)>,
}

impl Labels {
    /// Labels whose values have been looked at, or come from a closed set.
    pub(crate) fn known<'l>(pairs: impl IntoIterator<Item = (&'l str, &'l str)>) -> Self {
        Self::of(pairs.into_iter().map(|(name, value)| (name, value.into())))
    }

    /// Labels that say anything: a value that a rule finds something in is replaced.
    pub(crate) fn scrubbed<'l>(
        pairs: impl IntoIterator<Item = (&'l str, &'l str)>,
        mut found: impl FnMut(&Clean),
    ) -> Self {
        Self::of(
            pairs
                .into_iter()
                .map(|(name, value)| match Clean::of_label(name, value) {
                    Some(clean) => {
                        found(&clean);
                        (name, Cow::Owned(clean.to_string()))
                    }
                    None => (name, Cow::Borrowed(value)),
                }),
        )
    }

    /// The labels of the series that takes what found none of its own.
    pub(super) fn of_the_rest() -> Self {
        let (name, value) = (names::LABEL_OVERFLOW.to_owned(), "true".to_owned());
        let text = Arc::from(format!("{name}=\"{value}\""));
        let pairs = vec![(name, value)];
        Self { text, pairs }
    }

    fn of<'l>(pairs: impl Iterator<Item = (&'l str, Cow<'l, str>)>) -> Self {
        let short = |value: Cow<'_, str>| value.chars().take(LONGEST).collect::<String>();
        let mut pairs: Vec<(String, String)> = pairs
            .map(|(name, value)| (label_name(name), short(value)))
            .collect();
        pairs.sort();
        pairs.dedup_by(|later, earlier| later.0 == earlier.0);
        let mut text = String::new();
        for (name, value) in &pairs {
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(name);
            text.push_str("=\"");
            escape(value, &mut text);
            text.push('"');
        }
        let text = Arc::from(text);
        Self { text, pairs }
    }

    /// The names and the values.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The text.
    pub(crate) fn text(&self) -> &Arc<str> {
        &self.text
    }
}

/// Writes a label's value between its quotes.
pub(crate) fn escape(value: &str, into: &mut String) {
    for letter in value.chars() {
        match letter {
            '\\' => into.push_str("\\\\"),
            '"' => into.push_str("\\\""),
            '\n' => into.push_str("\\n"),
            letter => into.push(letter),
        }
    }
}

/// A metric's name with what may not stand in one replaced.
pub(crate) fn metric_name(name: &str) -> String {
    spelled(name, |letter| letter == ':')
}

/// A label's name with what may not stand in one replaced. Those that are used by histograms,
/// summaries, the series that takes the rest, and Prometheus itself are moved out of their way.
fn label_name(name: &str) -> String {
    let spelled = spelled(name, |_| false);
    let reserved = ["le", "quantile", names::LABEL_OVERFLOW].contains(&spelled.as_str());
    if reserved || spelled.starts_with("__") {
        format!("label_{}", spelled.trim_start_matches('_'))
    } else {
        spelled
    }
}

fn spelled(name: &str, also: impl Fn(char) -> bool) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || also(letter);
    let mut spelled: String = name
        .chars()
        .map(|letter| if fits(letter) { letter } else { '_' })
        .collect();
    if spelled.starts_with(|letter: char| letter.is_ascii_digit()) {
        spelled.replace_range(..1, "_");
    }
    if spelled.is_empty() {
        spelled.push('_');
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_names_are_spelled_as_prometheus_has_them() {
        let labels = Labels::known([("b.c", "a \"quoted\\ \n line"), ("1a", "x"), ("le", "y")]);
        let text = r#"_a="x",b_c="a \"quoted\\ \n line",label_le="y""#;
        assert_eq!(&**labels.text(), text);
    }

    #[test]
    fn the_order_of_labels_makes_no_other_series() {
        let one = Labels::known([("a", "1"), ("b", "2")]);
        assert_eq!(one, Labels::known([("b", "2"), ("a", "1")]));
    }
}
