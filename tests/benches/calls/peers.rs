//! What others do: their attributes, and the stack that a careful team puts together by hand.

use crate::harness::{Bench, futures, sync};
use crate::{Row, row, subjects};
use metrics_exporter_prometheus::PrometheusBuilder;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracerProvider, SpanData, SpanExporter,
};
use std::borrow::Cow;
use std::cell::RefCell;
use std::time::{Duration, Instant};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::prelude::*;

subjects!(instrumented, #[tracing::instrument(skip_all)]);
subjects!(caught, #[tracing::instrument(skip_all, err)]);
subjects!(fast, #[fastrace::trace]);
subjects!(auto, #[autometrics::autometrics]);

const RED: &str = "frosted: RED, sync";
const SPAN: &str = "frosted: RED and span exported, sync";
const SPAN_ASYNC: &str = "frosted: RED and span exported, async";
const BURST: u64 = 4000;

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("hand-made stack, sync", SPAN, || {
            team(
                Sampler::AlwaysOn,
                sync(|number, text| counted(|| caught::sync(number, text))),
            )
        }),
        row("hand-made stack, async", SPAN_ASYNC, || {
            let call = |number, text| async move {
                let begun = Instant::now();
                let returned = caught::ready(number, text).await;
                record(begun, returned.is_ok());
                returned
            };
            team(Sampler::AlwaysOn, futures(call))
        }),
        row("hand-made stack, error", SPAN, || {
            team(
                Sampler::AlwaysOn,
                sync(|number, text| counted(|| caught::fails(number, text))),
            )
        }),
        row("hand-made stack at 1 %, sync", SPAN, || {
            let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(0.01)));
            team(
                sampler,
                sync(|number, text| counted(|| caught::sync(number, text))),
            )
        }),
        row("tracing-opentelemetry, sync", SPAN, || {
            let provider = subscribe(Sampler::AlwaysOn);
            Bench::new(sync(instrumented::sync)).bursts(BURST, move || flush(&provider))
        }),
        row(
            "fastrace with its OpenTelemetry reporter, sync",
            SPAN,
            || rooted(sync(fast::sync)),
        ),
        row(
            "fastrace with its OpenTelemetry reporter, async",
            SPAN_ASYNC,
            || rooted(futures(fast::ready)),
        ),
        row("autometrics, sync", RED, || Bench::new(sync(auto::sync))),
        row("metrics macros, exporter, sync", RED, || {
            recorder();
            Bench::new(sync(|number, text| {
                counted(|| crate::floor::bare::sync(number, text))
            }))
        }),
        row("metrics handles kept, exporter, sync", RED, kept),
        row(
            "metrics handles kept, exporter, sync, 2 threads",
            RED,
            || kept().threads(2),
        ),
    ]
}

/// An exporter that takes everything.
#[derive(Debug)]
struct Nowhere;

impl SpanExporter for Nowhere {
    async fn export(&self, spans: Vec<SpanData>) -> OTelSdkResult {
        drop(spans);
        Ok(())
    }
}

fn subscribe(sampler: Sampler) -> SdkTracerProvider {
    let config = BatchConfigBuilder::default()
        .with_max_queue_size(100_000)
        .build();
    let batch = BatchSpanProcessor::builder(Nowhere)
        .with_batch_config(config)
        .build();
    let provider = SdkTracerProvider::builder()
        .with_span_processor(batch)
        .with_sampler(sampler)
        .build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("bench"));
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .with_writer(std::io::sink);
    let registry = tracing_subscriber::registry().with(LevelFilter::INFO);
    registry.with(layer).with(lines).init();
    provider
}

fn flush(provider: &SdkTracerProvider) {
    let _ = provider.force_flush();
}

fn recorder() {
    let recorder = PrometheusBuilder::new()
        .set_buckets(&frosted::names::DURATION_BUCKETS)
        .unwrap()
        .build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).unwrap();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(50));
            handle.run_upkeep();
        }
    });
}

/// The subscriber and the recorder of the team.
pub(crate) fn team(sampler: Sampler, run: impl Fn(u64) + Send + Sync + 'static) -> Bench {
    recorder();
    let provider = subscribe(sampler);
    Bench::new(run).bursts(BURST, move || flush(&provider))
}

fn counted<T, E>(call: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let begun = Instant::now();
    let returned = call();
    record(begun, returned.is_ok());
    returned
}

fn record(begun: Instant, ok: bool) {
    let result = if ok { "ok" } else { "error" };
    metrics::counter!("calls_total", "function" => "sync", "result" => result).increment(1);
    let took = begun.elapsed().as_secs_f64();
    metrics::histogram!("calls_duration_seconds", "function" => "sync").record(took);
}

fn kept() -> Bench {
    recorder();
    let calls = metrics::counter!("calls_total", "function" => "sync", "result" => "ok");
    let took = metrics::histogram!("calls_duration_seconds", "function" => "sync");
    Bench::new(sync(move |number, text| {
        let begun = Instant::now();
        let returned = crate::floor::bare::sync(number, text);
        calls.increment(1);
        took.record(begun.elapsed().as_secs_f64());
        returned
    }))
}

thread_local! {
    static ROOT: RefCell<Option<(fastrace::local::LocalParentGuard, fastrace::Span)>> =
        const { RefCell::new(None) };
}

fn rooted(run: impl Fn(u64) + Send + Sync + 'static) -> Bench {
    let reporter = fastrace_opentelemetry::OpenTelemetryReporter::new(
        Nowhere,
        Cow::Owned(opentelemetry_sdk::Resource::builder_empty().build()),
        opentelemetry::InstrumentationScope::builder("bench").build(),
    );
    let config = fastrace::collector::Config::default();
    fastrace::set_reporter(reporter, config.report_interval(Duration::from_millis(50)));
    let root = || {
        let context = fastrace::collector::SpanContext::random();
        let span = fastrace::Span::root("request", context);
        let guard = span.set_local_parent();
        ROOT.set(Some((guard, span)));
    };
    Bench::new(run).before(root).bursts(BURST, || {
        ROOT.set(None);
        fastrace::flush();
    })
}
