//! The thread that keeps clocks and series in order while nobody asks for them.

use super::store::store;
use super::{RECORDER, exemplars};
use crate::clock;
use std::thread;
use std::time::{Duration, Instant};

/// How often the thread looks, and an exemplar may be replaced.
const PAUSE: Duration = Duration::from_secs(1);

/// What a user can say of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// How many series one metric may have.
    pub(crate) series: usize,
    /// After how long a gauge is forgotten that nobody writes; zero forgets none.
    pub(crate) idle: Duration,
    /// Which values may become exemplars.
    pub(crate) exemplars: super::ExemplarFilter,
}

/// Puts the settings in force.
pub(crate) fn apply(settings: Settings) {
    store().limit(settings.series);
    exemplars::filter(settings.exemplars);
}

/// Starts the thread, which lives as long as the process and does something else each second, too. Where none can be had, everything is
/// counted as before; exemplars stay the first ones, and idle gauges stay.
pub(crate) fn launch(settings: Settings, also: impl Fn() + Send + 'static) {
    let _ = thread::Builder::new()
        .name("frosted-upkeep".to_owned())
        .spawn(move || keep_up(settings, also));
}

fn keep_up(settings: Settings, also: impl Fn()) {
    let began = Instant::now();
    loop {
        thread::sleep(PAUSE);
        exemplars::next_round();
        clock::compare();
        also();
        if let (false, Some(recorder)) = (settings.idle.is_zero(), RECORDER.get()) {
            recorder.let_go(began.elapsed().as_secs(), settings.idle.as_secs());
        }
    }
}
