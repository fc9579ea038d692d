//! Values that are kept elsewhere, and looked at when somebody reads the page.

use super::is_ours;
use super::store::{Cell, Kind, Labels, Number, Read, Reading, store};
use crate::names;
use std::fmt;

struct Look<F>(F);

impl<F> fmt::Debug for Look<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Look")
    }
}

impl<F: Fn() -> Number + Send + Sync> Read for Look<F> {
    fn read(&self, into: &mut Reading) {
        into.value = (self.0)();
    }
}

/// Shows a value under this name, which ends with `_total` if it is a counter's, and these labels
/// from now on. It does nothing where the metrics are not kept by us.
pub(crate) fn watch(
    name: &'static str,
    labels: &[(&str, &str)],
    value: impl Fn() -> Number + Send + Sync + 'static,
) {
    if !is_ours() {
        return;
    }
    let (stem, kind) = match name.strip_suffix(names::TOTAL) {
        Some(stem) => (stem, Kind::Counter),
        None => (name, Kind::Gauge),
    };
    if let Some(family) = store().family(stem, kind) {
        let labels = Labels::known(labels.iter().copied());
        family.series(labels, || Cell::Elsewhere(Box::new(Look(value))));
    }
}
