//! What becomes of telemetry itself.

use super::{Family, Labels, Part, counter, gauge};
use crate::names::{
    LABEL_DECISION, LABEL_ERROR_TYPE, LABEL_KIND, LABEL_LEVEL, LABEL_METRIC, LABEL_OUTCOME,
    LABEL_REASON, LABEL_RULE, LABEL_SINK, LOG_CAPACITY, LOG_EVENTS, LOG_PROCESSED, LOG_QUEUE,
    LOG_WRITE_ERRORS, METRIC_OVERFLOW, METRICS_DROPPED, POINTS_EXPORTED, RECORD_CAPACITY,
    RECORD_EXPORTED, RECORD_QUEUE, REDACTIONS, SENTRY_EVENTS, SPAN_CAPACITY, SPAN_EXPORTED,
    SPAN_QUEUE, SPANS_DROPPED, TRACES,
};

const OF_EXPORT: Labels = &[(LABEL_ERROR_TYPE, &["", "queue_full", "export_failed"])];

/// All of them.
pub(super) const FAMILIES: &[Family] = &[
    counter(
        Part::Core,
        REDACTIONS,
        &[
            (LABEL_RULE, &[]),
            (
                LABEL_SINK,
                &["console", "json", "otlp", "sentry", "metrics"],
            ),
        ],
        "Values that were kept from an output, by rule or class.",
    ),
    counter(
        Part::Core,
        TRACES,
        &[(
            LABEL_DECISION,
            &[
                "sampled",
                "panic",
                "error",
                "slow",
                "requested",
                "over_budget",
                "dropped",
            ],
        )],
        "Local roots that ended, by what became of their traces.",
    ),
    counter(
        Part::Core,
        SPANS_DROPPED,
        &[(
            LABEL_REASON,
            &[
                "outbox_full",
                "trace_too_large",
                "memory",
                "after_its_trace",
                "queue_full",
                "export_failed",
            ],
        )],
        "Spans that were lost on their way to the collector, by reason.",
    ),
    counter(
        Part::Core,
        METRICS_DROPPED,
        &[(LABEL_REASON, &["other_kind", "bad_value"])],
        "Metrics and values that could not be recorded, by reason.",
    ),
    counter(
        Part::Core,
        METRIC_OVERFLOW,
        &[(LABEL_METRIC, &[])],
        "Label sets that found no series of their own, by metric.",
    ),
    gauge(
        Part::Core,
        "target_info",
        &[],
        "What is known of this process: its resource attributes.",
    ),
    gauge(
        Part::Logs,
        LOG_QUEUE,
        &[],
        "Log lines that wait to be written.",
    ),
    gauge(
        Part::Logs,
        LOG_CAPACITY,
        &[],
        "How many log lines may wait.",
    ),
    counter(
        Part::Logs,
        LOG_PROCESSED,
        OF_EXPORT,
        "Log lines that were written, or lost for this reason.",
    ),
    counter(
        Part::Logs,
        LOG_EVENTS,
        &[(
            LABEL_LEVEL,
            &["trace", "debug", "info", "warning", "error", "critical"],
        )],
        "Log lines, by level, whether they were written or not.",
    ),
    counter(
        Part::Logs,
        LOG_WRITE_ERRORS,
        &[(LABEL_KIND, &["broken_pipe", "storage_full", "other"])],
        "Writes of log lines that failed, by kind.",
    ),
    gauge(
        Part::Otlp,
        SPAN_QUEUE,
        &[],
        "Ended spans that wait to be exported.",
    ),
    gauge(
        Part::Otlp,
        SPAN_CAPACITY,
        &[],
        "How many ended spans may wait.",
    ),
    counter(
        Part::Otlp,
        SPAN_EXPORTED,
        OF_EXPORT,
        "Spans that were exported, or lost for this reason.",
    ),
    counter(
        Part::Otlp,
        POINTS_EXPORTED,
        &[(LABEL_ERROR_TYPE, &["", "export_failed"])],
        "Values of metrics that were pushed, or not taken for this reason.",
    ),
    gauge(
        Part::Otlp,
        RECORD_QUEUE,
        &[],
        "Log records that wait to be exported.",
    ),
    gauge(
        Part::Otlp,
        RECORD_CAPACITY,
        &[],
        "How many log records may wait.",
    ),
    counter(
        Part::Otlp,
        RECORD_EXPORTED,
        OF_EXPORT,
        "Log records that were exported, or lost for this reason.",
    ),
    counter(
        Part::Sentry,
        SENTRY_EVENTS,
        &[
            (LABEL_LEVEL, &["critical", "error"]),
            (
                LABEL_OUTCOME,
                &["sent", "dropped_ratelimit", "dropped_dedup", "lost"],
            ),
        ],
        "Errors, by what became of their report to Sentry.",
    ),
];
