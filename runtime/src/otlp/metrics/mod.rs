//! Metrics, pushed every so often from the store that the metrics page shows.

mod conventions;
mod convert;
mod last;
mod worker;

use crate::export::{Rounds, Target};
use crate::metrics::watch;
use crate::metrics::{Number, is_ours};
use crate::names;
use crate::redact::Clean;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Everything the output needs to know.
#[derive(Clone, Debug)]
pub(crate) struct PushSettings {
    pub(crate) target: Target,
    /// The pause between two pushes.
    pub(crate) interval: Duration,
    /// Time limit of one push, which may take several exports.
    pub(crate) timeout: Duration,
    /// Whether numbers count from the last push that arrived rather than from the start.
    pub(crate) delta: bool,
    pub(crate) resource: Vec<(String, Clean)>,
}

/// The output of metrics.
#[derive(Clone, Debug)]
pub(crate) struct OtlpMetrics {
    state: Arc<Pushed>,
}

#[derive(Debug)]
struct Pushed {
    rounds: Rounds<()>,
    /// Values that arrived, and those that did not.
    taken: AtomicU64,
    lost: AtomicU64,
}

impl OtlpMetrics {
    /// Starts the thread that pushes; `None` where the metrics are kept by a recorder of the
    /// application's.
    pub(crate) fn launch(settings: PushSettings) -> Option<Self> {
        if !is_ours() {
            return None;
        }
        let state = Arc::new(Pushed {
            rounds: Rounds::new(),
            taken: AtomicU64::default(),
            lost: AtomicU64::default(),
        });
        worker::start(Arc::clone(&state), settings);
        let output = Self { state };
        output.show();
        Some(output)
    }

    /// Shows on the metrics page how it goes.
    fn show(&self) {
        let exported = names::POINTS_EXPORTED;
        let (of_taken, of_lost) = (Arc::clone(&self.state), Arc::clone(&self.state));
        watch(exported, &[(names::LABEL_ERROR_TYPE, "")], move || {
            Number::Whole(of_taken.taken.load(Ordering::Relaxed))
        });
        watch(
            exported,
            &[(names::LABEL_ERROR_TYPE, "export_failed")],
            move || Number::Whole(of_lost.lost.load(Ordering::Relaxed)),
        );
    }

    /// Pushes now and waits for the end of it, at most for `limit`.
    pub(crate) fn flush(&self, limit: Duration) -> bool {
        self.state.rounds.flush(limit)
    }
}
