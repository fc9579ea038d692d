//! Assembly: reads the settings, starts the outputs, installs the engine.

mod buckets;
mod doctor;
#[cfg(not(feature = "axum"))]
#[path = "no_edge.rs"]
mod edge;
#[cfg(feature = "axum")]
mod edge;
mod error;
mod filter;
mod lock;
mod outputs;
#[cfg(not(feature = "sql"))]
#[path = "no_queries.rs"]
mod queries;
#[cfg(feature = "sql")]
mod queries;
#[cfg(not(feature = "log"))]
#[path = "no_records.rs"]
mod records;
#[cfg(feature = "log")]
mod records;

pub use doctor::{Report, doctor};
pub use error::InitError;
pub use filter::{BadFilter, log_filter, set_log_filter};

use crate::config::{Environment, Otel, Own, Redaction, Reports};
use crate::engine::{self, Engine};
use crate::metrics::{self, Asked};
use crate::panics::{self, Panics};
use crate::redact::{self, Policies, Sink};
use crate::{call, names, returned};
use outputs::Running;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tracing_core::{Dispatch, dispatcher};

/// Longer than anybody waits, and short enough for a clock to add it.
const LONGEST_FLUSH: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a program that ends with a panic may take for what is queued.
const LAST_WORDS: Duration = Duration::from_secs(2);

static RUNNING: OnceLock<Running> = OnceLock::new();
/// Held while one thread initialises.
static STARTING: Mutex<()> = Mutex::new(());

/// Sets telemetry up with more to say than [`init!`](crate::init!) does.
///
/// ```no_run
/// let _telemetry = frosted::Builder::new("shop", "1.4.2")
///     .resource("deployment.environment.name", "staging")
///     .init()?;
/// # Ok::<(), frosted::InitError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is set up until `init` is called"]
pub struct Builder {
    /// What the code calls the service, which is its package with `init!`.
    package: String,
    resource: Vec<(String, String)>,
    policies: Policies,
    panics: Panics,
    buckets: Vec<(String, Vec<f64>)>,
}

impl Builder {
    /// A service of this name and version. `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` win
    /// over them.
    pub fn new(service_name: impl Into<String>, service_version: impl Into<String>) -> Self {
        let package = service_name.into();
        Self {
            resource: vec![
                ("service.name".to_owned(), package.clone()),
                ("service.version".to_owned(), service_version.into()),
            ],
            package,
            policies: Policies::default(),
            panics: Panics::Message,
            buckets: Vec::new(),
        }
    }

    /// What each sink may show. The file that `FROSTED_POLICY` names wins over them.
    pub fn policies(mut self, policies: Policies) -> Self {
        self.policies = policies;
        self
    }

    /// Leaves the messages of panics out of their events: only where they happened is said. A
    /// message has gone through the scrubber otherwise.
    pub fn hide_panic_messages(mut self) -> Self {
        self.panics = Panics::Place;
        self
    }

    /// Leaves the panic hook as it is. The standard one prints the message of a panic as it is, and
    /// `assert_eq!` and `unwrap` put values into it.
    pub fn keep_panic_hook(mut self) -> Self {
        self.panics = Panics::Untouched;
        self
    }

    /// Adds a resource attribute, which stands on every exported span and metric. Names:
    /// [resource semantic conventions](https://opentelemetry.io/docs/specs/semconv/resource/).
    pub fn resource(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.resource.push((key.into(), value.into()));
        self
    }

    /// Says which buckets the histogram of this name has, as upper bounds in ascending order. It is
    /// meant for histograms of the `metrics` facade; those of
    /// [`business_metric`](crate::business_metric) say it themselves. Without it a name that ends
    /// with `_seconds` has the
    /// [bounds of the semantic conventions](crate::names::DURATION_BUCKETS), one that ends with
    /// `_bytes` powers of four from 256 to 16777216, and any other 0 to 10000. Those of
    /// `http_server_request_duration_seconds` must have the limits of all [objectives](crate::slo).
    pub fn buckets(mut self, name: impl Into<String>, bounds: impl Into<Vec<f64>>) -> Self {
        self.buckets.push((name.into(), bounds.into()));
        self
    }

    /// Reads the environment and starts everything that it and the crate's features ask for. The
    /// variables are listed in the [crate's documentation](crate#settings).
    ///
    /// # Errors
    /// [`InitError::AlreadyInitialized`] on the second call, which changes nothing;
    /// [`InitError::SubscriberInstalled`] when the application has set a global `tracing`
    /// subscriber of its own without our `layer()`; [`InitError::Settings`] with every bad `FROSTED_*` variable, and
    /// everything that is wrong with the policies and the buckets. A bad
    /// `OTEL_*` variable is no error: it is reported as a warning, and its default is used.
    pub fn init(self) -> Result<Telemetry, InitError> {
        let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        if RUNNING.get().is_some() {
            return Err(InitError::AlreadyInitialized);
        }
        let environment = Environment::of_process();
        let (own, redaction) = read(&environment, self.policies, &self.buckets)?;
        for (name, bounds) in &self.buckets {
            metrics::say_buckets(name, bounds);
        }
        let mut otel = Otel::read(&environment);
        let package = self.package;
        otel.resource = outputs::resource(self.resource, &otel.resource);
        let reports = Reports::read(&environment);
        let (mut running, sinks) = outputs::prepare(&own, &mut otel, &reports);
        queries::configure(&own);
        let engine = Engine::new(otel.filter.clone(), otel.sampler, own.keep, sinks);
        if !engine::listen(engine) {
            queries::listen(&own);
            dispatcher::set_global_default(Dispatch::new(engine))
                .map_err(|_| InitError::SubscriberInstalled)?;
        }
        edge::configure(&environment, &mut otel);
        redact::configure(redaction.scrub);
        let keyless: Vec<Sink> = redaction.policies.keyless().collect();
        redact::freeze(&redaction.policies, &running.sinks);
        records::hear_by(&otel.filter);
        panics::watch(self.panics, running.writes_lines, last_words);
        running.launch();
        running.engine = Some(engine);
        outputs::start_metrics(&own, &otel, &mut running);
        running.show();
        engine.launch(metrics::span_counts());
        returned::compare_words();
        call::report_polls_above(own.blocking_poll);
        let telemetry = Telemetry {
            flush_timeout: own.flush_timeout,
        };
        let pushed = running.pushes_metrics;
        // Nobody else sets it: the lock above is held.
        let _ = RUNNING.set(running);
        report(&otel, pushed, &keyless, &package);
        Ok(telemetry)
    }
}

/// Writes and sends what is queued, before a panic ends the process.
fn last_words() {
    if let Some(running) = RUNNING.get() {
        running.flush(LAST_WORDS);
    }
}

/// Our own settings, or everything that is wrong with them.
fn read(
    environment: &Environment,
    policies: Policies,
    buckets: &[(String, Vec<f64>)],
) -> Result<(Own, Redaction), InitError> {
    let own = Own::read(environment);
    let redaction = Redaction::read(environment, policies);
    let of_buckets = buckets::faults(buckets);
    match (own, redaction) {
        (Ok(own), Ok(redaction)) if of_buckets.is_empty() => Ok((own, redaction)),
        (own, redaction) => {
            let mut faults = own.err().unwrap_or_default();
            faults.extend(redaction.err().unwrap_or_default());
            faults.extend(of_buckets);
            Err(InitError::Settings(faults))
        }
    }
}

/// Says once what the settings led to.
fn report(otel: &Otel, pushed: bool, keyless: &[Sink], package: &str) {
    for sink in keyless {
        tracing::warn!(
            target: names::TARGET,
            sink = sink.name(),
            "a policy asks for hashes and there is no key, so tags are shown"
        );
    }
    if let Some(problem) = lock::several_opentelemetries(package) {
        tracing::warn!(target: names::TARGET, "{problem}");
    }
    for warning in &otel.warnings {
        tracing::warn!(
            target: names::TARGET,
            variable = warning.variable,
            used_instead = warning.used_instead,
            "a setting cannot be used"
        );
    }
    tracing::info!(
        target: names::TARGET,
        traces_exported = cfg!(feature = "otlp") && otel.traces.is_some(),
        metrics_pushed = pushed,
        "telemetry started"
    );
}

/// Asks for the trace around to be exported, whatever the head decision was; the budget of
/// `FROSTED_TRACE_BUDGET` holds for it too. Outside of any span, and where traces are not held back,
/// it does nothing.
///
/// ```
/// #[frosted::observed]
/// fn refund(order_id: u64, cents: u64) {
///     if cents > 1_000_000 {
///         frosted::keep_trace();
///     }
/// }
/// # refund(7, 2_000_000);
/// ```
pub fn keep_trace() {
    engine::want_trace();
}

/// Keeps telemetry flushed: dropping it writes and sends what is still queued, for at most
/// `FROSTED_FLUSH_TIMEOUT` (5 seconds). Keep it until the end of `main`.
#[derive(Debug)]
#[must_use = "dropping it at once leaves the last lines and spans of the process unsent"]
pub struct Telemetry {
    flush_timeout: Duration,
}

impl Telemetry {
    /// Writes and sends what is queued, waiting at most for `limit` and never for more than a day;
    /// whether all of it was dealt with in time. Spans that the collector refused count as dealt
    /// with.
    pub fn flush(&self, limit: Duration) -> bool {
        let limit = limit.min(LONGEST_FLUSH);
        RUNNING.get().is_none_or(|running| running.flush(limit))
    }

    /// Everything that was counted, as Prometheus text 0.0.4; `None` before `init`, without the feature
    /// `prometheus` or when the application has installed a `metrics` recorder of its own.
    pub fn metrics(&self) -> Option<String> {
        let pieces = metrics::page(Asked::default())?.pieces;
        let mut page = Vec::new();
        pieces.for_each(|piece| page.extend(piece));
        String::from_utf8(page).ok()
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        self.flush(self.flush_timeout);
    }
}
