//! What a Tokio runtime does: its workers, its queue, and how long a task waits that is ready.

use crate::engine::quietly;
use crate::metrics::{Number, watch};
use crate::names;
use metrics::Histogram;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Handle, RuntimeMetrics};

/// How often the delay is measured.
const PAUSE: Duration = Duration::from_millis(100);
/// How many runtimes are watched.
const MAX_WATCHED: usize = 16;

/// Shows on the metrics page what a Tokio runtime does. The runtime that [`init!`](crate::init!) is
/// called in is watched already, as `main`; this is for others. A name that is watched already, and
/// all after the sixteenth, are left out. Before `init`, and where the application has a `metrics`
/// recorder of its own, it does nothing.
///
/// Among the metrics is `tokio_scheduler_delay_seconds`: ten times a second a small task is made
/// ready, and the time is taken until it runs. Where workers are kept by code that blocks, it grows.
/// What Tokio tells only with `--cfg tokio_unstable` is not shown.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// frosted::watch_runtime("imports", &tokio::runtime::Handle::current());
/// # }
/// ```
pub fn watch_runtime(name: &'static str, runtime: &Handle) {
    static WATCHED: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    if !crate::metrics::is_ours() {
        return;
    }
    let mut watched = WATCHED
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if watched.len() >= MAX_WATCHED || watched.contains(&name) {
        return;
    }
    watched.push(name);
    drop(watched);
    show(name, &runtime.metrics());
    let delay = metrics::histogram!(names::TOKIO_DELAY, names::LABEL_RUNTIME => name);
    let runtime = runtime.clone();
    // Where no thread can be had, the delay is not measured.
    let _ = thread::Builder::new()
        .name("frosted-tokio".to_owned())
        .spawn(move || quietly(|| measure(&runtime, &delay)));
}

type Part = fn(&RuntimeMetrics) -> usize;

fn show(name: &'static str, runtime: &RuntimeMetrics) {
    let labels = [(names::LABEL_RUNTIME, name)];
    let rows: [(_, Part); 3] = [
        (names::TOKIO_WORKERS, RuntimeMetrics::num_workers),
        (names::TOKIO_TASKS, RuntimeMetrics::num_alive_tasks),
        (names::TOKIO_QUEUE, RuntimeMetrics::global_queue_depth),
    ];
    for (name, part) in rows {
        let runtime = runtime.clone();
        watch(name, &labels, move || Number::Whole(part(&runtime) as u64));
    }
    for worker in 0..runtime.num_workers() {
        show_worker(name, runtime, worker);
    }
}

fn show_worker(name: &'static str, runtime: &RuntimeMetrics, worker: usize) {
    let number = worker.to_string();
    let labels = [
        (names::LABEL_RUNTIME, name),
        (names::LABEL_WORKER, &*number),
    ];
    let (of_busy, of_parks) = (runtime.clone(), runtime.clone());
    let busy = names::TOKIO_BUSY;
    watch(busy, &labels, move || {
        Number::Float(of_busy.worker_total_busy_duration(worker).as_secs_f64())
    });
    let parks = names::TOKIO_PARKS;
    watch(parks, &labels, move || {
        Number::Whole(of_parks.worker_park_count(worker))
    });
}

/// Measures until the runtime is gone. There is never more than one task under way.
fn measure(runtime: &Handle, delay: &Histogram) {
    loop {
        thread::sleep(PAUSE);
        let (ran, wait) = std::sync::mpsc::sync_channel(1);
        let begun = Instant::now();
        drop(runtime.spawn(async move { ran.send(begun.elapsed()) }));
        match wait.recv() {
            Ok(took) => delay.record(took.as_secs_f64()),
            // The task was dropped: the runtime runs none any more.
            Err(_) => return,
        }
    }
}
