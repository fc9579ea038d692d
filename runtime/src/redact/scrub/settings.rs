//! What a policy says of the scrubber. Fixed at `init`.

use super::rules::{Hits, Rule};
use crate::redact::keys;
use std::sync::OnceLock;

/// What differs from the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Whether e-mail addresses are replaced.
    pub(crate) email: bool,
    /// Rules that are off.
    pub(crate) off: Hits,
    /// More names that speak of a secret, in lower case and without separators.
    pub(crate) names: Vec<String>,
}

static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// Fixes the settings. The first call stays.
pub(crate) fn configure(settings: Settings) {
    let _ = SETTINGS.set(settings);
}

/// Whether a rule is on.
pub(super) fn is_on(rule: Rule) -> bool {
    match SETTINGS.get() {
        None => rule != Rule::Email,
        Some(settings) if rule == Rule::Email => settings.email,
        Some(settings) => !settings.off.has(rule),
    }
}

/// Whether a name speaks of a secret, by our rules or by the policy's.
pub(crate) fn is_sensitive(name: &str) -> bool {
    if keys::is_sensitive(name) {
        return true;
    }
    let names = SETTINGS.get().map_or(&[][..], |settings| &settings.names);
    !names.is_empty() && {
        let plain = plain(name);
        names.iter().any(|known| plain.contains(known))
    }
}

/// A name in lower case and without separators.
pub(crate) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|it| it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
