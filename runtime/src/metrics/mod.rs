//! Metrics: the RED counts of annotated functions and of HTTP, business metrics, and a recorder
//! behind the `metrics` facade that keeps them all in one store.

mod buckets;
mod business;
mod cells;
mod exemplars;
mod families;
mod http;
mod losses;
mod passed;
mod process;
mod recorder;
mod red;
mod redactions;
mod store;
mod stores;
mod theirs;
mod traces;
mod upkeep;
mod watched;

pub(crate) use buckets::say as say_buckets;
pub(crate) use business::business;
pub use business::{Change, Metric, MetricKind, MetricSpec, RegisteredMetric};
pub(crate) use cells::QUANTILES;
pub(crate) use exemplars::{Exemplar, Filter as ExemplarFilter};
pub(crate) use http::{Exchange, Exchanges, active_requests};
pub(crate) use passed::{OfQueue, Passed};
pub(crate) use red::{begun, ended, offer_exemplar, recording};
pub(crate) use redactions::count_redaction;
pub(crate) use store::{Family, Kind, Labels, MAX_SERIES, Number, Reading, Series, escape, store};
pub(crate) use stores::{OfPool, OfStore, Operations};
pub(crate) use traces::{count_lost_spans, span_counts};
pub(crate) use upkeep::{Settings, apply, launch};
pub(crate) use watched::watch;

use crate::redact;
use recorder::Recorder;
use red::Counts;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a reader of the metrics page asks for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked<'a> {
    /// The header `Accept`.
    pub(crate) accept: &'a str,
    /// The header `Accept-Encoding`.
    pub(crate) encoding: &'a str,
}

/// The metrics page.
pub(crate) struct Exposition {
    pub(crate) content_type: &'static str,
    /// How it is compressed.
    pub(crate) encoding: Option<&'static str>,
    /// The page, a piece at a time.
    pub(crate) pieces: Box<dyn Iterator<Item = Vec<u8>> + Send>,
}

/// Writes everything that was counted.
pub(crate) type Page = fn(Asked<'_>) -> Exposition;

static PAGE: OnceLock<Page> = OnceLock::new();
/// Whether the recorder behind the facade is ours.
static OURS: AtomicBool = AtomicBool::new(false);
static RECORDER: OnceLock<Recorder> = OnceLock::new();

/// The metrics page, if there is one.
pub(crate) fn page(asked: Asked<'_>) -> Option<Exposition> {
    PAGE.get().filter(|_| is_ours()).map(|page| page(asked))
}

/// Whether the metrics are kept by us.
#[inline]
pub(crate) fn is_ours() -> bool {
    OURS.load(Ordering::Acquire)
}

/// Shows the metrics on this page, if they are kept by us.
pub(crate) fn show_on(page: Page) {
    let _ = PAGE.set(page);
}

/// Puts our recorder behind the facade. A recorder that the application installed before stays: its
/// own page then shows our metrics.
pub(crate) fn install() {
    let recorder = RECORDER.get_or_init(Recorder::default);
    if metrics::set_global_recorder(recorder).is_ok() {
        OURS.store(true, Ordering::Release);
    }
}

/// Begins to count: describes every metric, and makes every annotated function's series start at
/// zero.
pub(crate) fn start() {
    families::describe();
    stores::say_buckets();
    redact::count_with(|rule, sink| count_redaction(rule, sink.name()));
    if is_ours() {
        losses::start_at_zero();
        red::start(Counts::Ours);
        business::start();
        process::show();
    } else {
        red::start(Counts::Theirs);
    }
}

/// Says what is known of this process, as the labels of `target_info`.
pub(crate) fn say_target<'l>(resource: impl IntoIterator<Item = (&'l str, &'l str)>) {
    use crate::names::TARGET_INFO;
    use store::Cell;
    if let Some(family) = store().family(TARGET_INFO, Kind::Info) {
        let labels = Labels::known(resource);
        family.series(labels, || Cell::Gauge(cells::GaugeCell::of(1.0)));
    }
}
