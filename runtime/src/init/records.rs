//! Records of the `log` crate come in as events.

use crate::engine::Filter;
use log::LevelFilter;
use std::sync::OnceLock;
use tracing_log::LogTracer;

/// What a logger of the application's hears.
static THEIRS: OnceLock<LevelFilter> = OnceLock::new();

/// Installs a logger that hands records to the subscriber, if there is none, and lets it hear what
/// the filter listens to. One that the application has installed before stays.
pub(super) fn hear_by(filter: &Filter) {
    let level = match filter.max_level().into_level() {
        None => LevelFilter::Off,
        Some(tracing_core::Level::ERROR) => LevelFilter::Error,
        Some(tracing_core::Level::WARN) => LevelFilter::Warn,
        Some(tracing_core::Level::INFO) => LevelFilter::Info,
        Some(tracing_core::Level::DEBUG) => LevelFilter::Debug,
        Some(_) => LevelFilter::Trace,
    };
    let before = log::max_level();
    if LogTracer::builder().with_max_level(level).init().is_err() {
        // What a logger of the application's heard, it hears in any case.
        log::set_max_level(level.max(*THEIRS.get_or_init(|| before)));
    } else {
        let _ = THEIRS.set(LevelFilter::Off);
    }
}
