//! Messages of `#[business_metric]` and `#[derive(Label)]`.

/// `#[business_metric]` on something that is neither a function nor a struct.
pub(crate) fn not_measured() -> String {
    "a business metric goes on a function or method, or on a struct whose fields are its labels"
        .to_owned()
}

/// `#[business_metric]` on a function that cannot be measured.
pub(crate) fn not_measurable(what: &str) -> String {
    format!(
        "{what} cannot record a business metric; put the attribute on the function that calls it"
    )
}

/// No kind, or none that there is.
pub(crate) fn no_metric_kind(nearest: Option<&str>) -> String {
    let hint = nearest.map_or_else(String::new, |nearest| {
        format!(", did you mean `{nearest}`?")
    });
    format!(
        "a business metric begins with its kind, `counter`, `gauge`, `histogram` or `summary`, and its name: `counter, \"orders_placed\"`{hint}"
    )
}

/// A metric without a name.
pub(crate) fn no_metric_name() -> String {
    "a business metric needs a name after its kind: `counter, \"orders_placed\"`".to_owned()
}

/// A name that Prometheus would not take, or that is not written as metrics are.
pub(crate) fn bad_metric_name() -> String {
    "a metric's name is a string in snake case, such as `\"orders_placed\"`".to_owned()
}

/// A suffix that the page gives to other lines.
pub(crate) fn reserved_suffix(suffix: &str) -> String {
    format!(
        "a metric's name cannot end with `{suffix}`, which marks a line of another kind; leave it out"
    )
}

/// A name or unit that is no base unit.
pub(crate) fn not_a_base_unit(unit: &str, base: &str) -> String {
    format!(
        "`{unit}` is no base unit of Prometheus; measure in {base}, and say `unit = \"{base}\"`"
    )
}

/// A unit that is not spelled as one.
pub(crate) fn bad_unit() -> String {
    "a unit is a string in lower case, such as `\"usd\"`, `\"seconds\"` or `\"bytes\"`".to_owned()
}

/// A name with the suffix of another unit.
pub(crate) fn other_unit(of_name: &str, unit: &str) -> String {
    format!(
        "the name ends with the unit `{of_name}`, and the unit is `{unit}`; leave the unit out of the name"
    )
}

/// A name that another metric of another kind has.
pub(crate) fn other_kind(name: &str, kind: &str) -> String {
    format!("`{name}` is the name of a {kind} already; a name has one kind")
}

/// A text that is empty or no string.
pub(crate) fn bad_help() -> String {
    "`help` is a sentence for those who read the metric, such as `help = \"Orders accepted\"`"
        .to_owned()
}

/// A scale that is no power of ten.
pub(crate) fn bad_scale() -> String {
    "`scale` says how many minor units make one: 10, 100, 1000 and so on up to 1000000000"
        .to_owned()
}

/// Bounds that are none.
pub(crate) fn bad_buckets() -> String {
    "`buckets` are upper bounds, ascending numbers: `buckets = [10, 50, 100]`".to_owned()
}

/// A key that only some kinds have.
pub(crate) fn key_of_kind(key: &str, kinds: &str) -> String {
    format!("`{key}` is for {kinds}")
}

/// A gauge, histogram or summary of nothing.
pub(crate) fn no_value(kind: &str) -> String {
    format!("a {kind} needs a value: `value = ret.items`")
}

/// A counter that would go down.
pub(crate) fn negative_value() -> String {
    "a counter only grows; use a `gauge` for what goes down".to_owned()
}

/// Money as a float.
pub(crate) fn float_value() -> String {
    "a counter counts whole numbers; count money in minor units, such as cents, with `scale = 100`"
        .to_owned()
}

/// When to record, in words that do not exist.
pub(crate) fn bad_on() -> String {
    "`on` is `ok` (the default), `error` or `always`".to_owned()
}

/// `ret` where nothing is returned that could be seen.
pub(crate) fn ret_without_ok() -> String {
    "`ret` is what the function returned without an error, so it is there with `on = ok` only"
        .to_owned()
}

/// A key that a struct cannot have.
pub(crate) fn key_of_function(key: &str) -> String {
    format!(
        "`{key}` is for functions; a struct's fields are its labels, and its methods take the value"
    )
}

/// A struct whose fields cannot be labels.
pub(crate) fn not_labels() -> String {
    "the fields of this struct are the labels of the metric, so they need names: `struct Signups { plan: Plan }`"
        .to_owned()
}

/// Generics on a metric.
pub(crate) fn generic_metric() -> String {
    "a metric is one thing, and cannot be generic; name the types of its labels".to_owned()
}

/// An entry of `labels(..)` that is none.
pub(crate) fn bad_label() -> String {
    "a label is `name = value`, `name`, or `name = label(value, max = 100)` for an open value"
        .to_owned()
}

/// A label's name that Prometheus would not take.
pub(crate) fn bad_label_name(name: &str) -> String {
    format!(
        "`{name}` cannot be the name of a label; a label has a name in snake case that is none of `le`, `quantile`, `job` and `instance`, which Prometheus sets, and does not begin with `__`"
    )
}

/// A label whose name speaks of a secret.
pub(crate) fn sensitive_label(name: &str) -> String {
    format!(
        "`{name}` is the name of something that is never shown, and a label is shown to everybody; leave it out"
    )
}

/// A label that is given twice.
pub(crate) fn duplicate_label(name: &str) -> String {
    format!("the label `{name}` is given twice; keep one of them")
}

/// A cap that is none.
pub(crate) fn bad_max() -> String {
    "`max` is how many values the label may have, a number from 1 to 10000".to_owned()
}

/// `#[derive(Label)]` on something whose values are not a closed set.
pub(crate) fn not_closed() -> String {
    "only an enum without data has a closed set of values; cap an open value instead: `label(value, max = 100)`"
        .to_owned()
}

/// `#[derive(Label)]` on a type with rules of redaction.
pub(crate) fn classified_label() -> String {
    "this type has a class, and a label is shown to everybody; a classified value cannot stand on one"
        .to_owned()
}

/// A label's value that is none.
pub(crate) fn bad_label_value() -> String {
    "a label's value is a string that is not empty, at most 64 characters long".to_owned()
}

/// Two variants with the same value.
pub(crate) fn duplicate_label_value(value: &str) -> String {
    format!("two variants have the value `{value}`, and could not be told apart")
}

/// A key of a struct's field on an enum, or the other way round.
pub(crate) fn misplaced_label_key(key: &str) -> String {
    format!(
        "`{key}` has no meaning here: `value` and `crate` are for enums that derive `Label`, `max` is for fields of a business metric"
    )
}
