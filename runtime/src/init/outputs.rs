//! The outputs that this build has and the settings ask for.

use crate::clock;
use crate::config::{Otel, Own};
use crate::engine::{Engine, Outputs};
use crate::metrics::{self, Settings};
use crate::redact::{Clean, Sink};
use std::time::{Duration, Instant};

type Launch = Box<dyn FnOnce() + Send + Sync>;
type Flush = Box<dyn Fn(Duration) -> bool + Send + Sync>;

/// How to reach what runs in the background, for as long as the process lives.
#[derive(Default)]
pub(super) struct Running {
    launches: Vec<Launch>,
    /// What says on the metrics page how the outputs do.
    shows: Vec<Launch>,
    pub(super) engine: Option<Engine>,
    traces: Option<Flush>,
    metrics: Option<Flush>,
    logs: Option<Flush>,
}

impl Running {
    /// Starts the threads.
    pub(super) fn launch(&mut self) {
        self.launches.drain(..).for_each(|launch| launch());
    }

    /// Says on the metrics page how the outputs do.
    pub(super) fn show(&mut self) {
        self.shows.drain(..).for_each(|show| show());
        watch_runtime();
    }

    /// Whether metrics are pushed.
    pub(super) fn pushes_metrics(&self) -> bool {
        self.metrics.is_some()
    }

    /// Spans and metrics first, at once, as neither is to wait for the other's collector; then lines:
    /// what goes wrong with the others is one of them, so that they get a moment in any case.
    pub(super) fn flush(&self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        let ended = self.engine.is_none_or(|engine| engine.flush(limit));
        let left = deadline.saturating_duration_since(Instant::now());
        let (traces, metrics) = both(self.traces.as_ref(), self.metrics.as_ref(), left);
        let left = deadline.saturating_duration_since(Instant::now());
        let left = left.max(Duration::from_millis(100));
        let logs = self.logs.as_ref().is_none_or(|flush| flush(left));
        ended && traces && metrics && logs
    }
}

/// Flushes both at once.
fn both(one: Option<&Flush>, other: Option<&Flush>, limit: Duration) -> (bool, bool) {
    let now = |flush: Option<&Flush>| flush.is_none_or(|flush| flush(limit));
    if one.is_none() || other.is_none() {
        return (now(one), now(other));
    }
    std::thread::scope(|scope| {
        let beside = std::thread::Builder::new().spawn_scoped(scope, || now(one));
        let other = now(other);
        // Without a thread it is this one's turn.
        let one = beside.map_or_else(|_| now(one), |beside| beside.join().unwrap_or_default());
        (one, other)
    })
}

/// The sinks that this build has.
pub(super) fn sinks() -> Vec<Sink> {
    let all = [
        (cfg!(feature = "logs"), Sink::Json),
        (cfg!(feature = "otlp"), Sink::Otlp),
    ];
    let present = all.into_iter().filter(|(present, _)| *present);
    present.map(|(_, sink)| sink).collect()
}

/// Makes every output. They only queue until they are launched, so that nothing runs for an
/// `init` that fails, and nothing is said before somebody listens.
pub(super) fn prepare(own: &Own, otel: &Otel) -> (Running, Outputs) {
    let mut running = Running::default();
    let mut sinks = Outputs::default();
    prepare_logs(own, &mut running, &mut sinks);
    prepare_traces(otel, &mut running, &mut sinks);
    (running, sinks)
}

#[cfg(feature = "logs")]
fn prepare_logs(own: &Own, running: &mut Running, sinks: &mut Outputs) {
    use crate::config::LogTarget;
    use crate::logs::{LogWriter, Logs, Stream};
    let stream = match own.logs {
        LogTarget::Stdout => Stream::Stdout,
        LogTarget::Stderr => Stream::Stderr,
        LogTarget::Off => return,
    };
    let writer = std::sync::Arc::new(LogWriter::new(own.log_queue));
    let (of_flush, of_launch) = (writer.clone(), writer.clone());
    running
        .launches
        .push(Box::new(move || of_launch.launch(stream)));
    let of_show = writer.clone();
    running.shows.push(Box::new(move || of_show.show()));
    running.logs = Some(Box::new(move |limit| of_flush.flush(limit)));
    sinks.events = Some(Box::new(Logs::new(writer)));
}

#[cfg(not(feature = "logs"))]
fn prepare_logs(_: &Own, _: &mut Running, _: &mut Outputs) {}

#[cfg(feature = "otlp")]
fn prepare_traces(otel: &Otel, running: &mut Running, sinks: &mut Outputs) {
    use crate::otlp::{Otlp, SpanSettings};
    let Some(export) = &otel.traces else {
        return;
    };
    let settings = SpanSettings {
        target: target(export),
        schedule_delay: otel.schedule_delay,
        max_queue: otel.max_queue,
        max_batch: otel.max_batch,
        resource: clean(&otel.resource),
    };
    let otlp = Otlp::new(&settings);
    let (of_flush, of_launch) = (otlp.clone(), otlp.clone());
    running
        .launches
        .push(Box::new(move || of_launch.launch(settings)));
    let of_show = otlp.clone();
    running.shows.push(Box::new(move || of_show.show()));
    running.traces = Some(Box::new(move |limit| of_flush.flush(limit)));
    sinks.spans = Some(Box::new(otlp));
}

#[cfg(not(feature = "otlp"))]
fn prepare_traces(_: &Otel, _: &mut Running, _: &mut Outputs) {}

#[cfg(feature = "otlp")]
fn target(export: &crate::config::Export) -> crate::otlp::Target {
    use crate::otlp::{Protocol, Target};
    Target {
        endpoint: export.endpoint.0.clone(),
        protocol: if export.grpc {
            Protocol::Grpc
        } else {
            Protocol::Http
        },
        gzip: export.gzip,
        timeout: export.timeout,
        headers: export.headers.0.clone(),
    }
}

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
    push_metrics(otel, running);
}

/// Our recorder, if there is a way to read it.
fn install_recorder(otel: &Otel) {
    install_page();
    if cfg!(feature = "prometheus") || (cfg!(feature = "otlp") && otel.metrics.is_some()) {
        metrics::install();
    }
}

#[cfg(feature = "otlp")]
fn push_metrics(otel: &Otel, running: &mut Running) {
    use crate::config::Temporality;
    use crate::otlp::{OtlpMetrics, PushSettings, Target};
    let Some(export) = &otel.metrics else {
        return;
    };
    let output = OtlpMetrics::launch(PushSettings {
        target: Target {
            timeout: export.timeout.min(otel.push_timeout),
            ..target(export)
        },
        interval: otel.interval,
        timeout: otel.push_timeout,
        delta: otel.temporality == Temporality::Delta,
        resource: clean(&otel.resource),
    });
    running.metrics = output.map(|output| -> Flush { Box::new(move |limit| output.flush(limit)) });
}

#[cfg(not(feature = "otlp"))]
fn push_metrics(_: &Otel, _: &mut Running) {}

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
