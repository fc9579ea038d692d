//! Spans, log records and metrics over OTLP, each if the settings ask for it.

use super::{Running, clean};
use crate::config::{Batches, Export, Otel, Temporality};
use crate::engine::Outputs;
use crate::export::{Batching, Protocol, Target, Tls};
use crate::otlp::{
    Limits, LogSettings, Otlp, OtlpLogs, OtlpMetrics, PushSettings, SpanLimits, SpanSettings,
};
use crate::redact::Sink;

pub(super) fn prepare(otel: &Otel, running: &mut Running, sinks: &mut Outputs) {
    if otel.traces.is_some() || otel.logs.is_some() {
        running.sinks.push(Sink::Otlp);
    }
    if let Some(export) = &otel.traces {
        prepare_traces(otel, export, running, sinks);
    }
    if let Some(export) = &otel.logs {
        prepare_logs(otel, export, running, sinks);
    }
}

fn prepare_traces(otel: &Otel, export: &Export, running: &mut Running, sinks: &mut Outputs) {
    let settings = SpanSettings {
        target: target(export),
        batching: batching(otel.of_traces),
        max_queue: otel.of_traces.max_queue,
        limits: SpanLimits {
            own: limits(otel.limits.of_span),
            of_event: limits(otel.limits.of_event),
            events: otel.limits.events,
            links: otel.limits.links,
        },
        resource: clean(&otel.resource),
    };
    let output = Otlp::new(&settings);
    let (of_launch, of_show, of_flush) = (output.clone(), output.clone(), output.clone());
    running.add(move || of_launch.launch(settings), move || of_show.show());
    running
        .senders
        .push(Box::new(move |limit| of_flush.flush(limit)));
    sinks.spans = Some(Box::new(output));
}

fn prepare_logs(otel: &Otel, export: &Export, running: &mut Running, sinks: &mut Outputs) {
    let settings = LogSettings {
        target: target(export),
        batching: batching(otel.of_logs),
        max_queue: otel.of_logs.max_queue,
        limits: limits(otel.limits.of_record),
        resource: clean(&otel.resource),
    };
    let output = OtlpLogs::new(&settings);
    let (of_launch, of_show, of_flush) = (output.clone(), output.clone(), output.clone());
    running.add(move || of_launch.launch(settings), move || of_show.show());
    running
        .of_lines
        .push(Box::new(move |limit| of_flush.flush(limit)));
    sinks.events.push(Box::new(output));
}

/// Begins to push metrics, if that is asked for and they are ours.
pub(super) fn push_metrics(otel: &Otel, running: &mut Running) {
    let Some(export) = &otel.metrics else {
        return;
    };
    let output = OtlpMetrics::launch(PushSettings {
        target: Target {
            timeout: export.timeout.min(otel.push_timeout),
            ..target(export)
        },
        interval: otel.interval,
        timeout: otel.push_timeout,
        delta: otel.temporality == Temporality::Delta,
        resource: clean(&otel.resource),
    });
    if let Some(output) = output {
        running
            .senders
            .push(Box::new(move |limit| output.flush(limit)));
        running.pushes_metrics = true;
    }
}

fn target(export: &Export) -> Target {
    Target {
        endpoint: export.endpoint.0.clone(),
        protocol: if export.grpc {
            Protocol::Grpc
        } else {
            Protocol::Http
        },
        gzip: export.gzip,
        timeout: export.timeout,
        headers: export.headers.0.clone(),
        tls: Tls {
            trusted: export.tls.trusted.clone(),
            client: export.tls.client.clone(),
        },
    }
}

fn limits((count, length): (usize, Option<usize>)) -> Limits {
    Limits { count, length }
}

fn batching(batches: Batches) -> Batching {
    Batching {
        delay: batches.delay,
        max: batches.max_batch,
    }
}
