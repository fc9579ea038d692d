//! The `OTEL_*` variables and `RUST_LOG`, as the OpenTelemetry environment specification reads
//! them: empty is unset, a value that cannot be used is a warning and the default.

use super::env::Environment;
use crate::engine::{Filter, Ratio, Sampler};
use crate::features;
use crate::metrics::ExemplarFilter;
use crate::names::env;
use std::fmt;
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
    /// Whether there are spans at all, and exports of them.
    pub(crate) export: bool,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) grpc: bool,
    pub(crate) gzip: bool,
    pub(crate) timeout: Duration,
    pub(crate) schedule_delay: Duration,
    pub(crate) max_queue: usize,
    pub(crate) max_batch: usize,
    pub(crate) resource: Vec<(String, String)>,
    pub(crate) exemplars: ExemplarFilter,
    pub(crate) warnings: Vec<Warning>,
}

/// Where traces go. It prints as nothing: an address may hold credentials.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Endpoint(pub(crate) String);

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Endpoint")
    }
}

impl Otel {
    pub(crate) fn read(environment: &Environment) -> Self {
        let mut read = Reader {
            environment,
            warnings: Vec::new(),
        };
        let grpc = read.protocol();
        let max_queue = read.number(&[env::BSP_MAX_QUEUE_SIZE], "2048", 2048, 1);
        let max_batch = read.number(&[env::BSP_MAX_EXPORT_BATCH_SIZE], "512", 512, 1);
        let timeouts = [env::OTLP_TRACES_TIMEOUT, env::OTLP_TIMEOUT];
        Self {
            filter: read.filter(),
            sampler: read.sampler(),
            export: read.export(),
            endpoint: read.endpoint(grpc),
            grpc,
            gzip: read.compression(),
            timeout: Duration::from_millis(read.number(&timeouts, "10000", 10_000, 1)),
            schedule_delay: Duration::from_millis(read.number(
                &[env::BSP_SCHEDULE_DELAY],
                "5000",
                5000,
                0,
            )),
            max_queue,
            max_batch: max_batch.min(max_queue),
            resource: read.resource(),
            exemplars: read.exemplars(),
            warnings: read.warnings,
        }
    }
}

struct Reader<'a> {
    environment: &'a Environment,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    fn warn(&mut self, variable: &'static str, used_instead: &'static str) {
        self.warnings.push(Warning {
            variable,
            used_instead,
        });
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

    fn number<T: FromStr + PartialOrd + Copy>(
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
    fn export(&mut self) -> bool {
        if let Some(text) = self.environment.get(env::OTEL_SDK_DISABLED) {
            match text.trim().to_ascii_lowercase().as_str() {
                "true" => return false,
                "false" => {}
                _ => self.warn(env::OTEL_SDK_DISABLED, "false"),
            }
        }
        let Some(names) = self.environment.get(env::OTEL_TRACES_EXPORTER) else {
            return true;
        };
        let known: Vec<&str> = names
            .split(',')
            .map(str::trim)
            .filter(|name| ["otlp", "none"].contains(name))
            .collect();
        if known.len() < names.split(',').count() {
            self.warn(env::OTEL_TRACES_EXPORTER, "otlp");
        }
        known.is_empty() || known.contains(&"otlp")
    }

    /// Whether gRPC is asked for.
    fn protocol(&mut self) -> bool {
        let variables = [env::OTLP_TRACES_PROTOCOL, env::OTLP_PROTOCOL];
        let Some((variable, name)) = self.environment.first(&variables) else {
            return false;
        };
        match name.trim() {
            "http/protobuf" => false,
            "grpc" if features::GRPC => true,
            _ => {
                self.warn(variable, "http/protobuf");
                false
            }
        }
    }

    fn compression(&mut self) -> bool {
        let variables = [env::OTLP_TRACES_COMPRESSION, env::OTLP_COMPRESSION];
        match self.environment.first(&variables) {
            None => false,
            Some((variable, name)) => match name.trim() {
                "gzip" => true,
                "none" => false,
                _ => {
                    self.warn(variable, "none");
                    false
                }
            },
        }
    }

    /// The address for traces: their own variable as it is, the general one with the path of the
    /// signal appended (HTTP only). Without either there is no exporter, and none for an `https`
    /// address in a build without TLS.
    fn endpoint(&mut self, grpc: bool) -> Option<Endpoint> {
        let variables = [env::OTLP_TRACES_ENDPOINT, env::OTLP_ENDPOINT];
        let (variable, address) = self.environment.first(&variables)?;
        let address = address.trim();
        let tls = if grpc {
            features::GRPC_TLS
        } else {
            features::HTTP_TLS
        };
        let usable = match address.split_once("://") {
            Some(("http", host)) => !host.is_empty(),
            Some(("https", host)) => !host.is_empty() && tls,
            _ => false,
        };
        if !usable {
            self.warn(variable, "no exporter");
            return None;
        }
        Some(Endpoint(if grpc || variable == env::OTLP_TRACES_ENDPOINT {
            address.to_owned()
        } else {
            format!("{}/v1/traces", address.trim_end_matches('/'))
        }))
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
fn pairs(text: &str) -> Option<Vec<(String, String)>> {
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
