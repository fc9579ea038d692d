//! What becomes of telemetry.

use super::{Panel, panel};

/// Lines, traces, values that were kept back, and losses.
pub(in crate::ops::dashboards) fn telemetry() -> Vec<Panel> {
    vec![
        panel(
            "Log lines",
            "ops",
            &[(
                "sum by (level) (rate(log_events_total{$these}[$__rate_interval]))",
                "{{level}}",
            )],
        ),
        panel(
            "Lines and spans that wait to be written",
            "short",
            &[
                ("sum(otel_sdk_processor_log_queue_size{$these})", "lines"),
                (
                    "sum(otel_sdk_processor_span_queue_size{$these}) or vector(0)",
                    "spans",
                ),
            ],
        )
        .runbook("telemetrylost"),
        panel(
            "Log lines that were lost",
            "ops",
            &[(
                "sum by (error_type) (rate(otel_sdk_processor_log_processed_total{$these,error_type!=\"\"}[$__rate_interval]))",
                "{{error_type}}",
            )],
        ),
        panel(
            "Traces",
            "ops",
            &[(
                "sum by (decision) (rate(frosted_traces_total{$these}[$__rate_interval]))",
                "{{decision}}",
            )],
        ),
        panel(
            "Spans that were lost",
            "ops",
            &[(
                "sum by (reason) (rate(frosted_spans_dropped_total{$these}[$__rate_interval]))",
                "{{reason}}",
            )],
        )
        .runbook("telemetrylost"),
        panel(
            "Values that were kept from outputs",
            "ops",
            &[(
                "sum by (rule, sink) (rate(frosted_redactions_total{$these}[$__rate_interval]))",
                "{{rule}} {{sink}}",
            )],
        ),
        panel(
            "Metrics and values that were not recorded",
            "ops",
            &[(
                "sum by (reason) (rate(frosted_metrics_dropped_total{$these}[$__rate_interval]))",
                "{{reason}}",
            )],
        )
        .runbook("metricoverflow"),
    ]
}
