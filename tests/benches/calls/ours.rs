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
            "frosted: RED and span not kept, sync",
            "frosted: RED, sync",
            || unsampled(sync(plain::sync)),
        ),
        row(
            "frosted: RED and span not kept, async",
            "frosted: RED, async",
            || unsampled(futures(plain::ready)),
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

fn telemetry(sampler: &str) -> &'static frosted::Telemetry {
    static TELEMETRY: OnceLock<frosted::Telemetry> = OnceLock::new();
    TELEMETRY.get_or_init(|| {
        let sink = std::env::var("BENCH_SINK").unwrap();
        for (name, value) in [
            ("OTEL_TRACES_SAMPLER", sampler),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", &sink),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "100000"),
            ("FROSTED_LOGS", "off"),
        ] {
            // SAFETY: nothing else runs yet.
            unsafe { std::env::set_var(name, value) };
        }
        frosted::init!().unwrap()
    })
}

fn unsampled(run: impl Fn(u64) + Send + Sync + 'static) -> Bench {
    telemetry("always_off");
    Bench::new(run)
}

fn sampled(run: impl Fn(u64) + Send + Sync + 'static) -> Bench {
    let telemetry = telemetry("always_on");
    Bench::new(run).bursts(4000, || assert!(telemetry.flush(Duration::from_secs(10))))
}
