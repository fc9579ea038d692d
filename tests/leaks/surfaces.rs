//! Every place where a value can meet telemetry, each with a canary of its own.

/// A place, and which of the walls keeps its canary in.
pub(crate) struct Surface {
    pub(crate) name: &'static str,
    /// Without one of these walls, the canary gets out; of none, no wall is asked: nothing looks
    /// at the value at all.
    pub(crate) walls: &'static [&'static str],
}

const fn by(name: &'static str, walls: &'static [&'static str]) -> Surface {
    Surface { name, walls }
}

/// All of them. The names are the canaries, behind a prefix.
pub(crate) const SURFACES: &[Surface] = &[
    // Arguments.
    by("argument-text", &["scalars"]),
    by("argument-opaque", &[]),
    by("argument-generic", &[]),
    by("argument-class", &["policy"]),
    by("argument-inline", &["policy"]),
    by("argument-rules", &["policy"]),
    by("self", &[]),
    // One canary for each class.
    by("field-internal-strict", &["policy"]),
    by("field-pii", &["policy"]),
    by("field-pan", &["policy"]),
    by("field-health", &["policy"]),
    by("field-secret", &["policy"]),
    by("field-taxonomy", &["policy"]),
    by("field-hidden-variant", &[]),
    by("field-dropped", &[]),
    by("field-bytes", &[]),
    by("map-key", &["policy"]),
    by("map-value", &["policy"]),
    by("field-url", &["url"]),
    by("field-public-text", &["scrub"]),
    by("debug-outer", &["policy"]),
    by("redacted-json", &["policy"]),
    by("returned", &["policy"]),
    by("returned-text", &["scalars"]),
    // Fields by name.
    by("named-field", &["names"]),
    by("named-debug", &["names"]),
    by("recorded-later", &["names"]),
    by("explicit-field", &["scrub"]),
    by("span-name", &["scrub"]),
    // Errors.
    by("error-text", &[]),
    by("error-source", &["errors", "sources"]),
    by("error-rules", &["policy"]),
    by("error-display", &["scrub"]),
    by("error-value", &[]),
    by("json-error", &["scrub"]),
    by("sql-error", &["scrub"]),
    by("io-error", &["scrub"]),
    // Panics.
    by("panic-text", &["panics", "scrub"]),
    by("panic-assert", &["panics", "scrub"]),
    by("panic-unwrap", &["panics", "scrub"]),
    by("panic-slice", &["panics", "scrub"]),
    by("panic-thread", &["panics", "scrub"]),
    // Texts that others print.
    by("message-assigned", &["scrub"]),
    by("message-json", &["scrub"]),
    by("message-url", &["scrub"]),
    by("message-query", &["scrub"]),
    by("message-bearer", &["scrub"]),
    by("message-jwt", &["scrub"]),
    by("message-pem", &["scrub"]),
    by("message-vendor", &["scrub"]),
    by("header-debug", &["scrub"]),
    by("third-party", &["scrub"]),
    by("rejection", &["scrub"]),
    // Values that the program watches for.
    by("watched-raw", &["watched"]),
    by("watched-base64", &["watched"]),
    by("watched-hex", &["watched"]),
    by("watched-percent", &["watched"]),
    by("watched-json", &["watched"]),
    // HTTP.
    by("http-path", &[]),
    by("http-query", &[]),
    by("http-header", &[]),
    by("http-cookie", &[]),
    by("http-body", &[]),
    by("http-unmatched", &[]),
    // Metrics and resources.
    by("label-name", &["labels"]),
    by("label-value", &["labels"]),
    by("resource", &["resource"]),
];

/// What every canary begins with.
pub(crate) const PREFIX: &str = "c4n4ry-";

/// The canary of a surface.
pub(crate) fn canary(name: &str) -> String {
    assert!(
        SURFACES.iter().any(|surface| surface.name == name),
        "there is no surface {name}"
    );
    format!("{PREFIX}{name}")
}
