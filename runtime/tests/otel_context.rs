//! What code that asks `opentelemetry` for the span around gets to see inside of observed calls.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use frosted::observed;
use opentelemetry::Context;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry::trace::{SpanContext, TraceContextExt};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

fn seen() -> SpanContext {
    Context::current().span().span_context().clone()
}

#[observed]
fn inner() -> SpanContext {
    seen()
}

#[observed]
async fn outer() -> [SpanContext; 3] {
    let before = seen();
    let inside = inner();
    tokio::task::yield_now().await;
    [before, inside, seen()]
}

#[observed]
fn asks_a_library() -> SpanContext {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    let tracer = provider.tracer("library");
    opentelemetry::trace::Tracer::in_span(&tracer, "theirs", |_| ());
    let theirs = exporter.get_finished_spans().unwrap().remove(0);
    assert_eq!(theirs.parent_span_id, seen().span_id());
    assert_eq!(theirs.span_context.trace_id(), seen().trace_id());
    seen()
}

#[test]
fn the_span_around_is_the_present_one() {
    let _telemetry = frosted::Builder::new("test", "1").init().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    assert!(!seen().is_valid());
    // Two at once, on one thread: each sees its own.
    let (one, other) = runtime.block_on(async { tokio::join!(outer(), outer()) });
    for [before, inside, after] in [&one, &other] {
        assert!(before.is_valid() && before == after);
        assert_eq!(inside.trace_id(), before.trace_id());
        assert_ne!(inside.span_id(), before.span_id());
        assert!(before.is_sampled() && !before.is_remote());
    }
    assert_ne!(one[0].trace_id(), other[0].trace_id());
    assert!(asks_a_library().is_valid());
    // What was attached by hand comes back.
    let theirs = SpanContext::new(
        7_u128.into(),
        8_u64.into(),
        opentelemetry::trace::TraceFlags::SAMPLED,
        true,
        opentelemetry::trace::TraceState::default(),
    );
    let _theirs = Context::new()
        .with_remote_span_context(theirs.clone())
        .attach();
    assert_ne!(inner(), theirs);
    assert_eq!(seen(), theirs);
}
