//! frosted.

use crate::harness::{Bench, futures, sync};
use crate::{Row, row, subjects};
use std::sync::OnceLock;
use std::time::Duration;

subjects!(red, #[frosted::observed(skip_all, level = "trace", err = off)]);
subjects!(plain, #[frosted::observed(skip_all, err = off)]);
subjects!(announced, #[frosted::observed(skip_all)]);

#[frosted::observed(skip_all, err = off, fields(number, length = text.len()))]
#[inline(never)]
fn fielded(number: u64, text: &str) -> Result<u64, crate::subject::Missing> {
    if number == u64::MAX {
        return Err(crate::subject::Missing);
    }
    Ok(number.wrapping_mul(31).wrapping_add(text.len() as u64))
}

const TEAM: &str = "hand-made stack, sync";
const TEAM_ASYNC: &str = "hand-made stack, async";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("frosted: RED, sync", "floor: RED by hand, sync", || {
            unsampled(sync(red::sync))
        }),
        row("frosted: RED, async", "floor: RED by hand, async", || {
            unsampled(futures(red::ready))
        }),
        row(
            "frosted: RED, sync, 2 threads",
            "frosted: RED, sync",
            || unsampled(sync(red::sync)).threads(2),
        ),
        row(
            "frosted: RED, trace not recorded, sync",
            "frosted: RED, sync",
            || unsampled(inside(sync(plain::sync))),
        ),
        row(
            "frosted: RED, trace not recorded, async",
            "frosted: RED, async",
            || unsampled(inside(futures(plain::ready))),
        ),
        row(
            "frosted: RED and span not kept, sync",
            "frosted: RED, sync",
            || unsampled(sync(plain::sync)),
        ),
        row(
            "frosted: RED and span not kept, async",
            "frosted: RED, async",
            || unsampled(futures(plain::ready)),
        ),
        row(
            "frosted: RED and span exported inside of one, sync",
            "fastrace with its OpenTelemetry reporter, sync",
            || sampled(inside(sync(plain::sync))),
        ),
        row(
            "frosted: RED and span exported inside of one, async",
            "fastrace with its OpenTelemetry reporter, async",
            || sampled(inside(futures(plain::ready))),
        ),
        row("frosted: RED and span exported, sync", TEAM, || {
            sampled(sync(plain::sync))
        }),
        row("frosted: RED and span exported, async", TEAM_ASYNC, || {
            sampled(futures(plain::ready))
        }),
        row(
            "frosted: RED and span exported, async, one yield",
            TEAM_ASYNC,
            || sampled(futures(plain::yields)),
        ),
        row("frosted: RED and span exported, two fields", TEAM, || {
            sampled(sync(fielded))
        }),
        row(
            "frosted: RED and span exported, error",
            "hand-made stack, error",
            || sampled(sync(announced::fails)),
        ),
        row(
            "frosted: RED and span exported, sync, 2 threads",
            "frosted: RED and span exported, sync",
            || sampled(sync(plain::sync)).threads(2),
        ),
    ]
}

fn set(name: &str, value: &str) {
    // SAFETY: nothing else runs yet.
    unsafe { std::env::set_var(name, value) };
}

fn telemetry(sampler: &str) -> &'static frosted::Telemetry {
    static TELEMETRY: OnceLock<frosted::Telemetry> = OnceLock::new();
    TELEMETRY.get_or_init(|| {
        let sink = std::env::var("BENCH_SINK").unwrap();
        for (name, value) in [
            ("OTEL_TRACES_SAMPLER", sampler),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", &sink),
            // The peers write lines and export none.
            ("OTEL_LOGS_EXPORTER", "none"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "100000"),
            // The peers' metrics are on a page, and so are ours here.
            ("OTEL_METRICS_EXPORTER", "none"),
        ] {
            set(name, value);
        }
        if std::env::var("FROSTED_LOGS").is_err() {
            set("FROSTED_LOGS", "off");
        }
        frosted::init!().unwrap()
    })
}

/// With lines as well, which go where nobody reads them.
pub(crate) fn everything<R: Fn(u64) + Send + Sync + 'static>(run: impl FnOnce() -> R) -> Bench {
    everything_at("always_on", "", run)
}

/// The same with a sampler and its argument.
pub(crate) fn everything_at<R: Fn(u64) + Send + Sync + 'static>(
    sampler: &str,
    argument: &str,
    run: impl FnOnce() -> R,
) -> Bench {
    set("FROSTED_LOGS", "stderr");
    set("FROSTED_LOG_QUEUE", "100000");
    set("OTEL_TRACES_SAMPLER_ARG", argument);
    let telemetry = telemetry(sampler);
    Bench::new(run()).bursts(4000, || assert!(telemetry.flush(Duration::from_secs(10))))
}

/// Lines and nothing else.
pub(crate) fn with_lines(run: impl Fn(u64) + Send + Sync + 'static) -> Bench {
    everything_at("always_off", "", || run)
}

/// Calls inside of one that is a root.
fn inside(run: impl Fn(u64) + Send + Sync + 'static) -> impl Fn(u64) + Send + Sync + 'static {
    #[frosted::observed(skip_all)]
    fn request(run: &dyn Fn(u64), calls: u64) {
        run(calls);
    }
    move |calls| request(&run, calls)
}

fn unsampled(run: impl Fn(u64) + Send + Sync + 'static) -> Bench {
    telemetry("always_off");
    Bench::new(run)
}

fn sampled(run: impl Fn(u64) + Send + Sync + 'static) -> Bench {
    let telemetry = telemetry("always_on");
    Bench::new(run).bursts(4000, || assert!(telemetry.flush(Duration::from_secs(10))))
}
