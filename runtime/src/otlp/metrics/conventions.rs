//! What the page's names are called in the
//! [semantic conventions](https://opentelemetry.io/docs/specs/semconv/). A metric that has one is
//! pushed under it; a Prometheus that
//! [translates](https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#otlp-metric-points-to-prometheus)
//! it back gets the name on the page, so that dashboards do not care which way a metric came.

use crate::metrics::Labels;
use crate::names;
use crate::otlp::values::{attribute, of_text};
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;

/// A metric of the semantic conventions.
#[derive(Debug)]
pub(super) struct Convention {
    /// On the page.
    shown: &'static str,
    pub(super) name: &'static str,
    /// As [UCUM](https://ucum.org) has it.
    pub(super) unit: &'static str,
    /// Whether it goes up and down, and the values of several processes may be added up.
    pub(super) adds_up: bool,
}

const fn counts(shown: &'static str, name: &'static str, unit: &'static str) -> Convention {
    Convention {
        shown,
        name,
        unit,
        adds_up: false,
    }
}

const fn adds_up(shown: &'static str, name: &'static str, unit: &'static str) -> Convention {
    Convention {
        shown,
        name,
        unit,
        adds_up: true,
    }
}

/// The metrics that have a name of the conventions.
const ALL: [Convention; 24] = [
    counts(
        names::HTTP_CLIENT_DURATION,
        "http.client.request.duration",
        "s",
    ),
    counts(
        names::HTTP_SERVER_DURATION,
        "http.server.request.duration",
        "s",
    ),
    adds_up(
        names::HTTP_SERVER_ACTIVE,
        "http.server.active_requests",
        "{request}",
    ),
    counts(names::DB_DURATION, "db.client.operation.duration", "s"),
    // That of connections has another name on the page, and keeps it.
    adds_up(
        names::DB_CONNECTIONS_MAX,
        "db.client.connection.max",
        "{connection}",
    ),
    adds_up(
        names::DB_CONNECTIONS_MIN,
        "db.client.connection.idle.min",
        "{connection}",
    ),
    adds_up(
        names::DB_PENDING,
        "db.client.connection.pending_requests",
        "{request}",
    ),
    counts(
        names::DB_TIMEOUTS,
        "db.client.connection.timeouts",
        "{timeout}",
    ),
    counts(names::DB_WAIT, "db.client.connection.wait_time", "s"),
    counts(names::DB_USE, "db.client.connection.use_time", "s"),
    counts(names::PROCESS_CPU, "process.cpu.time", "s"),
    adds_up(names::PROCESS_MEMORY, "process.memory.usage", "By"),
    adds_up(names::PROCESS_VIRTUAL, "process.memory.virtual", "By"),
    counts(names::PROCESS_DISK, "process.disk.io", "By"),
    counts(
        names::PROCESS_SWITCHES,
        "process.context_switches",
        "{context_switch}",
    ),
    counts(names::PROCESS_FAULTS, "process.paging.faults", "{fault}"),
    counts(names::PROCESS_UPTIME, "process.uptime", "s"),
    adds_up(
        names::LOG_QUEUE,
        "otel.sdk.processor.log.queue.size",
        "{log_record}",
    ),
    adds_up(
        names::LOG_CAPACITY,
        "otel.sdk.processor.log.queue.capacity",
        "{log_record}",
    ),
    counts(
        names::LOG_PROCESSED,
        "otel.sdk.processor.log.processed",
        "{log_record}",
    ),
    adds_up(
        names::SPAN_QUEUE,
        "otel.sdk.processor.span.queue.size",
        "{span}",
    ),
    adds_up(
        names::SPAN_CAPACITY,
        "otel.sdk.processor.span.queue.capacity",
        "{span}",
    ),
    counts(
        names::SPAN_EXPORTED,
        "otel.sdk.exporter.span.exported",
        "{span}",
    ),
    counts(
        names::POINTS_EXPORTED,
        "otel.sdk.exporter.metric_data_point.exported",
        "{data_point}",
    ),
];

/// What the labels of these metrics are called there.
const ATTRIBUTES: [(&str, &str); 19] = [
    (names::LABEL_SERVER, "server.address"),
    (names::LABEL_PORT, "server.port"),
    (names::LABEL_METHOD, "http.request.method"),
    (names::LABEL_ROUTE, "http.route"),
    (names::LABEL_STATUS, "http.response.status_code"),
    (names::LABEL_SCHEME, "url.scheme"),
    (names::LABEL_ERROR_TYPE, "error.type"),
    (names::LABEL_PROTOCOL, "network.protocol.version"),
    (names::LABEL_DB_SYSTEM, "db.system.name"),
    (names::LABEL_DB_NAMESPACE, "db.namespace"),
    (names::LABEL_SUMMARY, "db.query.summary"),
    (names::LABEL_DB_OPERATION, "db.operation.name"),
    (names::LABEL_DB_STATUS, "db.response.status_code"),
    (names::LABEL_POOL, "db.client.connection.pool.name"),
    (names::LABEL_POOL_STATE, "db.client.connection.state"),
    (names::LABEL_CPU_MODE, "cpu.mode"),
    (names::LABEL_DISK_DIRECTION, "disk.io.direction"),
    (names::LABEL_SWITCH_TYPE, "process.context_switch.type"),
    (names::LABEL_FAULT_TYPE, "system.paging.fault.type"),
];

/// Attributes that are numbers there.
const NUMBERS: [&str; 2] = ["http.response.status_code", "server.port"];

/// The convention behind a family's name, which has no `_total`.
pub(super) fn of(family: &str) -> Option<&'static Convention> {
    ALL.iter().find(|known| stem(known.shown) == family)
}

fn stem(shown: &str) -> &str {
    shown.strip_suffix(names::TOTAL).unwrap_or(shown)
}

/// The unit that a name ends with, as UCUM has it.
pub(super) fn unit(word: &str) -> &str {
    match word {
        "seconds" => "s",
        "bytes" => "By",
        "ratio" => "1",
        other => other,
    }
}

/// The labels as attributes. One without a value is one that is not there, as for Prometheus.
pub(super) fn attributes(labels: &Labels, convention: Option<&Convention>) -> Vec<KeyValue> {
    let pairs = labels.pairs().filter(|(_, value)| !value.is_empty());
    pairs
        .map(|(name, value)| {
            if name == names::LABEL_OVERFLOW {
                return attribute("otel.metric.overflow", Value::BoolValue(true));
            }
            let known = ATTRIBUTES.iter().find(|(shown, _)| *shown == name);
            let name = match (convention, known) {
                (Some(_), Some((_, known))) => known,
                _ => name,
            };
            match value.parse() {
                Ok(number) if NUMBERS.contains(&name) => attribute(name, Value::IntValue(number)),
                _ => of_text(name, value),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Prometheus makes of a name and a unit.
    fn translated(convention: &Convention, is_counter: bool) -> String {
        let mut name = convention.name.replace('.', "_");
        let word = match convention.unit {
            "s" => "seconds",
            "By" => "bytes",
            _ => "",
        };
        if !word.is_empty() && !name.ends_with(word) {
            name = format!("{name}_{word}");
        }
        if is_counter {
            name.push_str(names::TOTAL);
        }
        name
    }

    #[test]
    fn a_prometheus_behind_a_collector_gets_the_names_of_the_page() {
        for convention in &ALL {
            let is_counter = convention.shown.ends_with(names::TOTAL);
            assert_eq!(translated(convention, is_counter), convention.shown);
        }
        for (shown, name) in ATTRIBUTES {
            assert_eq!(name.replace('.', "_"), shown);
        }
    }
}
