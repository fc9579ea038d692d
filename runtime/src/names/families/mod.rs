//! Every metric of ours, with what it means: the one table behind help texts, the catalog, and what
//! is generated from it.

mod process;
mod service;
mod stores;
mod telemetry;

use super::TOTAL;

/// How a metric behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Counter,
    Gauge,
    Histogram,
}

/// Which part of frosted emits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Annotated functions.
    Functions,
    /// Whatever is built in: redaction, traces, metrics, the process.
    Core,
    Tokio,
    Logs,
    Otlp,
    Sentry,
    Http,
    Health,
    /// Any data store.
    Stores,
    Sql,
    Redis,
}

impl Part {
    /// Its name in the catalog.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Functions => "functions",
            Self::Core => "core",
            Self::Tokio => "tokio",
            Self::Logs => "logs",
            Self::Otlp => "otlp",
            Self::Sentry => "sentry",
            Self::Http => "http",
            Self::Health => "health",
            Self::Stores => "stores",
            Self::Sql => "sql",
            Self::Redis => "redis",
        }
    }
}

/// One metric.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Family {
    /// As the page shows it; a counter's ends with `_total`.
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) part: Part,
    pub(crate) help: &'static str,
    /// With all values, where they are known.
    pub(crate) labels: &'static [(&'static str, &'static [&'static str])],
}

impl Family {
    /// The base unit that the name ends with, if it has one.
    pub(crate) fn unit(&self) -> &'static str {
        let stem = self.name.strip_suffix(TOTAL).unwrap_or(self.name);
        let mut units = ["seconds", "bytes"].into_iter();
        units.find(|unit| stem.ends_with(unit)).unwrap_or_default()
    }
}

type Labels = &'static [(&'static str, &'static [&'static str])];

const fn family(
    form: Form,
    part: Part,
    name: &'static str,
    labels: Labels,
    help: &'static str,
) -> Family {
    Family {
        name,
        form,
        part,
        help,
        labels,
    }
}

const fn counter(part: Part, name: &'static str, labels: Labels, help: &'static str) -> Family {
    family(Form::Counter, part, name, labels, help)
}

const fn gauge(part: Part, name: &'static str, labels: Labels, help: &'static str) -> Family {
    family(Form::Gauge, part, name, labels, help)
}

const fn histogram(part: Part, name: &'static str, labels: Labels, help: &'static str) -> Family {
    family(Form::Histogram, part, name, labels, help)
}

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Family> {
    let all = [
        service::FAMILIES,
        stores::FAMILIES,
        process::FAMILIES,
        telemetry::FAMILIES,
    ];
    all.into_iter().flatten()
}
