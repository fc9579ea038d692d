//! All series of one name.

use super::labels::Labels;
use super::series::{Cell, Series};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The kind of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Counter,
    /// A counter whose name is shown as it is, which `OpenMetrics` does not know.
    Bare,
    Gauge,
    Histogram,
    Summary,
    /// Labels that say what something is; the value is always one.
    Info,
}

impl Kind {
    /// As `# TYPE` says it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Bare => "unknown",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
            Self::Summary => "summary",
            Self::Info => "info",
        }
    }
}

/// The series of one name.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// How many series there may be, but for the one that takes the rest.
    limit: usize,
    members: RwLock<Members>,
}

#[derive(Debug, Default)]
struct Members {
    by_labels: HashMap<Arc<str>, Arc<Series>>,
    /// In the order in which they came, but for the one that takes the rest.
    list: Vec<(Labels, Arc<Series>)>,
    rest: Option<(Labels, Arc<Series>)>,
}

/// A series that was asked for.
pub(crate) enum Found {
    /// It was there, or is now.
    Series(Arc<Series>),
    /// There are too many: the series that takes the rest, and the label with the most values if
    /// this is the first time.
    Rest(Arc<Series>, Option<String>),
}

impl Family {
    pub(super) fn new(name: String, kind: Kind, limit: usize) -> Self {
        Self {
            name,
            kind,
            limit,
            members: RwLock::default(),
        }
    }

    /// The series with these labels.
    pub(crate) fn series(&self, labels: Labels, new: impl FnOnce() -> Cell) -> Found {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = members.by_labels.get(labels.text()) {
            return Found::Series(Arc::clone(series));
        }
        if let Some((_, rest)) = &members.rest
            && members.list.len() >= self.limit
        {
            return Found::Rest(Arc::clone(rest), None);
        }
        drop(members);
        let mut members = self.members.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = members.by_labels.get(labels.text()) {
            return Found::Series(Arc::clone(series));
        }
        if members.list.len() < self.limit {
            return Found::Series(members.add(labels, new()));
        }
        let worst = members.rest.is_none().then(|| members.worst());
        Found::Rest(members.rest(new), worst)
    }

    /// The series that takes the rest, and whether it is new.
    pub(crate) fn rest(&self, new: impl FnOnce() -> Cell) -> (Arc<Series>, bool) {
        let mut members = self.members.write().unwrap_or_else(PoisonError::into_inner);
        let is_new = members.rest.is_none();
        (members.rest(new), is_new)
    }

    /// Does something with up to `most` series from this place on; whether there are more.
    pub(crate) fn some(
        &self,
        from: usize,
        most: usize,
        mut with: impl FnMut(&Labels, &Series),
    ) -> bool {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        let end = members.list.len().min(from.saturating_add(most));
        for (labels, series) in members.list.get(from..end).unwrap_or_default() {
            with(labels, series);
        }
        if end < members.list.len() {
            return true;
        }
        if let Some((labels, series)) = &members.rest {
            with(labels, series);
        }
        false
    }

    /// Lets gauges go that nobody holds and nobody has written for so long. What is counted is
    /// never let go: it would start again from nothing.
    pub(super) fn let_go(&self, now: u64, limit: u64) {
        if self.kind != Kind::Gauge {
            return;
        }
        let mut members = self.members.write().unwrap_or_else(PoisonError::into_inner);
        let Members {
            by_labels, list, ..
        } = &mut *members;
        list.retain(|(labels, series)| {
            // One is in the list, one in the map.
            let held = Arc::strong_count(series) > 2;
            let keep = held || !series.is_idle_gauge(now, limit);
            if !keep {
                by_labels.remove(labels.text());
            }
            keep
        });
    }
}

impl Members {
    fn add(&mut self, labels: Labels, cell: Cell) -> Arc<Series> {
        let series = Arc::new(Series::new(Arc::clone(labels.text()), cell));
        let known = Arc::clone(labels.text());
        self.by_labels.insert(known, Arc::clone(&series));
        self.list.push((labels, Arc::clone(&series)));
        series
    }

    fn rest(&mut self, new: impl FnOnce() -> Cell) -> Arc<Series> {
        let (_, rest) = self.rest.get_or_insert_with(|| {
            let labels = Labels::of_the_rest();
            let series = Arc::new(Series::new(Arc::clone(labels.text()), new()));
            (labels, series)
        });
        Arc::clone(rest)
    }

    /// The label with the most values.
    fn worst(&self) -> String {
        let mut values: HashMap<&str, std::collections::HashSet<&str>> = HashMap::new();
        for (labels, _) in &self.list {
            for (name, value) in &labels.pairs {
                values.entry(name).or_default().insert(value);
            }
        }
        let worst = values.iter().max_by_key(|(_, values)| values.len());
        worst.map_or_else(String::new, |(name, _)| (*name).to_owned())
    }
}
