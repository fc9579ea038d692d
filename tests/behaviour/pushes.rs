//! Metrics that are pushed over OTLP: the same as on the page, under the names of the semantic
//! conventions, and nothing of them lost when a push is.

use crate::{same, scenario, scenario_with};
use frosted_tests::collector::{Collector, Manner, Point, PointKind};
use frosted_tests::prometheus::Sample;
use frosted_tests::scenario::Seen;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

type Labels = BTreeMap<String, String>;

/// The last value of each sample that a Prometheus behind the collector would have.
fn last(points: &[Point]) -> BTreeMap<(String, Labels), f64> {
    let samples = points.iter().flat_map(Point::samples);
    samples
        .map(
            |Sample {
                 name,
                 labels,
                 value,
             }| ((name, labels), value),
        )
        .collect()
}

/// The page, without the labels that say nothing, and without what changes by itself.
fn shown(seen: &Seen) -> BTreeMap<(String, Labels), f64> {
    let steady = |name: &str| {
        let moving = ["process_", "tokio_", "otel_sdk_", "frosted_", "target_info"];
        !moving.iter().any(|prefix| name.starts_with(prefix))
    };
    let samples = seen.page.0.iter();
    let samples = samples.filter(|sample| steady(&sample.name) && !sample.value.is_nan());
    samples
        .map(
            |Sample {
                 name,
                 labels,
                 value,
             }| {
                let labels = labels.clone().into_iter();
                let labels = labels.filter(|(_, value)| !value.is_empty()).collect();
                ((name.clone(), labels), *value)
            },
        )
        .collect()
}

#[test]
fn what_is_pushed_at_the_end_is_what_the_page_shows() {
    for name in ["outcomes", "business", "http"] {
        let seen = scenario(name).run();
        assert!(seen.succeeded, "{}", seen.stderr);
        let pushed = last(&seen.points);
        let shown = shown(&seen);
        assert!(shown.len() > 50, "{shown:#?}");
        for (series, value) in &shown {
            // Prometheus gives every counter its suffix, also those that are `exact` here.
            let suffixed = (format!("{}_total", series.0), series.1.clone());
            let found = pushed.get(series).or_else(|| pushed.get(&suffixed));
            let found = found.unwrap_or_else(|| panic!("{name}: {series:?} was not pushed"));
            assert!(same(*found, *value), "{series:?}: {found} for {value}");
        }
        // And nothing else: every pushed name is one of the page.
        let names: BTreeSet<&str> = seen.page.0.iter().map(|it| it.name.as_str()).collect();
        for (pushed, _) in pushed.keys() {
            let exact = pushed.strip_suffix("_total").unwrap_or(pushed);
            let is_shown = names.contains(pushed.as_str()) || names.contains(exact);
            assert!(is_shown, "{name}: {pushed} is not on the page");
        }
    }
}

#[test]
fn metrics_have_the_names_units_and_kinds_of_the_conventions() {
    let seen = scenario("http").run();
    let of = |name: &str| {
        let mut found = seen.points.iter().filter(|point| point.name == name);
        found.next().unwrap_or_else(|| panic!("no {name}"))
    };
    let duration = of("http.server.request.duration");
    assert_eq!(
        (duration.kind, duration.unit.as_str()),
        (PointKind::Histogram, "s")
    );
    let method = format!("{:?}", duration.attributes["http.request.method"]);
    assert!(method.starts_with("StringValue"), "{method}");
    let status = format!("{:?}", duration.attributes["http.response.status_code"]);
    assert!(status.starts_with("IntValue"), "{status}");
    let memory = of("process.memory.usage");
    assert_eq!(
        (memory.kind, memory.unit.as_str()),
        (PointKind::UpDownCounter, "By")
    );
    assert_eq!(of("process.cpu.time").kind, PointKind::Counter);
    assert_eq!(of("process.uptime").kind, PointKind::Gauge);
    assert_eq!(of("function_calls").kind, PointKind::Counter);
    let service = format!("{:?}", duration.resource["service.name"]);
    assert_eq!(service, "StringValue(\"frosted-tests\")");
}

/// Runs for a second and pushes all the time.
fn busy(collector: Collector, temporality: &str) -> Seen {
    scenario_with("steady", Some(collector))
        .env("FIXTURE_SECONDS", "1")
        .env("OTEL_METRIC_EXPORT_INTERVAL", "10")
        .env(
            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
            temporality,
        )
        .run()
}

/// The calls of all functions in the pushes.
fn calls(seen: &Seen) -> Vec<&Point> {
    let all = seen.points.iter();
    all.filter(|point| point.name == "function_calls").collect()
}

#[test]
fn deltas_add_up_to_the_whole_though_pushes_are_rejected() {
    let collector = Collector::start(Manner::RejectsFirst(3));
    let seen = busy(collector, "delta");
    assert!(seen.succeeded, "{}", seen.stderr);
    let mut ends: BTreeMap<String, u64> = BTreeMap::new();
    for point in calls(&seen) {
        assert!(point.is_delta);
        let series = format!("{:?}", point.attributes);
        if let Some(end) = ends.insert(series, point.at) {
            assert_eq!(point.start, end, "a gap or an overlap");
        }
    }
    let pushed: f64 = calls(&seen).iter().map(|point| point.value).sum();
    let counted = seen.page.sum("function_calls_total", &[]);
    assert!(
        counted > 1000.0 && same(pushed, counted),
        "{pushed} of {counted}"
    );
    let times = |name| seen.points.iter().filter(move |point| point.name == name);
    let pushed: f64 = times("function_calls_duration_seconds")
        .map(|it| it.value)
        .sum();
    assert!(same(pushed, counted), "{pushed} of {counted}");
    let line = seen.line("metrics are not exported");
    assert_eq!(line["reason"], "the collector did not take them");
    seen.line("metrics are exported again");
}

#[test]
fn cumulative_numbers_never_fall_and_start_once() {
    let seen = busy(Collector::start(Manner::Accepts), "cumulative");
    let mut before: BTreeMap<String, &Point> = BTreeMap::new();
    let mut pushes = BTreeSet::new();
    for point in calls(&seen) {
        assert!(!point.is_delta);
        pushes.insert(point.at);
        let series = format!("{:?}", point.attributes);
        if let Some(before) = before.insert(series, point) {
            assert!(before.value <= point.value && before.at <= point.at);
            assert_eq!(before.start, point.start);
        }
    }
    assert!(pushes.len() > 2, "{} pushes", pushes.len());
}

#[test]
fn exemplars_lead_to_their_traces() {
    let seen = scenario("http").run();
    let traces: BTreeSet<&str> = seen.spans.iter().map(|span| &*span.trace_id).collect();
    let exemplars: Vec<&String> = seen.points.iter().flat_map(|it| &it.exemplars).collect();
    assert!(!exemplars.is_empty());
    for trace in exemplars {
        assert!(traces.contains(trace.as_str()), "{trace} is nowhere");
    }
}

#[test]
fn nothing_is_pushed_unless_it_is_asked_for() {
    for exporter in ["none", "prometheus"] {
        let seen = scenario("outcomes")
            .env("OTEL_METRICS_EXPORTER", exporter)
            .run();
        assert!(seen.points.is_empty() && !seen.spans.is_empty());
        assert_eq!(seen.line("telemetry started")["metrics_pushed"], false);
    }
    let seen = scenario("outcomes").run();
    assert_eq!(seen.line("telemetry started")["metrics_pushed"], true);
}

#[test]
fn a_collector_that_takes_only_some_is_believed() {
    let seen = scenario_with("reasons", Some(Collector::start(Manner::TakesSome))).run();
    let lost = seen.page.sum(
        "frosted_spans_dropped_total",
        &[("reason", "export_failed")],
    );
    assert!(lost >= 2.0 && same(lost % 2.0, 0.0), "{lost}");
    let failed = [("error_type", "export_failed")];
    let not_exported = seen
        .page
        .sum("otel_sdk_exporter_span_exported_total", &failed);
    assert!(same(lost, not_exported), "{lost} {not_exported}");
    let values = "otel_sdk_exporter_metric_data_point_exported_total";
    assert!(seen.page.sum(values, &failed) >= 2.0);
    let line = seen.line("traces are not exported");
    assert_eq!(line["reason"], "the collector took only some of them");
}

#[test]
fn a_collector_that_is_not_there_keeps_nobody_at_the_end() {
    let endpoint = format!("http://127.0.0.1:{}", frosted_tests::free_port());
    let seen = scenario_with("outcomes", None)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)
        .env("FROSTED_FLUSH_TIMEOUT", "30s")
        .run();
    assert!(
        seen.succeeded && seen.took < Duration::from_secs(5),
        "{:?}",
        seen.took
    );
}
