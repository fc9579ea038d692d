//! What a process and its Tokio runtime say of themselves, and gauges that nobody writes.

use crate::{same, scenario};
use std::time::{SystemTime, UNIX_EPOCH};

#[test]
fn a_process_says_what_it_uses_and_how_its_runtime_and_its_outputs_do() {
    let seen = scenario("runtime").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let value = |name, labels: &[(&str, &str)]| {
        let found = seen.page.matching(name, labels).count();
        assert_eq!(found, 1, "{name} {labels:?}: {:#?}", seen.page);
        seen.page.sum(name, labels)
    };
    let user = value("process_cpu_time_seconds_total", &[("cpu_mode", "user")]);
    let system = value("process_cpu_time_seconds_total", &[("cpu_mode", "system")]);
    let all = value("process_cpu_seconds_total", &[]);
    // 0.4 seconds on a machine with nothing else to do; seconds, not ticks, anywhere.
    assert!(
        (0.05..20.0).contains(&user) && system >= 0.0 && all >= user,
        "{user} {system} {all}"
    );
    for resident in [
        "process_memory_usage_bytes",
        "process_resident_memory_bytes",
    ] {
        assert!((1e6..1e9).contains(&value(resident, &[])), "{resident}");
    }
    let space = value("process_virtual_memory_bytes", &[]);
    assert!(space >= value("process_memory_usage_bytes", &[]));
    // The worker, the main thread, and some of ours.
    assert!((4.0..30.0).contains(&value("process_threads", &[])));
    let files = value("process_open_fds", &[]);
    assert!(files >= 3.0 && files <= value("process_max_fds", &[]));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let ago = now.as_secs_f64() - value("process_start_time_seconds", &[]);
    assert!((0.0..60.0).contains(&ago), "{ago}");
    assert!((0.5..60.0).contains(&value("process_uptime_seconds", &[])));
    let minor = ("system_paging_fault_type", "minor");
    assert!(value("process_paging_faults_total", &[minor]) > 100.0);
    let voluntary = ("process_context_switch_type", "voluntary");
    assert!(value("process_context_switches_total", &[voluntary]) >= 1.0);

    let main = ("runtime", "main");
    assert!(same(value("tokio_workers", &[main]), 1.0));
    assert!(same(value("tokio_alive_tasks", &[main]), 0.0));
    assert!(same(value("tokio_global_queue_depth", &[main]), 0.0));
    let busy = value("tokio_worker_busy_seconds_total", &[main, ("worker", "0")]);
    assert!(busy >= 0.35, "{busy}");
    // A task that was ready while the worker was kept waited for it.
    let waited = value("tokio_scheduler_delay_seconds_sum", &[main]);
    let tasks = value("tokio_scheduler_delay_seconds_count", &[main]);
    assert!(waited >= 0.2 && tasks >= 3.0, "{waited} {tasks}");

    let written = value(
        "otel_sdk_processor_log_processed_total",
        &[("error_type", "")],
    );
    assert!(same(written, seen_lines(&seen.lines)), "{written}");
    for error_type in ["queue_full", "export_failed"] {
        let lost = [("error_type", error_type)];
        assert!(same(
            value("otel_sdk_processor_log_processed_total", &lost),
            0.0
        ));
        assert!(same(
            value("otel_sdk_exporter_span_exported_total", &lost),
            0.0
        ));
    }
    let exported = value(
        "otel_sdk_exporter_span_exported_total",
        &[("error_type", "")],
    );
    assert!(same(exported, 1.0), "{exported}");
    assert!(same(value("otel_sdk_processor_span_queue_size", &[]), 0.0));
    assert!(same(
        value("otel_sdk_processor_span_queue_capacity", &[]),
        2048.0
    ));
    assert!(same(value("otel_sdk_processor_log_queue_size", &[]), 0.0));
    assert!(value("otel_sdk_processor_log_queue_capacity", &[]) >= 1000.0);
}

fn seen_lines(lines: &[serde_json::Value]) -> f64 {
    f64::from(u32::try_from(lines.len()).unwrap())
}

#[test]
fn a_gauge_that_nobody_writes_or_holds_is_forgotten() {
    let seen = scenario("idle").env("FROSTED_METRIC_IDLE", "1s").run();
    assert!(seen.succeeded, "{}", seen.stderr);
    let count = |name| seen.page.matching(name, &[]).count();
    let counts = ["forgotten", "written", "held", "kept_total"].map(count);
    assert_eq!(counts, [0, 1, 1, 1], "{:#?}", seen.page);
    let seen = scenario("idle").run();
    assert_eq!(seen.page.matching("forgotten", &[]).count(), 1);
}
