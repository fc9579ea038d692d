//! Tests of the alerts, as `promtool test rules` runs them: each stays quiet in good times, fires in
//! bad ones, and resolves.

use super::rules::{Alert, Signal, Value};
use serde::Serialize;
use std::fmt::Write;

/// How many minutes of good times there are at first.
const GOOD: u64 = 60;

/// A file of tests.
#[derive(Debug, Serialize)]
pub(super) struct ProofFile {
    rule_files: Vec<String>,
    evaluation_interval: &'static str,
    tests: Vec<Test>,
}

#[derive(Debug, Serialize)]
struct Test {
    name: String,
    interval: &'static str,
    input_series: Vec<Series>,
    #[serde(rename = "promql_expr_test")]
    looks: Vec<Expected>,
}

#[derive(Debug, Serialize)]
struct Series {
    series: String,
    values: String,
}

#[derive(Debug, Serialize)]
struct Expected {
    expr: String,
    eval_time: String,
    exp_samples: Vec<Sample>,
}

#[derive(Debug, Serialize)]
struct Sample {
    labels: &'static str,
    value: u64,
}

/// The tests of all alerts.
pub(super) fn file(alerts: &[Alert], rules: &str) -> ProofFile {
    ProofFile {
        rule_files: vec![rules.to_owned()],
        evaluation_interval: "1m",
        tests: alerts.iter().map(test).collect(),
    }
}

fn test(alert: &Alert) -> Test {
    let proof = &alert.proof;
    let bad = proof.fires_after + 5;
    // A little longer than it has to be.
    let again = proof.resolves_after + 5;
    let selector = selector(alert);
    let expected = |minute: u64, fires: bool| Expected {
        expr: format!("count({selector})"),
        eval_time: format!("{minute}m"),
        exp_samples: fires
            .then_some(Sample {
                labels: "{}",
                value: 1,
            })
            .into_iter()
            .collect(),
    };
    Test {
        name: name(alert),
        interval: "1m",
        input_series: proof
            .signals
            .iter()
            .map(|signal| series(signal, bad, again))
            .collect(),
        looks: vec![
            expected(GOOD - 1, false),
            expected(GOOD + proof.fires_after, true),
            expected(GOOD + bad + proof.resolves_after + 1, false),
        ],
    }
}

/// The alerts that fire, of which there is one.
fn selector(alert: &Alert) -> String {
    let mut labels = format!(
        "alertname=\"{}\",alertstate=\"firing\",severity=\"{}\"",
        alert.name,
        alert.severity.as_str()
    );
    for (name, value) in &alert.labels {
        // Writing into memory does not fail.
        let _ = write!(labels, ",{name}=\"{value}\"");
    }
    format!("ALERTS{{{labels}}}")
}

fn name(alert: &Alert) -> String {
    let mut name = alert.name.to_owned();
    for (_, value) in &alert.labels {
        name.push(' ');
        name.push_str(value);
    }
    name
}

fn series(signal: &Signal, bad: u64, again: u64) -> Series {
    let mut values = Values::default();
    values.add(signal.good, GOOD);
    values.add(signal.bad, bad);
    values.add(signal.good, again);
    Series {
        series: signal.series.clone(),
        values: values.text,
    }
}

/// Values of a series, one for each minute.
#[derive(Debug, Default)]
struct Values {
    text: String,
    /// What a counter has come to.
    total: f64,
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a few thousand minutes are exact"
)]
impl Values {
    /// So many more values.
    fn add(&mut self, value: Value, minutes: u64) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        // `a+bxn` are n + 1 values.
        let more = minutes - 1;
        // Writing into memory does not fail.
        let _ = match value {
            Value::Grows(step) => {
                let first = self.total + step;
                self.total += step * minutes as f64;
                write!(self.text, "{first:.6}+{step:.6}x{more}")
            }
            Value::Is(level) => write!(self.text, "{level}+0x{more}"),
            Value::Flaps(one, two) => {
                let pairs: Vec<String> = (0..minutes)
                    .map(|minute| if minute % 2 == 0 { one } else { two }.to_string())
                    .collect();
                write!(self.text, "{}", pairs.join(" "))
            }
            Value::Absent => write!(self.text, "_x{minutes}"),
        };
    }
}
