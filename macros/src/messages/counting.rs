//! Messages about labels, buckets and objectives of functions and routes.

/// Bounds of durations that are none.
pub(crate) fn bad_bounds() -> String {
    "`buckets` takes ascending durations, 16 at most: `buckets = [\"10ms\", \"100ms\", \"1s\"]`"
        .to_owned()
}

/// A label that the metrics of functions have anyway.
pub(crate) fn taken_label(name: &str) -> String {
    format!("the metrics of functions have a label `{name}` already; give this one another name")
}

/// `labels(tenant = label(tenant, max = 500))` on a function.
pub(crate) fn open_label() -> String {
    "a function has series for every value of a label, so the values must be a closed set; count an open value with `#[business_metric]`"
        .to_owned()
}

/// A label, buckets or an objective of calls that nobody counts.
pub(crate) fn nothing_counted(key: &str) -> String {
    format!(
        "`{key}` is about the metrics of this function, which `metrics = false` switches off; keep one of the two"
    )
}

/// A name of an objective in other letters than a label should have.
pub(crate) fn bad_slo_name() -> String {
    "an objective has a name of small letters, digits, `-` and `_`, a letter first: `name = \"checkout\"`"
        .to_owned()
}

/// A goal that is no exact percentage.
pub(crate) fn bad_goal() -> String {
    "a goal is the per cent of calls that must be good, as text, as it is taken exactly: above 0, below 100, with up to five digits after the point, such as `\"99.9\"`"
        .to_owned()
}

/// A goal that cannot be missed so fast that the first alert fires.
pub(crate) fn unreachable(goal: &str, errors: &str) -> String {
    format!(
        "an objective of {goal}% cannot burn at 14.4\u{d7}, as the alert for pages asks: {errors}% of calls would have to fail; the lowest objective that can is 93.06%, or write `allow_unreachable` to go without the alerts that can never fire"
    )
}

/// A limit that is no duration.
pub(crate) fn bad_le() -> String {
    "`le` is what a good call takes at most, a whole number with its unit: `le = \"250ms\"`"
        .to_owned()
}

/// `latency(le = "250ms")`
pub(crate) fn half_latency() -> String {
    "`latency` says what a good call takes at most, and how many calls must be good: `latency(le = \"250ms\", target = \"99\")`"
        .to_owned()
}

/// A limit between two bounds.
pub(crate) fn no_bound(le: &str, neighbours: &str) -> String {
    format!(
        "`{le}` is no bound of the buckets, so nobody could tell which calls are faster; the nearest are {neighbours}, and a function can have bounds of its own: `buckets = [..]`"
    )
}

/// `slo()`
pub(crate) fn nothing_promised() -> String {
    "an objective needs `availability = \"99.9\"`, `latency(le = \"250ms\", target = \"99\")`, or both"
        .to_owned()
}

/// A route that is no path.
pub(crate) fn bad_route() -> String {
    "`route` is the template of a route as the router has it: `route = \"/orders/{id}\"`".to_owned()
}

/// A method that is none.
pub(crate) fn bad_method() -> String {
    "`method` is the method of a request in capitals: `method = \"POST\"`".to_owned()
}
