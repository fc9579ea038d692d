//! Every series of the process, by family.
//!
//! What goes wrong, and what happens then. Each is counted, and none ever makes a page that cannot
//! be read:
//! - a family has as many series as it may: further label sets share one series more, so that
//!   totals stay right, and one warning names the label that has too many values;
//! - a name is taken by a metric of another kind: the first one stays, the other is not recorded;
//! - there are too many names: the new one is not recorded;
//! - a value is not a finite number: it is left out.

mod family;
mod labels;
mod reading;
mod series;

pub(crate) use family::{Family, Found, Kind};
pub(crate) use labels::{Labels, escape, metric_name};
pub(crate) use reading::{Number, Reading};
pub(crate) use series::{Cell, Read, Series};

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// How many families there may be.
const MAX_FAMILIES: usize = 4096;
/// How many series a family has unless somebody says otherwise: the OpenTelemetry SDK's limit.
pub(crate) const MAX_SERIES: usize = 2000;

/// Help text and unit of a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Description {
    pub(crate) help: String,
    /// As it ends the name; empty if it does not.
    pub(crate) unit: String,
}

/// All families.
#[derive(Debug)]
pub(crate) struct Store {
    families: RwLock<BTreeMap<String, Arc<Family>>>,
    described: RwLock<HashMap<String, Description>>,
    limit: AtomicUsize,
}

/// The store of this process.
pub(crate) fn store() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| Store {
        families: RwLock::default(),
        described: RwLock::default(),
        limit: AtomicUsize::new(MAX_SERIES),
    })
}

impl Store {
    /// Says how many series a family may have that is made from now on.
    pub(crate) fn limit(&self, series: usize) {
        self.limit.store(series, Ordering::Relaxed);
    }

    /// The family of this name, which the caller has spelled rightly. `None` if the name is taken
    /// by another kind, or would stand for a line of another family, or there are too many.
    pub(crate) fn family(&self, name: &str, kind: Kind) -> Option<Arc<Family>> {
        let limit = self.limit.load(Ordering::Relaxed);
        self.family_of(name, kind, limit)
    }

    /// The same with a limit of its own.
    pub(crate) fn family_of(&self, name: &str, kind: Kind, limit: usize) -> Option<Arc<Family>> {
        let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(family) = families.get(name) {
            return (family.kind == kind).then(|| Arc::clone(family));
        }
        drop(families);
        let mut families = self
            .families
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(family) = families.get(name) {
            return (family.kind == kind).then(|| Arc::clone(family));
        }
        if families.len() >= MAX_FAMILIES || crosses(&families, name, kind) {
            return None;
        }
        let family = Arc::new(Family::new(name.to_owned(), kind, limit));
        families.insert(name.to_owned(), Arc::clone(&family));
        Some(family)
    }

    /// Says what a name means. The first text stays.
    pub(crate) fn describe(&self, name: &str, description: Description) {
        let mut described = self
            .described
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if described.len() < MAX_FAMILIES {
            described.entry(name.to_owned()).or_insert(description);
        }
    }

    /// What a name means.
    pub(crate) fn description(&self, name: &str) -> Description {
        let described = self
            .described
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        described.get(name).cloned().unwrap_or_default()
    }

    /// Every family, by name.
    pub(crate) fn families(&self) -> Vec<Arc<Family>> {
        let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
        families.values().cloned().collect()
    }

    /// Lets idle gauges go.
    pub(crate) fn let_go(&self, now: u64, limit: u64) {
        for family in self.families() {
            family.let_go(now, limit);
        }
    }
}

/// Whether a line of this family would look like one of another: a histogram `x` has the lines
/// `x_count`, `x_sum` and `x_bucket`, a counter `x` the line `x_total`.
fn crosses(families: &BTreeMap<String, Arc<Family>>, name: &str, kind: Kind) -> bool {
    let mine = lines(name, kind);
    let others = |suffix: &str| {
        let stem = name.strip_suffix(suffix)?;
        families.get(stem)
    };
    let by_stem = ["_total", "_count", "_sum", "_bucket", "_info"]
        .into_iter()
        .filter_map(others)
        .any(|family| {
            let theirs = lines(&family.name, family.kind);
            mine.iter().any(|line| theirs.contains(line))
        });
    by_stem
        || mine
            .iter()
            .any(|line| line != name && families.contains_key(line))
}

/// The names of a family's lines.
fn lines(name: &str, kind: Kind) -> Vec<String> {
    let suffixes: &[&str] = match kind {
        Kind::Counter => &["_total"],
        Kind::Gauge | Kind::Bare => &[""],
        Kind::Histogram => &["_bucket", "_sum", "_count"],
        Kind::Summary => &["", "_sum", "_count"],
        Kind::Info => &["_info"],
    };
    let line = |suffix: &&str| format!("{name}{suffix}");
    suffixes.iter().map(line).collect()
}

#[cfg(test)]
mod tests;
