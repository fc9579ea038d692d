//! Which events are logged, changed while the service runs.

use super::{RUNNING, records};
use crate::engine::{Engine, Filter};
use crate::names;
use std::fmt;
use std::time::{Duration, Instant};

/// A filter that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadFilter(());

impl fmt::Display for BadFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a filter is made of `target=level`, separated by commas")
    }
}

impl std::error::Error for BadFilter {}

/// Logs by these directives instead of those of `RUST_LOG`: for so long, or until they are changed
/// again. A line says so. Before [`init!`](crate::init!) it does nothing.
///
/// ```
/// use std::time::Duration;
///
/// // See what the payments do, for ten minutes.
/// frosted::set_log_filter("info,shop::payment=debug", Some(Duration::from_secs(600)))?;
/// # Ok::<(), frosted::BadFilter>(())
/// ```
///
/// # Errors
/// If the directives cannot be read; nothing is changed then.
pub fn set_log_filter(directives: &str, duration: Option<Duration>) -> Result<(), BadFilter> {
    let filter = Filter::parse(directives).ok_or(BadFilter(()))?;
    let Some(engine) = RUNNING.get().and_then(|running| running.engine) else {
        return Ok(());
    };
    // A time that no clock reaches is for ever.
    let until = duration.and_then(|duration| Instant::now().checked_add(duration));
    let text = filter.to_string();
    records::hear_by(&filter);
    engine.listen_by(Some(filter), until);
    tracing::info!(
        target: names::TARGET,
        filter = text,
        seconds = duration.map(|duration| duration.as_secs()),
        "log filter changed"
    );
    Ok(())
}

/// The directives by which is logged at present; none before [`init!`](crate::init!).
pub fn log_filter() -> Option<String> {
    let engine = RUNNING.get()?.engine?;
    Some(engine.filter().to_string())
}

/// Puts the configured filter back in force if the time of another is over.
pub(super) fn come_back(engine: Option<Engine>) {
    if let Some(engine) = engine.filter(|engine| engine.filter_is_over()) {
        engine.listen_by(None, None);
        let filter = engine.filter();
        records::hear_by(&filter);
        tracing::info!(target: names::TARGET, filter = %filter, "log filter is back");
    }
}
