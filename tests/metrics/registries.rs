//! Random registries: the same steps in three recorders give the same samples.

use crate::{read, run};
use frosted_tests::prometheus::Page;
use std::collections::BTreeMap;

/// How many random registries are compared.
const SEEDS: u64 = 24;

type Samples = BTreeMap<(String, BTreeMap<String, String>), f64>;

/// The samples of a page that the steps made, with bounds as numbers: their spelling differs.
fn samples(page: &str) -> Samples {
    let Page(samples) = Page::parse(page);
    let of_steps = |name: &str| {
        ["count_", "level_", "took_"]
            .iter()
            .any(|start| name.starts_with(start))
    };
    samples
        .into_iter()
        .filter(|sample| of_steps(&sample.name))
        .map(|mut sample| {
            if let Some(le) = sample.labels.get_mut("le") {
                *le = format!("{:?}", le.parse::<f64>().unwrap());
            }
            ((sample.name, sample.labels), sample.value)
        })
        .collect()
}

#[track_caller]
fn assert_same(ours: &Samples, others: &Samples, seed: u64) {
    let keys = |samples: &Samples| samples.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(ours), keys(others), "seed {seed}");
    for (key, value) in ours {
        let other = others[key];
        assert!(
            (value - other).abs() <= 1e-9 * value.abs().max(1.0),
            "seed {seed}, {key:?}: {value} and {other}"
        );
    }
}

#[test]
fn the_same_steps_give_the_same_samples_in_three_recorders() {
    let mut compared = 0;
    for seed in 1..=SEEDS {
        let folder = run("random-registry", &[("FIXTURE_SEED", &seed.to_string())]);
        let ours = samples(&read(&folder, "page"));
        assert_same(&ours, &samples(&read(&folder, "page.naive")), seed);
        assert_same(&ours, &samples(&read(&folder, "page.theirs")), seed);
        compared += ours.len();
    }
    assert!(compared > 10_000, "{compared} samples");
}

#[test]
fn a_label_with_ten_thousand_values_keeps_its_total_and_warns_once() {
    let folder = run("cardinality", &[]);
    let page = Page::parse(&read(&folder, "page"));
    let series = page.matching("calls_total", &[]).count();
    assert_eq!(series, 2001);
    assert!((page.sum("calls_total", &[]) - 20_000.0).abs() < 0.5);
    let rest = page.sum("calls_total", &[("otel_metric_overflow", "true")]);
    assert!((rest - 16_000.0).abs() < 0.5, "{rest}");
    let lost = page.sum(
        "frosted_metric_overflow_total",
        &[("metric", "calls_total")],
    );
    assert!((lost - 16_000.0).abs() < 0.5, "{lost}");
}

#[test]
fn the_cap_can_be_set() {
    let folder = run("cardinality", &[("FROSTED_METRIC_SERIES", "10")]);
    let page = Page::parse(&read(&folder, "page"));
    assert_eq!(page.matching("calls_total", &[]).count(), 11);
    assert!((page.sum("calls_total", &[]) - 20_000.0).abs() < 0.5);
}

#[test]
fn what_is_no_value_is_left_out_and_a_name_has_one_kind() {
    let folder = run("values", &[]);
    let text = read(&folder, "page");
    let page = Page::parse(&text);
    let one = |name: &str| {
        let found: Vec<f64> = page.matching(name, &[]).map(|it| it.value).collect();
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        found[0]
    };
    assert!((one("level") - 3.0).abs() < 1e-9);
    assert!((one("took_seconds_count") - 1.0).abs() < 1e-9);
    assert!((one("took_seconds_sum") - 0.2).abs() < 1e-9);
    assert!((one("taken") - 1.0).abs() < 1e-9);
    assert!((one("raised_total") - 10.0).abs() < 1e-9);
    let odd = [("odd_label", "x"), ("label_le", "y")];
    assert!((page.sum("__odd_name_total", &odd) - 1.0).abs() < 1e-9);
    let reserved = |label| page.sum("reserved_total", &[(label, "y")]);
    assert!((reserved("label_name__") - 1.0).abs() < 1e-9);
    let dropped = |reason| page.sum("frosted_metrics_dropped_total", &[("reason", reason)]);
    assert!((dropped("bad_value") - 4.0).abs() < 1e-9);
    assert!((dropped("other_kind") - 3.0).abs() < 1e-9);
    assert!(
        text.contains("# HELP level A \"level\"\\nwith \\\\ in it.\n"),
        "{text}"
    );
}
