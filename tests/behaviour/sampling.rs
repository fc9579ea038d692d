//! What leaves is decided when all of a trace is known: whatever failed or was slow, and the share
//! that the head decision took.

use crate::{same, scenario};
use frosted_tests::collector::Span;
use frosted_tests::scenario::Seen;
use std::collections::{BTreeMap, BTreeSet};

const RATIO: (&str, &str) = ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
const QUEUE: (&str, &str) = ("OTEL_BSP_MAX_QUEUE_SIZE", "100000");

fn decided(seen: &Seen, decision: &str) -> f64 {
    let labels = [("decision", decision)];
    seen.page.sum("frosted_traces_total", &labels)
}

fn run(name: &str, environment: &[(&str, &str)]) -> Seen {
    let mut scenario = scenario(name).env(QUEUE.0, QUEUE.1);
    for (name, value) in environment {
        scenario = scenario.env(name, value);
    }
    let seen = scenario.run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

fn traces(seen: &Seen) -> BTreeMap<&str, Vec<&Span>> {
    let mut traces: BTreeMap<&str, Vec<&Span>> = BTreeMap::new();
    for span in &seen.spans {
        traces.entry(&span.trace_id).or_default().push(span);
    }
    traces
}

/// Whether every span but one has its parent among the others.
fn is_whole(spans: &[&Span]) -> bool {
    let ids: BTreeSet<&str> = spans.iter().map(|span| &*span.span_id).collect();
    let roots = spans.iter().filter(|span| span.parent_span_id.is_empty());
    let known = |span: &&&Span| ids.contains(&*span.parent_span_id);
    roots.count() == 1 && spans.iter().filter(known).count() == spans.len() - 1
}

#[test]
fn of_a_thousand_requests_every_failed_and_slow_one_is_kept_whole_and_one_per_cent_else() {
    let seen = run(
        "thousand",
        &[
            RATIO,
            ("OTEL_TRACES_SAMPLER_ARG", "0.01"),
            ("FROSTED_TRACE_SLOW", "100ms"),
        ],
    );
    let traces = traces(&seen);
    let failed: Vec<_> = traces
        .values()
        .filter(|spans| spans.iter().any(|span| span.status == 2))
        .collect();
    let slow: Vec<_> = traces
        .values()
        .filter(|spans| spans.iter().any(|span| span.took.as_millis() >= 100))
        .collect();
    assert_eq!((failed.len(), slow.len()), (7, 3));
    for spans in traces.values() {
        assert!(is_whole(spans), "{spans:#?}");
        let ok = spans.iter().all(|span| span.status != 2);
        assert_eq!(spans.len(), if ok { 5 } else { 4 }, "{spans:#?}");
    }
    let all: f64 = ["sampled", "error", "slow", "dropped"]
        .iter()
        .map(|decision| decided(&seen, decision))
        .sum();
    assert!(same(all, 1000.0), "{all}");
    let sampled = decided(&seen, "sampled");
    assert!((0.0..=30.0).contains(&sampled), "{sampled}");
    // A trace that the head decision took may also have failed.
    let kept = sampled + decided(&seen, "error") + decided(&seen, "slow");
    #[allow(clippy::cast_precision_loss, reason = "a thousand at most")]
    let received = traces.len() as f64;
    assert!(same(kept, received), "{kept} and {received}");
    assert!(same(seen.page.sum("frosted_spans_dropped_total", &[]), 0.0));
}

#[test]
fn a_trace_is_kept_when_somebody_asks_and_when_it_panics() {
    let seen = run("reasons", &[RATIO, ("OTEL_TRACES_SAMPLER_ARG", "0")]);
    // A share of nothing takes none, whatever happens.
    assert!(seen.spans.is_empty());
    let seen = run("reasons", &[RATIO, ("OTEL_TRACES_SAMPLER_ARG", "0.000001")]);
    let names: BTreeSet<&str> = seen.spans.iter().map(|span| &*span.name).collect();
    assert_eq!(names, BTreeSet::from(["wanted", "below", "panics"]));
    for decision in ["requested", "panic", "dropped"] {
        assert!(same(decided(&seen, decision), 1.0), "{decision}");
    }
}

#[test]
fn keeping_can_be_turned_off_and_has_a_budget() {
    let little = ("OTEL_TRACES_SAMPLER_ARG", "0.000001");
    let seen = run("reasons", &[RATIO, little, ("FROSTED_TRACE_KEEP", "off")]);
    assert!(seen.spans.is_empty());
    let seen = run("storm", &[RATIO, little, ("FROSTED_TRACE_BUDGET", "20")]);
    let kept = decided(&seen, "error");
    assert!((20.0..=60.0).contains(&kept), "{kept}");
    assert!(same(kept + decided(&seen, "over_budget"), 500.0));
    assert_eq!(traces(&seen).len().to_string(), kept.to_string());
}

#[test]
fn a_trace_that_is_too_large_is_cut_and_what_is_cut_is_counted() {
    let little = ("OTEL_TRACES_SAMPLER_ARG", "0.000001");
    let seen = run("large", &[RATIO, little]);
    assert_eq!(seen.spans.len(), 10_001);
    assert!(seen.spans.iter().any(|span| span.name == "many"));
    let lost = [("reason", "trace_too_large")];
    let lost = seen.page.sum("frosted_spans_dropped_total", &lost);
    assert!(same(lost, 2_000.0), "{lost}");
}

#[test]
fn nothing_is_lost_of_many_tasks_on_two_threads_but_what_a_counter_names() {
    // Two million with 10050.
    let traces_made = std::env::var("TRACES").map_or(200_u32, |it| it.parse().unwrap());
    let seen = run("millions", &[("FIXTURE_TRACES", &traces_made.to_string())]);
    let spans = f64::from(traces_made) * 199.0;
    for (function, calls) in [("task", 1.0), ("branch", 66.0), ("leaf", 132.0)] {
        let counted = seen.calls(function, "ok");
        assert!(same(counted, calls * f64::from(traces_made)), "{function}");
    }
    #[allow(
        clippy::cast_precision_loss,
        reason = "far below the first inexact number"
    )]
    let received = seen.spans.len() as f64;
    let lost = seen.page.sum("frosted_spans_dropped_total", &[]);
    assert!(same(received + lost, spans), "{received} + {lost}");
    if same(lost, 0.0) {
        for spans in traces(&seen).values() {
            assert!(is_whole(spans));
            times_nest(spans);
        }
    }
}

/// No span begins before its parent or ends after it, within what the clock can tell.
fn times_nest(spans: &[&Span]) {
    const SLACK: u64 = 5_000;
    let by_id: BTreeMap<&str, &&Span> = spans.iter().map(|it| (&*it.span_id, it)).collect();
    for span in spans {
        let Some(parent) = by_id.get(&*span.parent_span_id) else {
            continue;
        };
        let end = |span: &Span| span.start + u64::try_from(span.took.as_nanos()).unwrap();
        assert!(span.start + SLACK >= parent.start, "{span:?} {parent:?}");
        assert!(end(span) <= end(parent) + SLACK, "{span:?} {parent:?}");
    }
}

#[test]
fn memory_stays_as_it_is_with_a_dead_collector_and_nobody_scraping() {
    for ratio in ["1", "0.01"] {
        let seen = crate::scenario_with("steady", None)
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
            .env("OTEL_EXPORTER_OTLP_TIMEOUT", "500")
            .env("OTEL_BSP_SCHEDULE_DELAY", "100")
            .env("OTEL_TRACES_SAMPLER", "traceidratio")
            .env("OTEL_TRACES_SAMPLER_ARG", ratio)
            .env("FROSTED_LOGS", "off")
            .env("FROSTED_FLUSH_TIMEOUT", "1s")
            .env("FIXTURE_SECONDS", "6")
            .run();
        assert!(seen.succeeded, "{}", seen.stderr);
        let line = seen.stderr.lines().find(|it| it.starts_with("resident"));
        let sizes: Vec<u64> = line
            .unwrap()
            .split(' ')
            .skip(1)
            .map(|it| it.parse().unwrap())
            .collect();
        assert!(sizes[1] < sizes[0] + 5 * 1024, "{sizes:?} KiB");
        let lost = seen.page.sum("frosted_spans_dropped_total", &[]);
        assert!(lost > 1000.0, "{lost}");
    }
}

#[test]
fn lines_below_an_ended_call_and_below_many_have_the_fields_around_them() {
    let seen = run("held", &[]);
    let line = seen.line("after the call");
    assert_eq!((&line["order"], &line["tenant"]), (&42.into(), &7.into()));
    let line = seen.line("deep inside");
    assert_eq!((&line["order"], &line["user"]), (&9.into(), &9.into()));
}
