//! Exemplars lead from a bucket to a trace.

use crate::{read, run};

/// The lines of a family that have an exemplar.
fn exemplars<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    page.lines()
        .filter(|line| line.starts_with(name) && line.contains(" # {trace_id="))
        .collect()
}

#[test]
fn a_call_in_a_sampled_span_leaves_an_exemplar_on_its_bucket() {
    let page = read(&run("exemplars", &[]), "page");
    let found = exemplars(
        &page,
        "function_calls_duration_seconds_bucket{function=\"slow\"",
    );
    let [line] = found[..] else {
        panic!("{found:?}\n{page}");
    };
    assert!(
        line.contains("le=\"0.05\"") && line.contains(" # {trace_id=\""),
        "{line}"
    );
    let value: f64 = line.rsplit(' ').nth(1).unwrap().parse().unwrap();
    assert!((0.03..0.05).contains(&value), "{line}");
    assert!(exemplars(&page, "outside_total").is_empty());
}

#[test]
fn an_unsampled_span_leaves_none_unless_all_may() {
    let off = ("OTEL_TRACES_SAMPLER", "always_off");
    let page = read(&run("exemplars", &[off]), "page");
    assert!(exemplars(&page, "function_calls").is_empty(), "{page}");
    let all = ("OTEL_METRICS_EXEMPLAR_FILTER", "always_on");
    let page = read(&run("exemplars", &[off, all]), "page");
    assert!(!exemplars(&page, "function_calls").is_empty(), "{page}");
    let none = ("OTEL_METRICS_EXEMPLAR_FILTER", "always_off");
    let page = read(&run("exemplars", &[none]), "page");
    assert!(exemplars(&page, "function_calls").is_empty(), "{page}");
}
