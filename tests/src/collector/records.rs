//! Log records, in a form that is easy to compare.

use super::{attributes, hex};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value;
use std::collections::BTreeMap;

/// An exported log record.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names are those of OTLP")]
pub struct LogRecord {
    pub scope: String,
    pub severity_number: i32,
    pub severity_text: String,
    pub body: String,
    pub attributes: BTreeMap<String, any_value::Value>,
    pub trace_id: String,
    pub span_id: String,
    pub flags: u32,
    /// Nanoseconds since 1970.
    pub time: u64,
    pub resource: BTreeMap<String, any_value::Value>,
}

pub(super) fn records(request: ExportLogsServiceRequest) -> Vec<LogRecord> {
    let mut all = Vec::new();
    for resource in request.resource_logs {
        let of_resource = attributes(resource.resource.unwrap_or_default().attributes);
        for scope in resource.scope_logs {
            let name = scope.scope.unwrap_or_default().name;
            for record in scope.log_records {
                let body = record.body.and_then(|body| body.value);
                let Some(any_value::Value::StringValue(body)) = body else {
                    panic!("a body that is no text: {body:?}");
                };
                all.push(LogRecord {
                    scope: name.clone(),
                    severity_number: record.severity_number,
                    severity_text: record.severity_text,
                    body,
                    attributes: attributes(record.attributes),
                    trace_id: hex(&record.trace_id),
                    span_id: hex(&record.span_id),
                    flags: record.flags,
                    time: record.time_unix_nano,
                    resource: of_resource.clone(),
                });
            }
        }
    }
    all
}
