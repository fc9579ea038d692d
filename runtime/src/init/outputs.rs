//! The outputs that this build has and the settings ask for.

use crate::config::{Otel, Own};
use crate::engine::Outputs;
use std::time::{Duration, Instant};

/// What runs in the background, for as long as the process lives.
#[derive(Default)]
pub(super) struct Running {
    #[cfg(feature = "logs")]
    logs: Option<std::sync::Arc<crate::logs::LogWriter>>,
    #[cfg(feature = "otlp")]
    otlp: Option<crate::otlp::Otlp>,
    #[cfg(feature = "prometheus")]
    page: Option<crate::prometheus::Page>,
}

impl Running {
    /// Spans first: what goes wrong with them is a log line.
    pub(super) fn flush(&self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        let left = || deadline.saturating_duration_since(Instant::now());
        let mut done = true;
        #[cfg(feature = "otlp")]
        {
            done &= self.otlp.as_ref().is_none_or(|otlp| otlp.flush(left()));
        }
        #[cfg(feature = "logs")]
        {
            let at_least = Duration::from_millis(100);
            done &= self
                .logs
                .as_ref()
                .is_none_or(|logs| logs.flush(left().max(at_least)));
        }
        let _ = left;
        done
    }

    pub(super) fn metrics(&self) -> Option<(&'static str, String)> {
        #[cfg(feature = "prometheus")]
        {
            let page = self.page.as_ref()?;
            Some((crate::prometheus::CONTENT_TYPE, page.render()))
        }
        #[cfg(not(feature = "prometheus"))]
        None
    }
}

/// Starts every output.
pub(super) fn start(own: &Own, otel: &Otel) -> (Running, Outputs) {
    let mut running = Running::default();
    let mut sinks = Outputs::default();
    start_logs(own, &mut running, &mut sinks);
    start_traces(otel, &mut running, &mut sinks);
    start_metrics(&mut running);
    (running, sinks)
}

#[cfg(feature = "logs")]
fn start_logs(own: &Own, running: &mut Running, sinks: &mut Outputs) {
    use crate::config::LogTarget;
    use crate::logs::{LogWriter, Logs, Stream};
    let stream = match own.logs {
        LogTarget::Stdout => Stream::Stdout,
        LogTarget::Stderr => Stream::Stderr,
        LogTarget::Off => return,
    };
    let writer = LogWriter::start(stream, own.log_queue);
    running.logs = Some(std::sync::Arc::clone(&writer));
    sinks.events = Some(Box::new(Logs::new(writer)));
}

#[cfg(not(feature = "logs"))]
fn start_logs(_: &Own, _: &mut Running, _: &mut Outputs) {}

#[cfg(feature = "otlp")]
fn start_traces(otel: &Otel, running: &mut Running, sinks: &mut Outputs) {
    use crate::otlp::{Otlp, OtlpSettings, Protocol};
    let Some(endpoint) = otel.endpoint.as_ref().filter(|_| otel.export) else {
        return;
    };
    let otlp = Otlp::start(OtlpSettings {
        endpoint: endpoint.0.clone(),
        protocol: if otel.grpc {
            Protocol::Grpc
        } else {
            Protocol::Http
        },
        gzip: otel.gzip,
        timeout: otel.timeout,
        schedule_delay: otel.schedule_delay,
        max_queue: otel.max_queue,
        max_batch: otel.max_batch,
        resource: otel.resource.clone(),
    });
    running.otlp = Some(otlp.clone());
    sinks.spans = Some(Box::new(otlp));
}

#[cfg(not(feature = "otlp"))]
fn start_traces(_: &Otel, _: &mut Running, _: &mut Outputs) {}

/// A recorder that the application installed before stays: its own page then shows our metrics.
#[cfg(feature = "prometheus")]
fn start_metrics(running: &mut Running) {
    let recorder = crate::prometheus::recorder();
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_ok() {
        running.page = Some(crate::prometheus::Page::new(handle));
    }
}

#[cfg(not(feature = "prometheus"))]
fn start_metrics(_: &mut Running) {}

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
