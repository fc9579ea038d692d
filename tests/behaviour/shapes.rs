//! Every shape of a function is observed like any other: its calls are counted under their outcome,
//! timed once, and each has one span that says the same.

use crate::{same, scenario};

const OK: [f64; 4] = [1.0, 0.0, 0.0, 0.0];
const ERROR: [f64; 4] = [0.0, 1.0, 0.0, 0.0];
const CANCELLED: [f64; 4] = [0.0, 0.0, 1.0, 0.0];
const PANICKED: [f64; 4] = [0.0, 0.0, 0.0, 1.0];

/// Function, and how its calls end: ok, error, cancelled, panicked.
const SHAPES: &[(&str, [f64; 4])] = &[
    // Plain functions
    ("unit", OK),
    ("scalar", OK),
    ("text", OK),
    ("reference", OK),
    ("tuple", OK),
    ("array", OK),
    ("never", PANICKED),
    ("result_ok", OK),
    ("result_error", ERROR),
    ("alias_of_result", ERROR),
    ("unit_result", OK),
    ("early_return", ERROR),
    ("question_mark", ERROR),
    ("result_of_borrow", ERROR),
    ("reborrowed", OK),
    ("option", OK),
    ("option_judged", ERROR),
    ("value_judged", ERROR),
    ("boxed_object", OK),
    ("impl_return", OK),
    ("impl_closure", OK),
    ("result_of_impl", OK),
    ("function_pointer", OK),
    ("generic", OK),
    ("bounded", ERROR),
    ("const_generic", OK),
    ("lifetimes", OK),
    ("impl_argument", OK),
    ("dyn_argument", OK),
    ("closure_argument", OK),
    ("slice", OK),
    ("tuple_pattern", OK),
    ("struct_pattern", ERROR),
    ("nested_pattern", OK),
    ("reference_pattern", OK),
    ("subpattern", OK),
    ("mut_parameter", OK),
    ("ref_binding", OK),
    ("underscores", OK),
    ("unused", OK),
    ("two_names", OK),
    ("lenient", OK),
    ("judged_borrow", ERROR),
    ("function_object", OK),
    ("projected_future", OK),
    ("makes_futures", OK),
    ("marked_unsafe", OK),
    ("foreign", OK),
    ("unsafe_foreign", OK),
    ("inner_attribute", OK),
    ("inner_items", OK),
    ("conditional", OK),
    ("match", OK),
    ("recursive", [0.0, 3.0, 0.0, 0.0]),
    ("outer_of_inner", OK),
    ("inner_of_outer", OK),
    ("own_names", OK),
    ("shadowed", OK),
    ("diverges_inside", ERROR),
    ("panics", PANICKED),
    ("swallows_a_panic", ERROR),
    ("associated_types", ERROR),
    ("projected", OK),
    ("tracked_value", OK),
    ("tracked", [2.0, 2.0, 0.0, 1.0]),
    ("attributes", OK),
    ("moved", OK),
    ("captured_later", OK),
    ("from_fragments", ERROR),
    ("from_macro", OK),
    ("without_prelude", ERROR),
    ("own_result", OK),
    ("async_without_prelude", OK),
    // Methods
    ("associated", OK),
    ("by_reference", OK),
    ("by_mut_reference", ERROR),
    ("by_value", OK),
    ("by_mut_value", OK),
    ("by_box", OK),
    ("by_rc", OK),
    ("by_arc", OK),
    ("by_pin", OK),
    ("field_of_self", OK),
    ("named_by_constant", OK),
    ("add", OK),
    ("drop", OK),
    ("next", OK),
    ("default_method", ERROR),
    ("trait_method", OK),
    ("default_generic", OK),
    ("Shelf::block_method", ERROR),
    ("Shelf::block_renamed", OK),
    ("Shelf::block_unit", OK),
    ("Shelf::block_async", ERROR),
    ("(u8,u8)::block_trait_method", OK),
    // `async fn`
    ("async_unit", OK),
    ("async_ok", OK),
    ("async_error", ERROR),
    ("async_early_return", ERROR),
    ("async_question_mark", ERROR),
    ("async_borrowed", OK),
    ("async_generic", OK),
    ("async_impl_argument", OK),
    ("async_impl_return", OK),
    ("async_closure_return", OK),
    ("async_unsafe", OK),
    ("async_never", PANICKED),
    ("async_panics", PANICKED),
    ("async_cancelled", CANCELLED),
    ("async_patterns", OK),
    ("async_fields", OK),
    ("async_judged", ERROR),
    ("async_recursive", [3.0, 0.0, 0.0, 0.0]),
    ("async_large", OK),
    ("native_trait_method", OK),
    ("native_default_method", ERROR),
    ("object_method", OK),
    ("object_method_below", OK),
    ("object_default_method", [0.0, 1.0, 0.0, 0.0]),
    ("Other::object_method", ERROR),
    ("Other::object_method_below", OK),
    // Futures and streams that are handed out
    ("future_block", ERROR),
    ("future_after_statements", OK),
    ("future_ready", ERROR),
    ("future_of_unit", OK),
    ("future_borrowing", OK),
    ("future_question_mark", ERROR),
    ("future_boxed", ERROR),
    ("future_boxed_alias", OK),
    ("future_boxed_local", OK),
    ("future_panics", PANICKED),
    ("future_unpolled", CANCELLED),
    ("future_dropped", CANCELLED),
    ("associated_future", ERROR),
    ("stream_opaque", OK),
    ("stream_fails", ERROR),
    ("stream_boxed", ERROR),
    ("stream_alias", OK),
    ("stream_dropped", CANCELLED),
];

const RESULTS: [&str; 4] = ["ok", "error", "cancelled", "panicked"];

#[test]
fn every_shape_is_counted_and_has_its_span() {
    let seen = scenario("shapes")
        .env("RUST_LOG", "info,fixture=debug")
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    assert!(SHAPES.len() > 100);
    let mut faults = Vec::new();
    let mut check = |holds: bool, what: String| {
        if !holds {
            faults.push(what);
        }
    };
    for (function, counts) in SHAPES {
        for (result, count) in RESULTS.into_iter().zip(counts) {
            let calls = seen.calls(function, result);
            check(
                same(calls, *count),
                format!("{function} {result}: {calls} calls"),
            );
            let spans = seen.spans.iter().filter(|span| {
                let name = span.text("code.function.name");
                name.strip_suffix(function).is_some_and(|module| {
                    module.starts_with("fixture::shapes::")
                        && module.ends_with("::")
                        && (function.contains("::") || !module.ends_with("Other::"))
                }) && span.text("frosted.outcome") == result
            });
            let spans = f64::from(u32::try_from(spans.count()).unwrap());
            check(
                same(spans, *count),
                format!("{function} {result}: {spans} spans"),
            );
        }
        let labels = [("function", *function)];
        let samples = seen
            .page
            .sum("function_calls_duration_seconds_count", &labels);
        check(
            same(samples, counts.iter().sum()),
            format!("{function}: {samples} samples"),
        );
        let gauge = seen.page.sum("function_calls_concurrent", &labels);
        check(same(gauge, 0.0), format!("{function}: {gauge} in flight"));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A function that is in the scenario and not in the table would be a shape that nobody checks.
#[test]
fn every_shape_of_the_scenario_is_in_the_table() {
    let seen = scenario("shapes").run();
    for sample in seen.page.matching("function_calls_total", &[]) {
        let module = &sample.labels["module"];
        let function = &sample.labels["function"];
        if module.starts_with("fixture::shapes") {
            let known = SHAPES.iter().any(|(name, _)| name == function);
            assert!(known, "{function} is not in the table");
        }
    }
}
