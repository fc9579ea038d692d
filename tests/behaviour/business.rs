//! Business metrics count what the business sees: what was returned, exactly, under closed labels.

use crate::{same, scenario};
use frosted_tests::scenario::Seen;

fn run() -> Seen {
    let seen = scenario("business").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    seen
}

#[track_caller]
fn expect(seen: &Seen, name: &str, labels: &[(&str, &str)], value: f64) {
    let found: Vec<f64> = seen
        .page
        .matching(name, labels)
        .map(|sample| sample.value)
        .collect();
    assert!(
        matches!(found[..], [one] if same(one, value)),
        "{name} {labels:?}: {found:?} and not {value}"
    );
}

#[test]
fn a_function_records_by_its_outcome_and_money_is_exact() {
    let seen = run();
    let book = [("product", "book")];
    let game = [("product", "board_game")];
    expect(&seen, "orders_placed_total", &book, 1_001.0);
    expect(&seen, "orders_placed_total", &game, 4.0);
    expect(&seen, "orders_refused_total", &book, 1.0);
    expect(&seen, "orders_refused_total", &game, 0.0);
    expect(&seen, "orders_seen_total", &[], 1_006.0);
    let acme = [("tenant", "acme"), ("plan", "pro")];
    expect(&seen, "revenue_usd_total", &acme, 30.0);
    let initech = [("tenant", "initech"), ("plan", "pro")];
    expect(&seen, "revenue_usd_total", &initech, 5.0);
    let rest = [("otel_metric_overflow", "true")];
    expect(&seen, "revenue_usd_total", &rest, 5.0);
}

#[test]
fn async_functions_boxed_and_opaque_futures_record_when_they_are_done() {
    let seen = run();
    let bucket = |le| seen.page.sum("basket_value_usd_bucket", &[("le", le)]);
    assert!(same(bucket("10.0"), 0.0) && same(bucket("50.0"), 1.0));
    assert!(same(bucket("100.0"), 2.0) && same(bucket("+Inf"), 2.0));
    expect(&seen, "basket_value_usd_sum", &[], 100.0);
    expect(&seen, "basket_wait_seconds_count", &[], 2.0);
    let half = seen.page.sum("basket_wait_seconds", &[("quantile", "0.5")]);
    assert!((half - 0.25).abs() < 0.002, "{half}");
    expect(&seen, "basket_last", &[], 7_500.0);
    let answered = [("plan", "free"), ("class", "4xx")];
    expect(&seen, "answers_total", &answered, 1.0);
    assert!(same(seen.page.sum("answers_total", &[]), 1.0));
    expect(&seen, "opaque_answers_total", &[("quick", "true")], 1.0);
    expect(&seen, "generic_calls_total", &[("what", "pro")], 3.0);
    expect(&seen, "empty_calls", &[], 1.0);
}

#[test]
fn series_with_closed_labels_are_there_before_anything_is_recorded() {
    let seen = run();
    for plan in ["free", "pro"] {
        for quick in ["true", "false"] {
            let labels = [("plan", plan), ("quick", quick)];
            expect(&seen, "never_recorded_total", &labels, 0.0);
        }
    }
    expect(&seen, "opaque_answers_total", &[("quick", "false")], 0.0);
    expect(
        &seen,
        "upload_size_bytes_count",
        &[("partner", "false")],
        0.0,
    );
}

#[test]
fn a_struct_records_anywhere_and_what_is_no_value_is_counted() {
    let seen = run();
    let acme = [("plan", "pro"), ("tenant", "acme")];
    expect(&seen, "user_signups_total", &acme, 2.0);
    expect(&seen, "open_carts", &[], 5.5);
    expect(
        &seen,
        "upload_size_bytes_count",
        &[("partner", "true")],
        1.0,
    );
    expect(
        &seen,
        "frosted_metrics_dropped_total",
        &[("reason", "bad_value")],
        2.0,
    );
    let lost = [("metric", "revenue_usd")];
    expect(&seen, "frosted_metric_overflow_total", &lost, 2.0);
    let warned: Vec<_> = seen
        .lines
        .iter()
        .filter(|line| line["metric"] == "revenue_usd")
        .collect();
    assert!(
        matches!(warned[..], [line] if line["label"] == "tenant"),
        "{warned:?}"
    );
}

#[test]
fn what_is_within_its_limits_has_its_series_whatever_came_before() {
    let seen = run();
    for (tenant, plan) in [("a", "free"), ("b", "free"), ("a", "pro"), ("b", "pro")] {
        let labels = [("tenant", tenant), ("plan", plan)];
        expect(&seen, "capped_total", &labels, 1.0);
    }
    let rest = [("otel_metric_overflow", "true")];
    expect(&seen, "capped_total", &rest, 1.0);
}

#[test]
fn a_value_may_be_below_zero_and_speak_of_what_was_returned_and_of_the_caller() {
    let seen = run();
    expect(&seen, "balance_usd", &[], -7.0);
    expect(&seen, "shelf_items", &[("plan", "pro")], 4.0);
    expect(&seen, "shelf_added_total", &[("plan", "free")], 1.0);
}

#[test]
fn in_a_recorder_of_the_applications_labels_are_scrubbed_and_capped_too() {
    let seen = crate::scenario_with("foreign-recorder", None).run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let page = &seen.stderr;
    assert!(page.contains("tenants_total{tenant=\"acme\"} 1"), "{page}");
    assert!(
        page.contains("tenants_total{otel_metric_overflow=\"true\"} 1"),
        "{page}"
    );
    assert!(page.contains("fees_usd_total 0.05"), "{page}");
    assert!(!page.contains("4111"), "{page}");
    assert!(
        page.contains("function_calls_total{function=\"foreign\""),
        "{page}"
    );
}

#[test]
fn a_person_or_a_token_on_an_open_label_is_not_shown() {
    let seen = run();
    let page = format!("{:?}", seen.page);
    assert!(!page.contains("eyJhbGci"), "{page}");
}
