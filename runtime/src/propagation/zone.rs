//! What is sent to whom: the formats in use, and the services that get more than the trace.

use std::sync::OnceLock;

static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// What the environment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Whether `traceparent` and `tracestate` are read and written.
    pub(crate) trace_context: bool,
    /// Whether `baggage` is.
    pub(crate) baggage: bool,
    /// The services of our own: `name`, or `*.domain` for whatever is below it.
    pub(crate) zone: Vec<String>,
}

impl Settings {
    pub(crate) const DEFAULT: Self = Self {
        trace_context: true,
        baggage: true,
        zone: Vec::new(),
    };
}

/// Says what the environment says; the first to say it is heard.
pub(crate) fn configure(settings: Settings) {
    let _ = SETTINGS.set(settings);
}

pub(super) fn settings() -> &'static Settings {
    static DEFAULT: Settings = Settings::DEFAULT;
    SETTINGS.get().unwrap_or(&DEFAULT)
}

/// Whether a host is one of our own.
pub(super) fn is_ours(host: &str) -> bool {
    settings().zone.iter().any(|pattern| fits(pattern, host))
}

fn fits(pattern: &str, host: &str) -> bool {
    let host = host.trim_end_matches('.');
    match pattern.strip_prefix('*') {
        // The dot is part of what follows, so that `*.b.c` is not `ab.c`.
        Some(domain) => {
            let at = host.len().checked_sub(domain.len());
            let end = at.and_then(|at| host.get(at..));
            at != Some(0) && end.is_some_and(|end| end.eq_ignore_ascii_case(domain))
        }
        None => host.eq_ignore_ascii_case(pattern),
    }
}

/// Whether this may be the name of a host, or of all below one.
pub(crate) fn is_pattern(text: &str) -> bool {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_names_and_what_is_below_them() {
        assert!(fits("payments", "Payments"));
        assert!(fits("*.internal", "a.b.INTERNAL") && fits("*.internal", "a.internal."));
        assert!(!fits("*.internal", "internal") && !fits("*.internal", "notinternal"));
        assert!(!fits("*.internal", "internal.evil.example") && !fits("payments", "xpayments"));
        assert!(!fits("*.internal", ".internal"));
        for good in ["payments", "*.svc.cluster.local", "10.0.0.1", "[::1]"] {
            assert!(is_pattern(good), "{good}");
        }
        for bad in ["", "*", "*.", "a b", "*.*.x", "http://a", ".a"] {
            assert!(!is_pattern(bad), "{bad}");
        }
    }
}
