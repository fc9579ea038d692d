//! What the settings amount to, and what is wrong with them.

use super::{edge, lock, outputs};
use crate::config::{Environment, Fault, Otel, Own, Redaction, Reports, SETTINGS, Setting};
use crate::features;
use crate::names;
use crate::redact::{Clean, Policies};
use std::collections::BTreeMap;
use std::fmt;

/// Every setting with its value and where that comes from, and everything that is wrong. Printed, it
/// is a table; values of secrets are masked.
#[derive(Clone, Debug)]
pub struct Report {
    rows: Vec<[String; 3]>,
    problems: Vec<String>,
}

impl Report {
    /// What is wrong, a sentence each.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = [0, 1].map(|column| {
            let lengths = self.rows.iter().map(|row| row[column].chars().count());
            lengths.max().unwrap_or_default()
        });
        for [variable, value, source] in &self.rows {
            let [first, second] = widths;
            writeln!(f, "{variable:first$}  {value:second$}  {source}")?;
        }
        for problem in &self.problems {
            writeln!(f, "\nproblem: {problem}")?;
        }
        if self.problems.is_empty() {
            writeln!(f, "\nno problem was found")?;
        }
        Ok(())
    }
}

/// Reads the environment as [`init!`](crate::init!) does, without setting anything up, and says what
/// each variable amounts to. Give your service a command for it: it answers what an operator asks
/// first.
///
/// ```
/// let report = frosted::doctor(env!("CARGO_PKG_NAME"));
/// println!("{report}");
/// assert!(report.to_string().contains("FROSTED_FLUSH_TIMEOUT"));
/// ```
///
/// Beside what `init` would say, it looks into the `Cargo.lock` of where it runs, if there is one,
/// for several versions of `opentelemetry` among what this package depends on: what a library records
/// with another one is lost.
pub fn doctor(package: &str) -> Report {
    let environment = Environment::of_process();
    let faults = faults(&environment);
    let mut problems: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let mut otel = Otel::read(&environment);
    edge::read(&environment, &mut otel);
    outputs::check(&Reports::read(&environment), &mut otel);
    let unused: BTreeMap<&str, &str> = otel
        .warnings
        .iter()
        .map(|warning| (warning.variable, warning.used_instead))
        .collect();
    problems.extend(
        unused.iter().map(|(variable, instead)| {
            format!("{variable} cannot be used; in its place: {instead}")
        }),
    );
    problems.extend(lock::several_opentelemetries(package));
    let mut rows = vec![row("setting", "value", "from")];
    rows.extend(SETTINGS.iter().map(|setting| {
        let is_bad = faults
            .iter()
            .any(|fault| fault.variable() == setting.variable);
        // Its value may be anything, in the wrong place.
        let instead = is_bad.then_some("(cannot be used)");
        let instead = instead.or(unused.get(setting.variable).copied());
        shown(setting, environment.get(setting.variable), instead)
    }));
    rows.push(row("features", &features::built_in(), "build"));
    Report { rows, problems }
}

fn row(variable: &str, value: &str, source: &str) -> [String; 3] {
    [variable, value, source].map(str::to_owned)
}

fn shown(setting: &Setting, value: Option<&str>, instead: Option<&str>) -> [String; 3] {
    let (value, source) = match (value, instead) {
        (Some(_), Some(instead)) => (instead.to_owned(), "default"),
        (Some(_), None) if setting.is_secret => (names::REDACTED.to_owned(), "environment"),
        (Some(value), None) => {
            let value = value.trim().escape_debug().to_string();
            (Clean::scrubbed(value).to_string(), "environment")
        }
        (None, _) => (setting.default.to_owned(), "default"),
    };
    let value = if value.is_empty() { "-" } else { &value };
    row(setting.variable, value, source)
}

/// What `init` would fail with.
fn faults(environment: &Environment) -> Vec<Fault> {
    let own = Own::read(environment).err();
    let policies = Redaction::read(environment, Policies::default()).err();
    own.into_iter().chain(policies).flatten().collect()
}
