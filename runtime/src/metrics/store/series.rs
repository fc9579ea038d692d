//! One series: its labels, its value, and how to write it.

use super::reading::{Number, Reading};
use crate::metrics::cells::{Adder, Bounds, GaugeCell, HistogramCell, SummaryCell};
use crate::metrics::exemplars::{Exemplar, Exemplars};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A series of a family.
#[derive(Debug)]
pub(crate) struct Series {
    labels: Arc<str>,
    cell: Cell,
    /// Written since somebody last asked.
    touched: AtomicBool,
    /// When it was last seen to be touched, in the reader's count of seconds.
    seen: AtomicU64,
}

/// What a series counts.
#[derive(Debug)]
pub(crate) enum Cell {
    Counter {
        total: Adder,
        /// How many decimal digits of the number stand after the point.
        digits: u8,
        exemplars: Exemplars,
    },
    Gauge(GaugeCell),
    Histogram {
        spread: HistogramCell,
        exemplars: Exemplars,
    },
    Summary(SummaryCell),
    /// A value that is kept elsewhere.
    Elsewhere(Box<dyn Read>),
}

/// A value that is kept elsewhere.
pub(crate) trait Read: std::fmt::Debug + Send + Sync {
    /// Puts the present value into `into`.
    fn read(&self, into: &mut Reading);

    /// The bounds of its buckets, if it is a histogram.
    fn bounds(&self) -> Option<&Bounds> {
        None
    }

    /// Its exemplars, if it has any.
    fn exemplars(&self) -> Option<&Exemplars> {
        None
    }
}

impl Cell {
    pub(crate) fn counter(digits: u8) -> Self {
        Self::Counter {
            total: Adder::new(),
            digits,
            exemplars: Exemplars::new(1),
        }
    }

    pub(crate) fn histogram(bounds: Bounds) -> Self {
        Self::Histogram {
            exemplars: Exemplars::new(bounds.len() + 1),
            spread: HistogramCell::new(bounds),
        }
    }
}

impl Series {
    pub(super) fn new(labels: Arc<str>, cell: Cell) -> Self {
        Self {
            labels,
            cell,
            touched: AtomicBool::new(true),
            seen: AtomicU64::new(0),
        }
    }

    /// The labels, as the page shows them between braces.
    pub(crate) fn labels(&self) -> &str {
        &self.labels
    }

    /// Adds to a counter.
    #[inline]
    pub(crate) fn add(&self, amount: u64) {
        if let Cell::Counter {
            total, exemplars, ..
        } = &self.cell
        {
            self.touch();
            total.add(amount);
            #[allow(clippy::cast_precision_loss, reason = "an exemplar's value is a hint")]
            exemplars.offer(0, || amount as f64);
        }
    }

    /// Raises a counter to this number.
    pub(crate) fn raise(&self, to: u64) {
        if let Cell::Counter { total, .. } = &self.cell {
            self.touch();
            total.raise(to);
        }
    }

    /// Sets a gauge; whether the value was one.
    pub(crate) fn set(&self, value: f64) -> bool {
        self.touch();
        match &self.cell {
            Cell::Gauge(gauge) => gauge.set(value),
            _ => true,
        }
    }

    /// Moves a gauge; whether that gave a value.
    pub(crate) fn step(&self, by: f64) -> bool {
        self.touch();
        match &self.cell {
            Cell::Gauge(gauge) => gauge.step(by),
            _ => true,
        }
    }

    /// Records a value in a histogram or summary; whether it was one.
    #[inline]
    pub(crate) fn record(&self, value: f64, times: u64) -> bool {
        self.touch();
        match &self.cell {
            Cell::Histogram { spread, exemplars } => {
                let place = spread.record(value, times);
                if let Some(place) = place {
                    exemplars.offer(place, || value);
                }
                place.is_some()
            }
            Cell::Summary(summary) => (0..times).all(|_| summary.record(value)),
            _ => true,
        }
    }

    /// A shared flag is read far more often than it changes.
    #[inline]
    fn touch(&self) {
        if !self.touched.load(Ordering::Relaxed) {
            self.touched.store(true, Ordering::Relaxed);
        }
    }

    /// Whether it is a gauge that nobody has written for so many seconds, of which it is the
    /// reader that counts.
    pub(crate) fn is_idle_gauge(&self, now: u64, limit: u64) -> bool {
        if !matches!(self.cell, Cell::Gauge(_)) {
            return false;
        }
        if self.touched.swap(false, Ordering::Relaxed) {
            self.seen.store(now, Ordering::Relaxed);
        }
        now.saturating_sub(self.seen.load(Ordering::Relaxed)) >= limit
    }

    /// The present value.
    pub(crate) fn read(&self, into: &mut Reading) {
        match &self.cell {
            Cell::Counter { total, digits, .. } => {
                into.value = Number::scaled(total.get(), *digits);
            }
            Cell::Gauge(gauge) => into.value = Number::Float(gauge.get()),
            Cell::Histogram { spread, .. } => {
                into.sum = Number::Float(spread.read(&mut into.buckets));
            }
            Cell::Summary(summary) => {
                let (quantiles, count, sum) = summary.read();
                into.quantiles = quantiles;
                into.value = Number::Whole(count);
                into.sum = Number::Float(sum);
            }
            Cell::Elsewhere(value) => value.read(into),
        }
    }

    /// The bounds of the buckets, if there are any.
    pub(crate) fn bounds(&self) -> Option<&Bounds> {
        match &self.cell {
            Cell::Histogram { spread, .. } => Some(spread.bounds()),
            Cell::Elsewhere(value) => value.bounds(),
            _ => None,
        }
    }

    /// The exemplar of a bucket, or of the counter at place zero.
    pub(crate) fn exemplar(&self, place: usize) -> Option<Exemplar> {
        match &self.cell {
            Cell::Counter { exemplars, .. } | Cell::Histogram { exemplars, .. } => {
                exemplars.at(place)
            }
            Cell::Elsewhere(value) => value.exemplars()?.at(place),
            Cell::Gauge(_) | Cell::Summary(_) => None,
        }
    }
}
