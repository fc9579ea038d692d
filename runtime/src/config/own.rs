//! The `FROSTED_*` variables.

use super::edge;
use super::env::{Environment, duration};
use crate::engine::Keep;
use crate::metrics;
use crate::names::env;
use std::fmt;
use std::time::Duration;

/// Every variable of ours, in the order of the documentation.
const KNOWN: [&str; 16] = [
    env::FROSTED_LOGS,
    env::FROSTED_LOG_FORMAT,
    env::FROSTED_LOG_QUEUE,
    env::FROSTED_FLUSH_TIMEOUT,
    env::FROSTED_BLOCKING_POLL,
    env::FROSTED_TRACE_KEEP,
    env::FROSTED_TRACE_SLOW,
    env::FROSTED_TRACE_BUDGET,
    env::FROSTED_METRIC_SERIES,
    env::FROSTED_METRIC_IDLE,
    env::FROSTED_SLOW_QUERY,
    env::FROSTED_SQLX_EVENTS,
    env::FROSTED_TRUSTED_PROXIES,
    env::FROSTED_ZONE,
    env::FROSTED_POLICY,
    env::FROSTED_HASH_KEY,
];

/// Where log lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogTarget {
    Stdout,
    Stderr,
    Off,
}

/// What log lines look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For somebody who reads them on a terminal, and JSON otherwise.
    Auto,
    Json,
    Pretty,
}

/// Our own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Own {
    pub(crate) logs: LogTarget,
    pub(crate) log_format: LogFormat,
    /// Whether pretty lines may have colours.
    pub(crate) colour: bool,
    pub(crate) log_queue: usize,
    pub(crate) flush_timeout: Duration,
    /// Zero reports no poll.
    pub(crate) blocking_poll: Duration,
    /// Which traces leave that the head decision did not take.
    pub(crate) keep: Keep,
    /// How many series one metric may have.
    pub(crate) metric_series: usize,
    /// After how long a gauge is forgotten that nobody writes; zero forgets none.
    pub(crate) metric_idle: Duration,
    /// From when on a query is slow; zero for never.
    pub(crate) slow_query: Duration,
    /// Whether queries are known by the events of sqlx.
    pub(crate) sqlx_events: bool,
}

/// One bad variable: which, and what it may be. Its value is not repeated, as somebody may have
/// set the wrong variable to a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(super) variable: String,
    pub(super) expected: String,
}

impl Fault {
    pub(crate) fn new(variable: &str, expected: &str) -> Self {
        Self {
            variable: variable.to_owned(),
            expected: expected.to_owned(),
        }
    }

    /// The variable's name.
    pub fn variable(&self) -> &str {
        &self.variable
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.variable, self.expected)
    }
}

impl Default for Own {
    fn default() -> Self {
        Self {
            logs: LogTarget::Stdout,
            log_format: LogFormat::Auto,
            colour: true,
            log_queue: 16_384,
            flush_timeout: Duration::from_secs(5),
            blocking_poll: Duration::from_millis(100),
            keep: Keep::DEFAULT,
            metric_series: metrics::MAX_SERIES,
            metric_idle: Duration::ZERO,
            slow_query: Duration::from_secs(1),
            sqlx_events: true,
        }
    }
}

impl Own {
    /// Reads all variables, and all faults of them.
    pub(crate) fn read(environment: &Environment) -> Result<Self, Vec<Fault>> {
        let mut faults = unknown(environment);
        let mut read = Reader {
            environment,
            faults: &mut faults,
        };
        let default = Self::default();
        let own = Self {
            logs: read.or(
                env::FROSTED_LOGS,
                "must be `stdout`, `stderr` or `off`",
                log_target,
                default.logs,
            ),
            log_format: read.or(
                env::FROSTED_LOG_FORMAT,
                "must be `auto`, `json` or `pretty`",
                log_format,
                default.log_format,
            ),
            colour: environment.get(env::NO_COLOR).is_none(),
            log_queue: read.or(
                env::FROSTED_LOG_QUEUE,
                "must be a number of lines from 1 to 1000000",
                |text| {
                    text.parse()
                        .ok()
                        .filter(|lines| (1..=1_000_000).contains(lines))
                },
                default.log_queue,
            ),
            flush_timeout: read.or(
                env::FROSTED_FLUSH_TIMEOUT,
                "must be a duration such as `500ms`, `5s` or `1m`, up to an hour",
                |text| duration(text).filter(|limit| *limit <= Duration::from_hours(1)),
                default.flush_timeout,
            ),
            blocking_poll: read.or(
                env::FROSTED_BLOCKING_POLL,
                "must be a duration such as `100ms` or `1s`, or `off`",
                limit,
                default.blocking_poll,
            ),
            keep: read.keep(default.keep),
            metric_series: read.or(
                env::FROSTED_METRIC_SERIES,
                "must be a number of series from 1 to 1000000",
                |text| {
                    text.parse()
                        .ok()
                        .filter(|series| (1..=1_000_000).contains(series))
                },
                default.metric_series,
            ),
            metric_idle: read.or(
                env::FROSTED_METRIC_IDLE,
                "must be a duration such as `10m`, at least `1s`, or `off`",
                metric_idle,
                default.metric_idle,
            ),
            slow_query: read.or(
                env::FROSTED_SLOW_QUERY,
                "must be a duration such as `250ms` or `1s`, or `off`",
                limit,
                default.slow_query,
            ),
            sqlx_events: read.or(
                env::FROSTED_SQLX_EVENTS,
                "must be `on` or `off`",
                on_or_off,
                default.sqlx_events,
            ),
        };
        read.checked(
            env::FROSTED_TRUSTED_PROXIES,
            "must be networks such as `10.0.0.0/8`, or addresses, separated by commas",
            edge::are_networks,
        );
        read.checked(
            env::FROSTED_ZONE,
            "must be names of hosts, or `*.domain`, separated by commas",
            edge::are_hosts,
        );
        if faults.is_empty() {
            Ok(own)
        } else {
            Err(faults)
        }
    }
}

struct Reader<'a> {
    environment: &'a Environment,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    fn keep(&mut self, default: Keep) -> Keep {
        let enabled = |text: &str| match text {
            "interesting" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        Keep {
            enabled: self.or(
                env::FROSTED_TRACE_KEEP,
                "must be `interesting` or `off`",
                enabled,
                default.enabled,
            ),
            slow: self.or(
                env::FROSTED_TRACE_SLOW,
                "must be a duration such as `250ms` or `1s`",
                |text| duration(text).filter(|slow| !slow.is_zero()),
                default.slow,
            ),
            budget: self.or(
                env::FROSTED_TRACE_BUDGET,
                "must be a number of traces a second from 1 to 100000",
                |text| text.parse().ok().filter(|it| (1..=100_000).contains(it)),
                default.budget,
            ),
        }
    }

    /// Checks a variable that is read elsewhere.
    fn checked(&mut self, variable: &str, expected: &str, is_good: fn(&str) -> bool) {
        self.or(variable, expected, |text| is_good(text).then_some(()), ());
    }

    fn or<T>(
        &mut self,
        variable: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
        default: T,
    ) -> T {
        let Some(text) = self.environment.get(variable) else {
            return default;
        };
        parse(text.trim()).unwrap_or_else(|| {
            self.faults.push(Fault::new(variable, expected));
            default
        })
    }
}

fn log_target(text: &str) -> Option<LogTarget> {
    match text {
        "stdout" => Some(LogTarget::Stdout),
        "stderr" => Some(LogTarget::Stderr),
        "off" => Some(LogTarget::Off),
        _ => None,
    }
}

fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "auto" => Some(LogFormat::Auto),
        "json" => Some(LogFormat::Json),
        "pretty" => Some(LogFormat::Pretty),
        _ => None,
    }
}

fn on_or_off(text: &str) -> Option<bool> {
    match text {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

/// How long something may take until it is said; zero for never.
fn limit(text: &str) -> Option<Duration> {
    if text == "off" {
        return Some(Duration::ZERO);
    }
    duration(text).filter(|limit| !limit.is_zero())
}

fn metric_idle(text: &str) -> Option<Duration> {
    if text == "off" {
        return Some(Duration::ZERO);
    }
    duration(text).filter(|idle| *idle >= Duration::from_secs(1))
}

/// A misspelt variable would be ignored in silence.
fn unknown(environment: &Environment) -> Vec<Fault> {
    environment
        .names()
        .filter(|name| name.starts_with(env::FROSTED_PREFIX) && !KNOWN.contains(name))
        .map(|name| Fault {
            variable: name.to_owned(),
            expected: format!(
                "is not a variable of frosted; there are {}",
                KNOWN.join(", ")
            ),
        })
        .collect()
}
