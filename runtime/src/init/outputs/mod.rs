//! The outputs that this build has and the settings ask for.

#[cfg(not(feature = "otlp"))]
#[path = "no_otlp.rs"]
mod otlp;
#[cfg(feature = "otlp")]
mod otlp;
#[cfg(not(feature = "sentry"))]
#[path = "no_sentry.rs"]
mod sentry;
#[cfg(feature = "sentry")]
mod sentry;

use crate::clock;
use crate::config::{Otel, Own, Reports};
use crate::engine::{Engine, Outputs};
use crate::metrics::{self, Settings};
use crate::redact::{Clean, Sink};
use std::time::{Duration, Instant};

pub(super) use sentry::check;

type Launch = Box<dyn FnOnce() + Send + Sync>;
type Flush = Box<dyn Fn(Duration) -> bool + Send + Sync>;

/// How to reach what runs in the background, for as long as the process lives.
#[derive(Default)]
pub(super) struct Running {
    launches: Vec<Launch>,
    /// What says on the metrics page how the outputs do.
    shows: Vec<Launch>,
    pub(super) engine: Option<Engine>,
    /// What sends spans, metrics and errors.
    senders: Vec<Flush>,
    /// What takes lines, also those that the senders write.
    of_lines: Vec<Flush>,
    /// Whether lines are written.
    pub(super) writes_lines: bool,
    /// Whether metrics are pushed.
    pub(super) pushes_metrics: bool,
    /// Those whose policies matter.
    pub(super) sinks: Vec<Sink>,
}

impl Running {
    /// Adds what starts the thread of an output, and what shows it on the metrics page.
    fn add(
        &mut self,
        launch: impl FnOnce() + Send + Sync + 'static,
        show: impl FnOnce() + Send + Sync + 'static,
    ) {
        self.launches.push(Box::new(launch));
        self.shows.push(Box::new(show));
    }

    /// Starts the threads.
    pub(super) fn launch(&mut self) {
        self.launches.drain(..).for_each(|launch| launch());
    }

    /// Says on the metrics page how the outputs do.
    pub(super) fn show(&mut self) {
        self.shows.drain(..).for_each(|show| show());
        watch_runtime();
    }

    /// Spans, metrics and errors first, at once, as none is to wait for the other's collector; then
    /// lines: what goes wrong with the others is one of them, so that they get a moment in any case.
    pub(super) fn flush(&self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        let left = || deadline.saturating_duration_since(Instant::now());
        let ended = self.engine.is_none_or(|engine| engine.flush(limit));
        let sent = at_once(&self.senders, left());
        let lines = at_once(&self.of_lines, left().max(Duration::from_millis(100)));
        ended && sent && lines
    }
}

/// Flushes all of them at once; whether all were done in time.
fn at_once(flushes: &[Flush], limit: Duration) -> bool {
    let [others @ .., last] = flushes else {
        return true;
    };
    let deadline = Instant::now() + limit;
    std::thread::scope(|scope| {
        let beside: Vec<_> = others
            .iter()
            .map(|flush| {
                let thread = std::thread::Builder::new();
                (thread.spawn_scoped(scope, || flush(limit)), flush)
            })
            .collect();
        let mut done = last(limit);
        for (thread, flush) in beside {
            done &= match thread {
                Ok(thread) => thread.join().unwrap_or_default(),
                // Without a thread it is this one's turn.
                Err(_) => flush(deadline.saturating_duration_since(Instant::now())),
            };
        }
        done
    })
}

/// Makes every output. They only queue until they are launched, so that nothing runs for an
/// `init` that fails, and nothing is said before somebody listens.
pub(super) fn prepare(own: &Own, otel: &mut Otel, reports: &Reports) -> (Running, Outputs) {
    let mut running = Running::default();
    let mut sinks = Outputs::default();
    prepare_logs(own, &mut running, &mut sinks);
    otlp::prepare(otel, &mut running, &mut sinks);
    sentry::prepare(reports, otel, &mut running, &mut sinks);
    (running, sinks)
}

#[cfg(feature = "logs")]
fn prepare_logs(own: &Own, running: &mut Running, sinks: &mut Outputs) {
    use crate::config::{LogFormat, LogTarget};
    use crate::logs::{Format, LogWriter, Logs, Stream};
    let stream = match own.logs {
        LogTarget::Stdout => Stream::Stdout,
        LogTarget::Stderr => Stream::Stderr,
        LogTarget::Off => return,
    };
    let writer = std::sync::Arc::new(LogWriter::new(own.log_queue));
    let (of_launch, of_show, of_flush) = (writer.clone(), writer.clone(), writer.clone());
    running.add(move || of_launch.launch(stream), move || of_show.show());
    running
        .of_lines
        .push(Box::new(move |limit| of_flush.flush(limit)));
    let is_pretty = match own.log_format {
        LogFormat::Auto => stream.is_terminal(),
        LogFormat::Json => false,
        LogFormat::Pretty => true,
    };
    let (format, sink) = if is_pretty {
        (Format::Pretty { colour: own.colour }, Sink::Console)
    } else {
        (Format::Json, Sink::Json)
    };
    running.sinks.push(sink);
    running.writes_lines = true;
    sinks.events.push(Box::new(Logs::new(writer, format)));
}

#[cfg(not(feature = "logs"))]
fn prepare_logs(_: &Own, _: &mut Running, _: &mut Outputs) {}

/// Begins to count, with the page that this build has, and to push if that is asked for.
pub(super) fn start_metrics(own: &Own, otel: &Otel, running: &mut Running) {
    let settings = Settings {
        series: own.metric_series,
        idle: own.metric_idle,
        exemplars: otel.exemplars,
    };
    metrics::apply(settings);
    install_recorder(otel);
    metrics::start();
    let resource = clean(&otel.resource);
    let resource: Vec<_> = resource
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_string()))
        .collect();
    metrics::say_target(resource.iter().map(|(name, value)| (*name, value.as_str())));
    clock::settle();
    let engine = running.engine;
    metrics::launch(settings, move || super::filter::come_back(engine));
    otlp::push_metrics(otel, running);
}

/// Our recorder, if there is a way to read it.
fn install_recorder(otel: &Otel) {
    install_page();
    if cfg!(feature = "prometheus") || (cfg!(feature = "otlp") && otel.metrics.is_some()) {
        metrics::install();
    }
}

/// Watches the Tokio runtime that this is called in, if it is one.
#[cfg(feature = "tokio")]
fn watch_runtime() {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        crate::task::watch_runtime("main", &runtime);
    }
}

#[cfg(not(feature = "tokio"))]
fn watch_runtime() {}

#[cfg(feature = "prometheus")]
fn install_page() {
    metrics::show_on(crate::prometheus::page);
}

#[cfg(not(feature = "prometheus"))]
fn install_page() {}

/// The resource as it may be sent.
fn clean(resource: &[(String, String)]) -> Vec<(String, Clean)> {
    let all = resource.iter();
    all.map(|(key, value)| {
        let clean = Clean::of_label(key, value);
        (
            key.clone(),
            clean.unwrap_or_else(|| Clean::scrubbed(value.clone())),
        )
    })
    .collect()
}

/// The resource: what the code says, overridden by what the environment says, completed by what
/// the conventions ask for.
pub(super) fn resource(
    of_code: Vec<(String, String)>,
    of_environment: &[(String, String)],
) -> Vec<(String, String)> {
    let mut resource = vec![
        ("telemetry.sdk.name".to_owned(), "frosted".to_owned()),
        ("telemetry.sdk.language".to_owned(), "rust".to_owned()),
        (
            "telemetry.sdk.version".to_owned(),
            env!("CARGO_PKG_VERSION").to_owned(),
        ),
        (
            "service.instance.id".to_owned(),
            uuid::Uuid::new_v4().to_string(),
        ),
    ];
    for (key, value) in of_code.into_iter().chain(of_environment.iter().cloned()) {
        resource.retain(|(known, _)| *known != key);
        resource.push((key, value));
    }
    resource
}
