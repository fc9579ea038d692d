//! The `OTEL_*` variables and `RUST_LOG`, as the OpenTelemetry environment specification reads
//! them: empty is unset, a value that cannot be used is a warning and the default.

use super::env::Environment;
use super::exports::{Export, LOGS, METRICS, TRACES};
use super::limits::Limits;
use super::unsupported;
use crate::engine::{Filter, Ratio, Sampler};
use crate::metrics::ExemplarFilter;
use crate::names::env;
use std::str::FromStr;
use std::time::Duration;

/// A value that could not be used. It is not repeated: it may be a secret in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Warning {
    pub(crate) variable: &'static str,
    pub(crate) used_instead: &'static str,
}

/// What the standard variables say.
#[derive(Clone, Debug)]
pub(crate) struct Otel {
    pub(crate) filter: Filter,
    pub(crate) sampler: Sampler,
    /// How traces are exported, if they are.
    pub(crate) traces: Option<Export>,
    pub(crate) of_traces: Batches,
    /// How log records are exported, if they are.
    pub(crate) logs: Option<Export>,
    pub(crate) of_logs: Batches,
    /// How metrics are pushed, if they are.
    pub(crate) metrics: Option<Export>,
    /// The pause between two pushes.
    pub(crate) interval: Duration,
    /// What one push may take.
    pub(crate) push_timeout: Duration,
    pub(crate) temporality: Temporality,
    pub(crate) resource: Vec<(String, String)>,
    pub(crate) exemplars: ExemplarFilter,
    pub(crate) limits: Limits,
    pub(crate) warnings: Vec<Warning>,
}

/// How a signal is queued and sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Batches {
    pub(crate) delay: Duration,
    pub(crate) max_queue: usize,
    pub(crate) max_batch: usize,
}

/// What a pushed number is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Temporality {
    /// The start of the process.
    Cumulative,
    /// The last push that arrived.
    Delta,
}

impl Otel {
    pub(crate) fn read(environment: &Environment) -> Self {
        let mut read = Reader {
            environment,
            warnings: unsupported::warnings(environment),
        };
        let of_traces = read.batches(
            [
                env::BSP_SCHEDULE_DELAY,
                env::BSP_MAX_QUEUE_SIZE,
                env::BSP_MAX_EXPORT_BATCH_SIZE,
            ],
            ("5000", 5000),
        );
        let of_logs = read.batches(
            [
                env::BLRP_SCHEDULE_DELAY,
                env::BLRP_MAX_QUEUE_SIZE,
                env::BLRP_MAX_EXPORT_BATCH_SIZE,
            ],
            ("1000", 1000),
        );
        let interval = read.number(&[env::METRIC_EXPORT_INTERVAL], "60000", 60_000, 1);
        let push_timeout = read.number(&[env::METRIC_EXPORT_TIMEOUT], "30000", 30_000, 1);
        let enabled = read.enabled();
        Self {
            filter: read.filter(),
            sampler: read.sampler(),
            traces: read.export(&TRACES).filter(|_| enabled),
            of_traces,
            logs: read.export(&LOGS).filter(|_| enabled),
            of_logs,
            metrics: read.export(&METRICS).filter(|_| enabled),
            interval: Duration::from_millis(interval),
            push_timeout: Duration::from_millis(push_timeout),
            temporality: read.temporality(),
            resource: read.resource(),
            exemplars: read.exemplars(),
            limits: read.limits(),
            warnings: read.warnings,
        }
    }
}

impl Otel {
    /// Says that a value cannot be used.
    pub(crate) fn warn(&mut self, variable: &'static str, used_instead: &'static str) {
        self.warnings.push(Warning {
            variable,
            used_instead,
        });
    }
}

/// The variables, and what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) environment: &'a Environment,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    /// Says that a value cannot be used; once, if several signals ask for it.
    pub(super) fn warn(&mut self, variable: &'static str, used_instead: &'static str) {
        let warning = Warning {
            variable,
            used_instead,
        };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// The pause between two batches, the room for those that wait, and the size of a batch.
    fn batches(&mut self, variables: [&'static str; 3], pause: (&'static str, u64)) -> Batches {
        let [delay, queue, batch] = variables;
        let max_queue = self.number(&[queue], "2048", 2048, 1);
        let max_batch = self.number(&[batch], "512", 512, 1);
        Batches {
            delay: Duration::from_millis(self.number(&[delay], pause.0, pause.1, 0)),
            max_queue,
            max_batch: max_batch.min(max_queue),
        }
    }

    fn filter(&mut self) -> Filter {
        match self.environment.get(env::RUST_LOG).map(Filter::parse) {
            Some(Some(filter)) => filter,
            Some(None) => {
                self.warn(env::RUST_LOG, "info");
                Filter::default()
            }
            None => Filter::default(),
        }
    }

    pub(super) fn number<T: FromStr + PartialOrd + Copy>(
        &mut self,
        variables: &[&'static str],
        default_text: &'static str,
        default: T,
        least: T,
    ) -> T {
        let Some((variable, text)) = self.environment.first(variables) else {
            return default;
        };
        match text.trim().parse() {
            Ok(number) if number >= least => number,
            _ => {
                self.warn(variable, default_text);
                default
            }
        }
    }

    fn sampler(&mut self) -> Sampler {
        let Some(name) = self.environment.get(env::OTEL_TRACES_SAMPLER) else {
            return Sampler::DEFAULT;
        };
        let (parent_based, root) = match name.trim().strip_prefix("parentbased_") {
            Some(root) => (true, root),
            None => (false, name.trim()),
        };
        let root = match root {
            "always_on" => Ratio::ALL,
            "always_off" => Ratio::NONE,
            "traceidratio" => self.ratio(),
            _ => {
                self.warn(env::OTEL_TRACES_SAMPLER, "parentbased_always_on");
                return Sampler::DEFAULT;
            }
        };
        Sampler { root, parent_based }
    }

    fn ratio(&mut self) -> Ratio {
        let Some(text) = self.environment.get(env::OTEL_TRACES_SAMPLER_ARG) else {
            return Ratio::ALL;
        };
        text.trim()
            .parse()
            .ok()
            .and_then(Ratio::new)
            .unwrap_or_else(|| {
                self.warn(env::OTEL_TRACES_SAMPLER_ARG, "1.0");
                Ratio::ALL
            })
    }

    /// Only `true`, in any case, turns the SDK off.
    fn enabled(&mut self) -> bool {
        let Some(text) = self.environment.get(env::OTEL_SDK_DISABLED) else {
            return true;
        };
        match text.trim().to_ascii_lowercase().as_str() {
            "true" => return false,
            "false" => {}
            _ => self.warn(env::OTEL_SDK_DISABLED, "false"),
        }
        true
    }

    /// `lowmemory` is the delta of what is counted as it happens, which is how everything here is
    /// kept.
    fn temporality(&mut self) -> Temporality {
        let Some(name) = self.environment.get(env::METRICS_TEMPORALITY) else {
            return Temporality::Cumulative;
        };
        match name.trim().to_ascii_lowercase().as_str() {
            "cumulative" => Temporality::Cumulative,
            "delta" | "lowmemory" => Temporality::Delta,
            _ => {
                self.warn(env::METRICS_TEMPORALITY, "cumulative");
                Temporality::Cumulative
            }
        }
    }

    fn exemplars(&mut self) -> ExemplarFilter {
        match self.environment.get(env::OTEL_METRICS_EXEMPLAR_FILTER) {
            None => ExemplarFilter::TraceBased,
            Some(name) => match name.trim() {
                "trace_based" => ExemplarFilter::TraceBased,
                "always_on" => ExemplarFilter::AlwaysOn,
                "always_off" => ExemplarFilter::AlwaysOff,
                _ => {
                    self.warn(env::OTEL_METRICS_EXEMPLAR_FILTER, "trace_based");
                    ExemplarFilter::TraceBased
                }
            },
        }
    }

    /// `OTEL_RESOURCE_ATTRIBUTES`, and the service's name on top.
    fn resource(&mut self) -> Vec<(String, String)> {
        let mut attributes = Vec::new();
        if let Some(text) = self.environment.get(env::OTEL_RESOURCE_ATTRIBUTES) {
            match pairs(text) {
                Some(pairs) => attributes = pairs,
                None => self.warn(env::OTEL_RESOURCE_ATTRIBUTES, "no resource attributes"),
            }
        }
        if let Some(name) = self.environment.get(env::OTEL_SERVICE_NAME) {
            attributes.retain(|(key, _)| key != "service.name");
            attributes.push(("service.name".to_owned(), name.trim().to_owned()));
        }
        attributes
    }
}

/// `key=value` pairs in the format of W3C Baggage, percent-decoded. One bad pair spoils all, as
/// the specification says.
pub(super) fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    text.split(',')
        .map(|pair| {
            let (key, value) = pair.split_once('=')?;
            let key = key.trim();
            (!key.is_empty()).then_some((key.to_owned(), percent_decode(value.trim())?))
        })
        .collect()
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'%' {
            let (digits, tail) = rest.split_at_checked(2)?;
            let digits = std::str::from_utf8(digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = tail;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
