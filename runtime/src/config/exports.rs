//! Where each signal goes over OTLP: the variables of the
//! [exporter's specification](https://opentelemetry.io/docs/specs/otel/protocol/exporter/). Those of
//! one signal win over those of all.

use super::otel::{Reader, pairs};
use crate::features;
use crate::names::env;
use std::fmt;
use std::time::Duration;

/// How a signal is exported.
#[derive(Clone, Debug)]
pub(crate) struct Export {
    pub(crate) endpoint: Endpoint,
    pub(crate) grpc: bool,
    pub(crate) gzip: bool,
    /// Time limit of one export, retries included.
    pub(crate) timeout: Duration,
    pub(crate) headers: Headers,
    pub(crate) tls: Tls,
}

/// Where a signal goes. It prints as nothing: an address may hold credentials.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Endpoint(pub(crate) String);

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Endpoint")
    }
}

/// What is sent with each export. It prints as nothing, as most of them are credentials.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers(pub(crate) Vec<(String, String)>);

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Headers")
    }
}

/// Whom to trust, and who is asking, as PEM. It prints as nothing: it holds a key.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Tls {
    /// The certificates that are trusted; those of the system without them.
    pub(crate) trusted: Option<Vec<u8>>,
    /// The client's certificate and its key.
    pub(crate) client: Option<[Vec<u8>; 2]>,
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

/// The variables of one signal.
pub(super) struct Signal {
    exporter: &'static str,
    /// Other exporters that the variable may name: somebody else is asked for them.
    others: &'static [&'static str],
    endpoint: &'static str,
    /// What follows the endpoint of all signals.
    path: &'static str,
    protocol: &'static str,
    compression: &'static str,
    timeout: &'static str,
    headers: &'static str,
    /// Whom to trust, and who is asking.
    tls: [&'static str; 3],
}

pub(super) const TRACES: Signal = Signal {
    exporter: env::OTEL_TRACES_EXPORTER,
    others: &[],
    endpoint: env::OTLP_TRACES_ENDPOINT,
    path: "v1/traces",
    protocol: env::OTLP_TRACES_PROTOCOL,
    compression: env::OTLP_TRACES_COMPRESSION,
    timeout: env::OTLP_TRACES_TIMEOUT,
    headers: env::OTLP_TRACES_HEADERS,
    tls: [
        env::OTLP_TRACES_CERTIFICATE,
        env::OTLP_TRACES_CLIENT_CERTIFICATE,
        env::OTLP_TRACES_CLIENT_KEY,
    ],
};

pub(super) const METRICS: Signal = Signal {
    exporter: env::OTEL_METRICS_EXPORTER,
    others: &["prometheus"],
    endpoint: env::OTLP_METRICS_ENDPOINT,
    path: "v1/metrics",
    protocol: env::OTLP_METRICS_PROTOCOL,
    compression: env::OTLP_METRICS_COMPRESSION,
    timeout: env::OTLP_METRICS_TIMEOUT,
    headers: env::OTLP_METRICS_HEADERS,
    tls: [
        env::OTLP_METRICS_CERTIFICATE,
        env::OTLP_METRICS_CLIENT_CERTIFICATE,
        env::OTLP_METRICS_CLIENT_KEY,
    ],
};

pub(super) const LOGS: Signal = Signal {
    exporter: env::OTEL_LOGS_EXPORTER,
    others: &["console"],
    endpoint: env::OTLP_LOGS_ENDPOINT,
    path: "v1/logs",
    protocol: env::OTLP_LOGS_PROTOCOL,
    compression: env::OTLP_LOGS_COMPRESSION,
    timeout: env::OTLP_LOGS_TIMEOUT,
    headers: env::OTLP_LOGS_HEADERS,
    tls: [
        env::OTLP_LOGS_CERTIFICATE,
        env::OTLP_LOGS_CLIENT_CERTIFICATE,
        env::OTLP_LOGS_CLIENT_KEY,
    ],
};

impl Reader<'_> {
    /// How this signal is exported. Without an endpoint it is not.
    pub(super) fn export(&mut self, signal: &Signal) -> Option<Export> {
        let wanted = self.wanted(signal);
        let grpc = self.protocol(signal);
        let timeouts = [signal.timeout, env::OTLP_TIMEOUT];
        let timeout = self.number(&timeouts, "10000", 10_000, 1);
        let gzip = self.compression(signal);
        let headers = self.headers(signal);
        let endpoint = self.endpoint(signal, grpc)?;
        let tls = if wanted {
            self.tls(signal)
        } else {
            Tls::default()
        };
        wanted.then_some(Export {
            tls,
            endpoint,
            grpc,
            gzip,
            timeout: Duration::from_millis(timeout),
            headers,
        })
    }

    /// Whether the exporters named for the signal include this one.
    fn wanted(&mut self, signal: &Signal) -> bool {
        let Some(names) = self.environment.get(signal.exporter) else {
            return true;
        };
        let names: Vec<&str> = names.split(',').map(str::trim).collect();
        let known = |name: &&str| ["otlp", "none"].contains(name) || signal.others.contains(name);
        if !names.iter().all(known) {
            self.warn(signal.exporter, "otlp");
        }
        names.contains(&"otlp") || !names.iter().any(known)
    }

    /// Whether gRPC is asked for.
    fn protocol(&mut self, signal: &Signal) -> bool {
        let variables = [signal.protocol, env::OTLP_PROTOCOL];
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

    fn compression(&mut self, signal: &Signal) -> bool {
        let variables = [signal.compression, env::OTLP_COMPRESSION];
        let Some((variable, name)) = self.environment.first(&variables) else {
            return false;
        };
        match name.trim() {
            "gzip" => true,
            "none" => false,
            _ => {
                self.warn(variable, "none");
                false
            }
        }
    }

    /// The headers of all signals, and those of this one, which win. The format is that of W3C
    /// Baggage, and one bad pair spoils all of a variable.
    fn headers(&mut self, signal: &Signal) -> Headers {
        let mut headers: Vec<(String, String)> = Vec::new();
        for variable in [env::OTLP_HEADERS, signal.headers] {
            let Some(text) = self.environment.get(variable) else {
                continue;
            };
            let Some(pairs) = pairs(text).filter(|pairs| pairs.iter().all(can_be_sent)) else {
                self.warn(variable, "no headers");
                continue;
            };
            for (name, value) in pairs {
                let name = name.to_ascii_lowercase();
                headers.retain(|(known, _)| *known != name);
                headers.push((name, value));
            }
        }
        Headers(headers)
    }

    /// The files of certificates. One that cannot be read is left out, and the server then refuses
    /// or is not trusted.
    fn tls(&mut self, signal: &Signal) -> Tls {
        let [trusted, certificate, key] = signal.tls;
        let trusted = self.file(
            &[trusted, env::OTLP_CERTIFICATE],
            "the system's certificates",
        );
        let of_client = "no client certificate";
        let certificate = self.file(&[certificate, env::OTLP_CLIENT_CERTIFICATE], of_client);
        let key = self.file(&[key, env::OTLP_CLIENT_KEY], of_client);
        Tls {
            trusted,
            client: certificate
                .zip(key)
                .map(|(certificate, key)| [certificate, key]),
        }
    }

    fn file(&mut self, variables: &[&'static str], instead: &'static str) -> Option<Vec<u8>> {
        let (variable, path) = self.environment.first(variables)?;
        let read = std::fs::read(path.trim()).ok();
        if read.is_none() {
            self.warn(variable, instead);
        }
        read
    }

    /// The address for the signal: its own variable as it is, the general one with the path of the
    /// signal appended (HTTP only). There is no exporter for an `https` address in a build without
    /// TLS.
    fn endpoint(&mut self, signal: &Signal, grpc: bool) -> Option<Endpoint> {
        let variables = [signal.endpoint, env::OTLP_ENDPOINT];
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
        Some(Endpoint(if grpc || variable == signal.endpoint {
            address.to_owned()
        } else {
            format!("{}/{}", address.trim_end_matches('/'), signal.path)
        }))
    }
}

/// Whether a header may stand in a request: a token
/// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2)), and printed ASCII.
fn can_be_sent((name, value): &(String, String)) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    name.bytes().all(token) && value.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}
