//! Everything that this binary can emit, as it says so before it runs.

use super::decimal::Decimal;
use crate::catalog::{objectives, schemas};
use crate::features;
use crate::label::LabelSpec;
use crate::metrics::{MetricKind, MetricSpec, business};
use crate::names;
use crate::names::families::{self, Family, Form, Part};
use crate::objective::Objective;
use crate::redact::Schema;
use crate::site::{self, Counting, Site};
use serde::Serialize;

/// Everything that a binary can emit: what its attributes say at link time, and what frosted has
/// itself. It is complete before the first call.
///
/// What libraries record with the `metrics` facade by themselves is not in it: nobody knows of it
/// before it is recorded.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Catalog {
    /// The service.
    pub service: String,
    /// Its version.
    pub version: String,
    /// The annotated functions, by name.
    pub functions: Vec<Function>,
    /// The metrics, by name.
    pub metrics: Vec<Metric>,
    /// What is promised, by name.
    pub objectives: Vec<Slo>,
    /// The types with rules of redaction, by name.
    pub types: Vec<Type>,
}

/// An annotated function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Function {
    /// Its name, as the label `function` has it.
    pub name: String,
    /// The module, as the label `module` has it.
    pub module: String,
    /// The name of its span.
    pub span: String,
    /// Whether its calls are counted.
    pub counted: bool,
    /// Labels of its own.
    pub labels: Vec<LabelInfo>,
}

/// A metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Metric {
    /// As a query names it; of a histogram or summary without suffix.
    pub name: String,
    /// How it behaves.
    pub kind: Kind,
    /// What it means.
    pub help: String,
    /// Its unit, if it has one.
    pub unit: String,
    /// Which part of frosted emits it, or `business`.
    pub part: &'static str,
    /// Its labels.
    pub labels: Vec<LabelInfo>,
    /// How many series it may have at most, as far as that is known: those of a histogram's
    /// buckets are counted each.
    pub series: Option<u64>,
}

/// How a metric behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Spread over buckets.
    Histogram,
    /// Quantiles.
    Summary,
}

/// A label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LabelInfo {
    /// Its name.
    pub name: String,
    /// All values, if they are known.
    pub values: Vec<String>,
    /// How many values an open label may have.
    pub max: Option<usize>,
}

/// What is promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Slo {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub of: Covered,
    /// The budget of failures, if it promises how many do not fail.
    pub availability: Option<Promise>,
    /// The same for those that take too long.
    pub latency: Option<Promise>,
    /// Whether alerts that could never fire are left out.
    pub allow_unreachable: bool,
}

/// Whose promise it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Covered {
    /// An annotated function's.
    Function {
        /// Its name.
        function: String,
        /// Its module.
        module: String,
    },
    /// That of a route, or of all.
    Route {
        /// The template; empty for all.
        route: String,
        /// The method; empty for all.
        method: String,
    },
}

/// A promise in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Promise {
    /// Per cent of all that must be good.
    pub target: Decimal,
    /// The part of all that may be bad, of 1.
    pub budget: Decimal,
    /// Seconds that a good one may take.
    pub within: Option<Decimal>,
}

/// A type with rules of redaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Type {
    /// Its name.
    pub name: String,
    /// The module that holds it.
    pub module: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Field {
    /// Its name.
    pub path: String,
    /// Its class, if it is said here.
    pub class: Option<String>,
}

impl Catalog {
    pub(super) fn of(service: &str, version: &str) -> Self {
        let mut functions: Vec<_> = site::all().map(function).collect();
        functions.sort_by(|one, other| (&one.module, &one.name).cmp(&(&other.module, &other.name)));
        let ours = families::all().filter(|family| features::emits(family.part));
        let mut metrics: Vec<_> = ours.map(|family| of_ours(family, &functions)).collect();
        metrics.extend(business().map(of_business));
        metrics.sort_by(|one, other| one.name.cmp(&other.name));
        metrics.dedup_by(|later, earlier| later.name == earlier.name);
        let of_functions = site::all().filter_map(of_function);
        let of_routes = objectives().map(|promised| {
            let (route, method) = (promised.route.to_owned(), promised.method.to_owned());
            slo(&promised.objective, Covered::Route { route, method })
        });
        let mut promised: Vec<_> = of_functions.chain(of_routes).collect();
        promised.sort_by(|one, other| one.name.cmp(&other.name));
        Self {
            service: service.to_owned(),
            version: version.to_owned(),
            functions,
            metrics,
            objectives: promised,
            types: schemas().into_iter().map(of_type).collect(),
        }
    }

    /// The catalog as JSON.
    ///
    /// # Panics
    /// It does not: everything in it is text and numbers.
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self);
        json.expect("text and numbers can be written")
    }
}

fn function(site: &'static Site) -> Function {
    let labels = site.labels().map(Counting::labels).unwrap_or_default();
    Function {
        name: site.function().to_owned(),
        module: site.module().to_owned(),
        span: site.metadata().name().to_owned(),
        counted: site.spec().metrics,
        labels: labels.iter().map(label).collect(),
    }
}

fn label(spec: &LabelSpec) -> LabelInfo {
    LabelInfo {
        name: spec.name.to_owned(),
        values: spec.values.iter().map(|&value| value.to_owned()).collect(),
        max: spec.max,
    }
}

fn of_ours(family: &Family, functions: &[Function]) -> Metric {
    let mut labels: Vec<_> = family.labels.iter().map(known).collect();
    if family.part == Part::Functions {
        for own in functions.iter().flat_map(|function| &function.labels) {
            if labels.iter().all(|label| label.name != own.name) {
                // Another function may have other values under the name.
                labels.push(LabelInfo {
                    values: Vec::new(),
                    ..own.clone()
                });
            }
        }
    }
    let kind = match family.form {
        Form::Counter => Kind::Counter,
        Form::Gauge => Kind::Gauge,
        Form::Histogram => Kind::Histogram,
    };
    Metric {
        name: family.name.to_owned(),
        kind,
        help: family.help.to_owned(),
        unit: family.unit().to_owned(),
        part: family.part.as_str(),
        series: None,
        labels,
    }
}

fn known((name, values): &(&'static str, &'static [&'static str])) -> LabelInfo {
    LabelInfo {
        name: (*name).to_owned(),
        values: values.iter().map(|&value| value.to_owned()).collect(),
        max: None,
    }
}

fn of_business(spec: &'static MetricSpec) -> Metric {
    let kind = match spec.kind {
        MetricKind::Counter => Kind::Counter,
        MetricKind::Gauge => Kind::Gauge,
        MetricKind::Histogram => Kind::Histogram,
        MetricKind::Summary => Kind::Summary,
    };
    let suffix = match spec.kind {
        MetricKind::Counter if !spec.exact => names::TOTAL,
        _ => "",
    };
    let labels: Vec<_> = spec.labels.iter().map(label).collect();
    let mut values = labels.iter().map(|label| match label.max {
        // One more for what is above the limit.
        Some(max) => Some(max as u64 + 1),
        None if label.values.is_empty() => None,
        None => Some(label.values.len() as u64),
    });
    let sets = values.try_fold(1_u64, |all, values| Some(all.saturating_mul(values?)));
    let of_each = match spec.kind {
        MetricKind::Counter | MetricKind::Gauge => 1,
        MetricKind::Summary => 6,
        // Those of its own, or those of the conventions; `+Inf`, `_sum` and `_count`.
        MetricKind::Histogram if spec.buckets.is_empty() => 17,
        MetricKind::Histogram => spec.buckets.len() as u64 + 3,
    };
    Metric {
        name: format!("{}{suffix}", spec.name),
        kind,
        help: spec.help.to_owned(),
        unit: spec.unit.to_owned(),
        part: "business",
        series: sets.map(|sets| sets.saturating_mul(of_each)),
        labels,
    }
}

fn of_function(site: &'static Site) -> Option<Slo> {
    let objective = site.spec().counting?.objective()?;
    let (function, module) = (site.function().to_owned(), site.module().to_owned());
    Some(slo(objective, Covered::Function { function, module }))
}

fn slo(objective: &Objective, of: Covered) -> Slo {
    let availability = objective.availability.map(|goal| promise(goal.0, None));
    let latency = objective.latency.map(|latency| {
        let within = Decimal::new(latency.within, 9);
        promise(latency.goal.0, Some(within))
    });
    Slo {
        name: objective.name.to_owned(),
        of,
        availability,
        latency,
        allow_unreachable: objective.allow_unreachable,
    }
}

fn promise(target: &str, within: Option<Decimal>) -> Promise {
    let target = Decimal::read(target).unwrap_or_default();
    Promise {
        budget: target.rest_of_hundred(),
        target,
        within,
    }
}

fn of_type(schema: &'static Schema) -> Type {
    let fields = schema.fields.iter().map(|field| Field {
        path: field.path.to_owned(),
        class: field.class.map(|class| class.name().to_owned()),
    });
    Type {
        name: schema.name.to_owned(),
        module: schema.module.to_owned(),
        fields: fields.collect(),
    }
}
