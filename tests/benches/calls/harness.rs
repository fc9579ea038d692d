//! Takes the time, the processor time and the allocations of one row.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;
use std::pin::pin;
use std::sync::{Arc, Barrier};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

/// For how long one process measures.
const TIME: Duration = Duration::from_millis(150);

/// A row that is set up.
pub(crate) struct Bench {
    run: Arc<dyn Fn(u64) + Send + Sync>,
    before: Box<dyn Fn()>,
    after: Box<dyn Fn()>,
    /// How many calls fit into the queues.
    burst: u64,
    threads: usize,
}

impl Bench {
    /// Calls that need nothing around them; `run` makes so many.
    pub(crate) fn new(run: impl Fn(u64) + Send + Sync + 'static) -> Self {
        Self {
            run: Arc::new(run),
            before: Box::new(|| ()),
            after: Box::new(|| ()),
            burst: 1 << 20,
            threads: 1,
        }
    }

    /// At most so many calls, then this.
    pub(crate) fn bursts(mut self, burst: u64, after: impl Fn() + 'static) -> Self {
        (self.burst, self.after) = (burst, Box::new(after));
        self
    }

    /// This before each burst.
    pub(crate) fn before(mut self, before: impl Fn() + 'static) -> Self {
        self.before = Box::new(before);
        self
    }

    /// On so many threads at once.
    pub(crate) fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Measures, and prints one line.
    pub(crate) fn measure(self) {
        let mut calls = 64;
        while calls < self.burst && self.once(calls).as_micros() < 1000 {
            calls = (calls * 2).min(self.burst);
        }
        let (cpu, begun) = (cpu(), Instant::now());
        let (mut samples, mut all) = (Vec::new(), 0);
        while begun.elapsed() < TIME || samples.len() < 9 {
            samples.push(self.once(calls).as_secs_f64() * 1e9 / calls as f64);
            all += calls * self.threads as u64;
        }
        let cpu = (self::cpu() - cpu) / all as f64;
        samples.sort_by(f64::total_cmp);
        (self.before)();
        let before = ALLOCATIONS.get();
        (self.run)(calls);
        let allocations = (ALLOCATIONS.get() - before) as f64 / calls as f64;
        (self.after)();
        println!(
            "MEASURED {} {cpu} {allocations}",
            samples[samples.len() / 2]
        );
    }

    /// The time of one burst on this thread, or on several.
    fn once(&self, calls: u64) -> Duration {
        if self.threads > 1 {
            return self.together(calls);
        }
        (self.before)();
        let begun = Instant::now();
        (self.run)(calls);
        let took = begun.elapsed();
        (self.after)();
        took
    }

    fn together(&self, calls: u64) -> Duration {
        let barrier = Arc::new(Barrier::new(self.threads));
        let threads: Vec<_> = (0..self.threads)
            .map(|_| {
                let (run, barrier) = (Arc::clone(&self.run), Arc::clone(&barrier));
                std::thread::spawn(move || {
                    run(64);
                    barrier.wait();
                    let begun = Instant::now();
                    run(calls);
                    begun.elapsed()
                })
            })
            .collect();
        let times = threads.into_iter().map(|thread| thread.join().unwrap());
        let longest = times.max().unwrap();
        (self.after)();
        longest
    }
}

/// Nanoseconds that all threads of this process have run.
fn cpu() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let ran = tasks.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    });
    ran.sum()
}

/// Polls a future to its end.
pub(crate) fn drive<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// Calls a function so many times.
pub(crate) fn sync<T>(call: impl Fn(u64, &str) -> T) -> impl Fn(u64) {
    move |calls| {
        for number in 0..calls {
            let _ = black_box(call(black_box(number), black_box("text")));
        }
    }
}

/// Drives so many futures.
pub(crate) fn futures<T, F: Future<Output = T>>(
    call: impl Fn(u64, &'static str) -> F,
) -> impl Fn(u64) {
    move |calls| {
        for number in 0..calls {
            let _ = black_box(drive(call(black_box(number), black_box("text"))));
        }
    }
}

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, which counts for each thread.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps to the contract, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(memory, layout) }
    }
}
