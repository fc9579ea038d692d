//! Which callsites are listened to at all.

use super::tap;
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Instant;
use tracing_core::{Level, LevelFilter, Metadata};
use tracing_subscriber::filter::Targets;

/// Events go by the directives of `RUST_LOG`. Spans from `INFO` up are always kept, as a quieter
/// log must not cut holes into traces; directives can only add to them.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    events: Targets,
}

impl Filter {
    /// Parses directives such as `info,shop=debug,hyper=off`.
    pub(crate) fn parse(directives: &str) -> Option<Self> {
        let events = directives.parse().ok()?;
        Some(Self { events })
    }

    pub(crate) fn lets(&self, metadata: &Metadata<'_>) -> bool {
        (metadata.is_span() && *metadata.level() <= Level::INFO)
            || self
                .events
                .would_enable(metadata.target(), metadata.level())
    }

    pub(crate) fn max_level(&self) -> LevelFilter {
        let events = self.events.iter().map(|(_, level)| level).max();
        let default = self.events.default_level();
        events
            .max(default)
            .unwrap_or(LevelFilter::INFO)
            .max(LevelFilter::INFO)
    }
}

impl Default for Filter {
    /// `INFO` and above, from everywhere.
    fn default() -> Self {
        Self {
            events: Targets::new().with_default(LevelFilter::INFO),
        }
    }
}

impl std::fmt::Display for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.events.fmt(f)
    }
}

/// The filter in force, which may be another than the configured one for a while. It is asked when a
/// callsite is first met, and not at each event: who changes it has every callsite ask again.
#[derive(Debug)]
pub(super) struct InForce {
    configured: Filter,
    present: RwLock<Filter>,
    /// When the configured one comes back.
    until: Mutex<Option<Instant>>,
}

impl InForce {
    pub(super) fn new(configured: Filter) -> Self {
        Self {
            present: RwLock::new(configured.clone()),
            configured,
            until: Mutex::new(None),
        }
    }

    /// Whether anything of this kind is listened to.
    pub(super) fn lets(&self, metadata: &Metadata<'_>) -> bool {
        tap::of(metadata).is_some() || self.shows(metadata)
    }

    /// Whether it has to be asked each time if anybody listens.
    pub(super) fn depends(&self, metadata: &Metadata<'_>) -> bool {
        tap::of(metadata).is_some() && !self.shows(metadata)
    }

    /// Whether somebody listens at this moment.
    pub(super) fn lets_now(&self, metadata: &Metadata<'_>) -> bool {
        match tap::of(metadata) {
            Some(tap) => self.shows(metadata) || !(tap.knows)(),
            None => self.shows(metadata),
        }
    }

    /// Whether it is shown.
    pub(super) fn shows(&self, metadata: &Metadata<'_>) -> bool {
        self.with(|filter| filter.lets(metadata))
    }

    pub(super) fn max_level(&self) -> LevelFilter {
        let shown = self.with(Filter::max_level);
        tap::level().map_or(shown, |level| shown.max(level.into()))
    }

    /// Does something with the filter.
    pub(super) fn with<T>(&self, then: impl FnOnce(&Filter) -> T) -> T {
        then(&self.present.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes another filter, for ever or until then; none is the configured one.
    pub(super) fn set(&self, filter: Option<Filter>, until: Option<Instant>) {
        let filter = filter.unwrap_or_else(|| self.configured.clone());
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = until;
        *self.present.write().unwrap_or_else(PoisonError::into_inner) = filter;
    }

    /// Whether its time is over. It is said once.
    pub(super) fn is_over(&self, now: Instant) -> bool {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        until.take_if(|until| *until <= now).is_some()
    }
}
