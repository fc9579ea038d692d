//! Values that are kept elsewhere, and looked at when somebody reads the page.

use super::is_ours;
use super::store::{Cell, Description, Kind, Labels, Number, Read, Reading, store};
use crate::names;
use std::fmt;

/// A metric whose values are kept elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watched {
    /// As the page shows it; a counter's ends with `_total`.
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
}

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

impl Watched {
    /// Shows the value under these labels from now on. It does nothing where the metrics are not kept by us.
    pub(crate) fn show(
        self,
        labels: &[(&str, &str)],
        value: impl Fn() -> Number + Send + Sync + 'static,
    ) {
        if !is_ours() {
            return;
        }
        let (stem, kind) = match self.name.strip_suffix(names::TOTAL) {
            Some(stem) => (stem, Kind::Counter),
            None => (self.name, Kind::Gauge),
        };
        let Some(family) = store().family(stem, kind) else {
            return;
        };
        let unit = ["seconds", "bytes"];
        let unit = unit.into_iter().find(|unit| stem.ends_with(unit));
        store().describe(
            stem,
            Description {
                help: self.help.to_owned(),
                unit: unit.unwrap_or_default().to_owned(),
            },
        );
        let labels = Labels::known(labels.iter().copied());
        family.series(labels, || Cell::Elsewhere(Box::new(Look(value))));
    }
}
