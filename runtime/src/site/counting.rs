//! What few functions say of their metrics: labels of their own, bounds of buckets, an objective.

use super::{Cells, Number, Site};
use crate::label::LabelSpec;
use crate::objective::Objective;
use std::fmt;
use std::sync::OnceLock;

/// How many sets of values the labels of one function may have.
const MAX_SETS: usize = 1000;
/// How many of them it may have whose values are not known before they come.
const MAX_MORE: usize = 100;
/// The value of every label of what comes after these.
const OTHER: &str = "_other";

/// How the calls of a function are counted. It lives in a `static` of the expansion.
pub struct Counting {
    labels: &'static [LabelSpec],
    buckets: &'static [u64],
    objective: Option<Objective>,
    /// The sets that are known, by the places of their values.
    known: OnceLock<Box<[Labelled]>>,
    /// Those that came.
    more: Link,
    /// What all others share.
    rest: OnceLock<Labelled>,
}

type Link = OnceLock<Box<Node>>;

struct Node {
    labelled: Labelled,
    next: Link,
}

/// One set of labels of one function.
pub(crate) struct Labelled {
    labels: Box<[(&'static str, &'static str)]>,
    number: Number,
    cells: OnceLock<Box<Cells>>,
}

/// What calls are counted as: a function, or a function with labels of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    site: &'static Site,
    labelled: Option<&'static Labelled>,
}

impl Counting {
    /// Describes it: labels, bounds in nanoseconds, and what is promised.
    ///
    /// # Panics
    /// In the compiler, if there are more than 1,000 sets of values.
    pub const fn new(
        labels: &'static [LabelSpec],
        buckets: &'static [u64],
        objective: Option<Objective>,
    ) -> Self {
        let (mut sets, mut place) = (1, 0);
        while place < labels.len() {
            sets *= labels[place].values.len();
            assert!(
                sets <= MAX_SETS,
                "these labels have more than 1000 sets of values, and each function has series for every one; leave a label out"
            );
            place += 1;
        }
        Self {
            labels,
            buckets,
            objective,
            known: OnceLock::new(),
            more: OnceLock::new(),
            rest: OnceLock::new(),
        }
    }

    pub(crate) fn labels(&self) -> &'static [LabelSpec] {
        self.labels
    }

    /// Bounds of the duration's buckets in nanoseconds; none means the usual ones.
    #[inline]
    pub(crate) fn buckets(&self) -> &'static [u64] {
        self.buckets
    }

    pub(crate) fn objective(&self) -> Option<&Objective> {
        self.objective.as_ref()
    }

    /// The sets whose values are known before they come; none if those of one label are not.
    pub(crate) fn known(&'static self) -> &'static [Labelled] {
        self.known.get_or_init(|| {
            let mut sets: Vec<Vec<&'static str>> = vec![Vec::new()];
            for label in self.labels {
                sets = sets
                    .iter()
                    .flat_map(|set| label.values.iter().map(|value| with(set, value)))
                    .collect();
            }
            sets.iter().map(|set| self.labelled(set)).collect()
        })
    }

    fn labelled(&self, values: &[&'static str]) -> Labelled {
        let names = self.labels.iter().map(|label| label.name);
        Labelled {
            labels: names.zip(values.iter().copied()).collect(),
            number: Number::new(),
            cells: OnceLock::new(),
        }
    }

    /// The set of these values.
    #[inline]
    pub(crate) fn find(&'static self, values: &[&'static str]) -> &'static Labelled {
        match self.place(values) {
            Some(place) => &self.known()[place],
            None => self.find_more(values),
        }
    }

    /// The place of a set that is known.
    fn place(&self, values: &[&'static str]) -> Option<usize> {
        let mut place = 0;
        for (label, value) in self.labels.iter().zip(values) {
            let of_label = label.values.iter().position(|known| known == value)?;
            place = place * label.values.len() + of_label;
        }
        Some(place)
    }

    fn find_more(&'static self, values: &[&'static str]) -> &'static Labelled {
        let mut link = &self.more;
        for _ in 0..MAX_MORE {
            // Another thread may have put another set here, at this moment.
            let node = link.get_or_init(|| {
                let (labelled, next) = (self.labelled(values), OnceLock::new());
                Box::new(Node { labelled, next })
            });
            if node.labelled.is_of(values) {
                return &node.labelled;
            }
            link = &node.next;
        }
        self.rest()
    }

    /// What sets share that came too late.
    pub(crate) fn rest(&'static self) -> &'static Labelled {
        let others = || vec![OTHER; self.labels.len()];
        self.rest.get_or_init(|| self.labelled(&others()))
    }
}

fn with(set: &[&'static str], value: &'static str) -> Vec<&'static str> {
    set.iter().copied().chain([value]).collect()
}

impl Labelled {
    fn is_of(&self, values: &[&'static str]) -> bool {
        self.labels.iter().map(|(_, value)| value).eq(values)
    }
}

impl Counted {
    #[inline]
    pub(crate) fn new(site: &'static Site, labelled: Option<&'static Labelled>) -> Self {
        Self { site, labelled }
    }

    #[inline]
    pub(crate) fn site(self) -> &'static Site {
        self.site
    }

    /// The number that the metrics level gave it.
    #[inline]
    pub(crate) fn number(self) -> &'static Number {
        match self.labelled {
            None => &self.site.number,
            Some(labelled) => &labelled.number,
        }
    }

    /// The place of its metric handles; the metrics level fills it once.
    pub(crate) fn cells(self) -> &'static OnceLock<Box<Cells>> {
        match self.labelled {
            None => &self.site.rest().cells,
            Some(labelled) => &labelled.cells,
        }
    }

    /// Its labels beside those that every function has.
    pub(crate) fn labels(self) -> &'static [(&'static str, &'static str)] {
        self.labelled.map_or(&[], |labelled| &labelled.labels)
    }

    /// Bounds of the duration's buckets in nanoseconds; none means the usual ones.
    pub(crate) fn buckets(self) -> &'static [u64] {
        self.site.spec().counting.map_or(&[], Counting::buckets)
    }
}

impl fmt::Debug for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Counting")
            .field("labels", &self.labels)
            .field("buckets", &self.buckets)
            .field("objective", &self.objective)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Labelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Labelled").field(&self.labels).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: LabelSpec = LabelSpec {
        name: "digit",
        values: &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        max: None,
    };

    #[test]
    fn a_thousand_sets_are_the_most() {
        static THOUSAND: Counting = Counting::new(&[DIGITS, DIGITS, DIGITS], &[], None);
        assert_eq!(THOUSAND.known().len(), 1000);
        let found = THOUSAND.find(&["3", "1", "4"]);
        assert!(std::ptr::eq(found, &raw const THOUSAND.known()[314]));
    }

    #[test]
    #[should_panic(expected = "more than 1000 sets")]
    fn more_do_not_compile() {
        static FOUR: [LabelSpec; 4] = [DIGITS, DIGITS, DIGITS, DIGITS];
        let _ = Counting::new(&FOUR, &[], None);
    }
}
