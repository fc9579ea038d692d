//! A collector that is absent, slow to recover, or hanging: the program does not notice.

use crate::{same, scenario, scenario_with};
use frosted_tests::collector::{Collector, Manner};
use frosted_tests::free_port;
use std::time::Duration;

#[test]
fn spans_that_were_refused_are_sent_again() {
    let seen = scenario_with("outcomes", Some(Collector::start(Manner::RefusesFirst(2)))).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    assert_eq!(
        seen.spans
            .iter()
            .filter(|span| span.name == "sync_call")
            .count(),
        3
    );
    assert!(
        !seen
            .lines
            .iter()
            .any(|line| line["message"] == "traces are not exported")
    );
}

#[test]
fn compressed_exports_arrive() {
    let seen = scenario("outcomes")
        .env("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
        .run();
    assert_eq!(
        seen.spans
            .iter()
            .filter(|span| span.name == "sync_call")
            .count(),
        3
    );
}

#[test]
fn a_collector_that_is_not_there_is_reported_once() {
    let endpoint = format!("http://127.0.0.1:{}", free_port());
    let seen = scenario_with("outcomes", None)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)
        .env("FROSTED_FLUSH_TIMEOUT", "2s")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    assert!(same(seen.calls("sync_call", "ok"), 1.0));
    assert!(seen.took < Duration::from_secs(8), "{:?}", seen.took);
    let reports = seen
        .lines
        .iter()
        .filter(|line| line["message"] == "traces are not exported");
    assert!(reports.count() <= 1);
}

#[test]
fn a_collector_that_hangs_does_not_keep_the_program() {
    let seen = scenario_with("outcomes", Some(Collector::start(Manner::Hangs)))
        .env("FROSTED_FLUSH_TIMEOUT", "1s")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    assert!(same(seen.calls("sync_call", "ok"), 1.0));
    let (least, most) = (Duration::from_millis(900), Duration::from_secs(8));
    assert!((least..most).contains(&seen.took), "{:?}", seen.took);
}

#[test]
fn a_full_queue_drops_and_the_loss_is_reported() {
    let seen = scenario_with("blocked", Some(Collector::start(Manner::Hangs)))
        .env("OTEL_BSP_MAX_QUEUE_SIZE", "100")
        .env("OTEL_EXPORTER_OTLP_TIMEOUT", "200")
        .env("FROSTED_FLUSH_TIMEOUT", "4s")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    assert!(same(seen.calls("nothing", "ok"), 20_000.0));
    let line = seen.line("traces are not exported");
    assert_eq!(line["level"], "warning");
    assert!(line["lost_spans"].as_u64().unwrap() > 0);
}

#[test]
fn a_collector_that_asks_for_ages_is_left_alone() {
    let seen = scenario_with("reasons", Some(Collector::start(Manner::Never))).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    assert!(seen.took < Duration::from_secs(5), "{:?}", seen.took);
    let line = seen.line("traces are not exported");
    assert_eq!(line["reason"], "the collector did not take them");
    let lost = [("reason", "export_failed")];
    assert!(seen.page.sum("frosted_spans_dropped_total", &lost) >= 1.0);
}
