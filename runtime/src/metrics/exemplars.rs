//! Exemplars: of some values, the trace in which they were recorded, so that a bucket of slow
//! requests leads to one of them. The source of the idea and of the limits is
//! [OpenMetrics](https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars); which values
//! qualify is [OpenTelemetry's exemplar filter](https://opentelemetry.io/docs/specs/otel/metrics/sdk/#exemplarfilter).

use crate::context::SpanContext;
use crate::engine;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

/// A value and the span in which it was recorded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exemplar {
    pub(crate) span: SpanContext,
    pub(crate) value: f64,
    pub(crate) at: SystemTime,
}

/// Which values may become exemplars (`OTEL_METRICS_EXEMPLAR_FILTER`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Filter {
    /// Those recorded in a sampled span.
    TraceBased,
    /// Those recorded in any span.
    AlwaysOn,
    /// None.
    AlwaysOff,
}

static FILTER: AtomicU8 = AtomicU8::new(Filter::TraceBased as u8);

/// The present round. A place takes one exemplar in each, so that a value in a thousand pays for
/// one and not each of them.
static ROUND: AtomicU32 = AtomicU32::new(1);

/// Says which values may become exemplars.
pub(crate) fn filter(filter: Filter) {
    FILTER.store(filter as u8, Ordering::Relaxed);
}

/// Begins the next round: every place takes a new exemplar.
pub(crate) fn next_round() {
    ROUND.fetch_add(1, Ordering::Relaxed);
}

/// Places for exemplars: one for each bucket, or one for a counter. They are made when the first
/// exemplar comes.
#[derive(Debug)]
pub(crate) struct Exemplars {
    places: usize,
    made: OnceLock<Box<[Place]>>,
}

#[derive(Debug, Default)]
struct Place {
    /// The round in which it was last taken.
    taken: AtomicU32,
    exemplar: Mutex<Option<Exemplar>>,
}

impl Exemplars {
    pub(crate) const fn new(places: usize) -> Self {
        let made = OnceLock::new();
        Self { places, made }
    }

    /// Offers a value that was recorded in the span around.
    #[inline]
    pub(crate) fn offer(&self, place: usize, value: impl FnOnce() -> f64) {
        if self.wants(place)
            && let Some(span) = engine::current_span().filter(fits)
        {
            self.take(place, value(), span);
        }
    }

    /// Offers a value that was recorded in this span.
    #[inline]
    pub(crate) fn offer_of(&self, place: usize, value: impl FnOnce() -> f64, span: SpanContext) {
        if fits(&span) && self.wants(place) {
            self.take(place, value(), span);
        }
    }

    #[inline]
    fn wants(&self, place: usize) -> bool {
        let round = ROUND.load(Ordering::Relaxed);
        self.made
            .get()
            .and_then(|made| made.get(place))
            .is_none_or(|place| place.taken.load(Ordering::Relaxed) != round)
    }

    #[cold]
    fn take(&self, place: usize, value: f64, span: SpanContext) {
        let new = || (0..self.places).map(|_| Place::default()).collect();
        let Some(place) = self.made.get_or_init(new).get(place) else {
            return;
        };
        // Whoever meets another here leaves the place to it.
        if let Ok(mut slot) = place.exemplar.try_lock() {
            let at = SystemTime::now();
            *slot = Some(Exemplar { span, value, at });
            let round = ROUND.load(Ordering::Relaxed);
            place.taken.store(round, Ordering::Relaxed);
        }
    }

    /// The exemplar of a place.
    pub(crate) fn at(&self, place: usize) -> Option<Exemplar> {
        let slot = &self.made.get()?.get(place)?.exemplar;
        *slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a value in this span may become an exemplar.
#[inline]
pub(super) fn fits(span: &SpanContext) -> bool {
    match FILTER.load(Ordering::Relaxed) {
        filter if filter == Filter::TraceBased as u8 => span.flags.sampled(),
        filter => filter == Filter::AlwaysOn as u8,
    }
}
