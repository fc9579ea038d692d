//! The values behind series: counters, gauges and histograms that many threads write.
//!
//! A value that one thread writes at a time is one atomic number. Where two threads meet on it, it
//! grows stripes, one for each of a few groups of threads, and they meet no longer.

mod adder;
mod gauge;
mod histogram;
mod stripes;
mod summary;

pub(crate) use adder::Adder;
pub(crate) use gauge::GaugeCell;
pub(crate) use histogram::{Bounds, HistogramCell};
pub(crate) use summary::{QUANTILES, SummaryCell};
