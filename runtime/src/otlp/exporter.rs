//! The exporter of `opentelemetry-otlp`, built from settings that were read and checked before.

use crate::redact::Clean;
use opentelemetry::KeyValue;
use opentelemetry_otlp::{
    Compression, ExporterBuildError, SpanExporter, WithExportConfig, WithHttpConfig,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SpanExporter as _;
use std::time::Duration;

/// How spans travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// `http/protobuf`.
    Http,
    /// `grpc`, with the feature `otlp-grpc`.
    Grpc,
}

/// Everything the output needs to know.
#[derive(Clone, Debug)]
pub(crate) struct OtlpSettings {
    /// The full address for traces.
    pub(crate) endpoint: String,
    pub(crate) protocol: Protocol,
    pub(crate) gzip: bool,
    /// Time limit of one export, retries included.
    pub(crate) timeout: Duration,
    pub(crate) schedule_delay: Duration,
    pub(crate) max_queue: usize,
    pub(crate) max_batch: usize,
    pub(crate) resource: Vec<(String, Clean)>,
}

/// Builds the exporter. It must happen inside a Tokio runtime, which the gRPC channel needs.
pub(super) fn build(settings: &OtlpSettings) -> Result<SpanExporter, ExporterBuildError> {
    let mut exporter = match settings.protocol {
        Protocol::Http => http(settings),
        Protocol::Grpc => grpc::build(settings),
    }?;
    exporter.set_resource(&resource(settings));
    Ok(exporter)
}

fn http(settings: &OtlpSettings) -> Result<SpanExporter, ExporterBuildError> {
    let builder = SpanExporter::builder()
        .with_http()
        .with_protocol(opentelemetry_otlp::Protocol::HttpBinary)
        .with_endpoint(&settings.endpoint)
        .with_timeout(settings.timeout);
    let builder = if settings.gzip {
        builder.with_compression(Compression::Gzip)
    } else {
        builder
    };
    builder.build()
}

fn resource(settings: &OtlpSettings) -> Resource {
    let attributes = settings
        .resource
        .iter()
        .map(|(key, value)| KeyValue::new(key.clone(), value.to_string()));
    Resource::builder_empty()
        .with_attributes(attributes)
        .build()
}

#[cfg(feature = "otlp-grpc")]
mod grpc {
    use super::{Compression, ExporterBuildError, OtlpSettings, SpanExporter, WithExportConfig};
    use opentelemetry_otlp::WithTonicConfig;

    pub(super) fn build(settings: &OtlpSettings) -> Result<SpanExporter, ExporterBuildError> {
        let builder = SpanExporter::builder()
            .with_tonic()
            .with_endpoint(&settings.endpoint)
            .with_timeout(settings.timeout);
        let builder = if settings.gzip {
            builder.with_compression(Compression::Gzip)
        } else {
            builder
        };
        builder.build()
    }
}

#[cfg(not(feature = "otlp-grpc"))]
mod grpc {
    use super::{ExporterBuildError, OtlpSettings, SpanExporter};

    /// The settings never ask for it: without the feature `grpc` is not a protocol they accept.
    pub(super) fn build(settings: &OtlpSettings) -> Result<SpanExporter, ExporterBuildError> {
        super::http(settings)
    }
}
