//! Where one function keeps its metric handles. Plain data: what is done with it is said in
//! `metrics`, a level above.

use metrics::{Counter, Gauge, Histogram};
use std::sync::RwLock;

/// The handles of one function's RED metrics.
pub(crate) struct Cells {
    pub(crate) labels: [(&'static str, &'static str); 2],
    pub(crate) ok: Counter,
    pub(crate) cancelled: Counter,
    pub(crate) panicked: Counter,
    /// One counter for each kind of error seen, and one of no kind.
    pub(crate) errors: RwLock<Vec<(&'static str, Counter)>>,
    pub(crate) duration: Histogram,
    pub(crate) concurrent: Gauge,
}
