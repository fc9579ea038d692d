//! Which callsites are listened to at all.

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
