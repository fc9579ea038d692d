//! The thread that writes log lines, and the bounded queue in front of it.
//!
//! What goes wrong, and what happens then:
//! - the queue is full (a slow reader): the line is dropped and counted, the caller never waits;
//! - a write fails (closed pipe, full disk): the lines of that write are dropped and counted;
//! - either way one line `log_lines_dropped` says how many, once writing works again.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many bytes of lines may wait, however few lines they are.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Where lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Stdout,
    Stderr,
}

/// The queue. Its thread lives as long as the process.
#[derive(Debug)]
pub(crate) struct LogWriter {
    queue: Mutex<Queue>,
    /// Signalled when there is something to write, and when everything is written.
    changed: Condvar,
    max_lines: usize,
}

#[derive(Debug, Default)]
struct Queue {
    lines: VecDeque<String>,
    bytes: usize,
    dropped: u64,
    writing: bool,
}

impl LogWriter {
    /// Starts the thread. If there is none to be had, lines pile up to the limit and are dropped.
    pub(crate) fn start(stream: Stream, max_lines: usize) -> Arc<Self> {
        let writer = Arc::new(Self {
            queue: Mutex::default(),
            changed: Condvar::new(),
            max_lines,
        });
        let of_thread = Arc::clone(&writer);
        let _ = thread::Builder::new()
            .name("frosted-logs".to_owned())
            .spawn(move || match stream {
                Stream::Stdout => of_thread.run(&mut io::stdout()),
                Stream::Stderr => of_thread.run(&mut io::stderr()),
            });
        writer
    }

    /// Queues a line; drops it when the queue is full.
    pub(crate) fn push(&self, line: String) {
        let mut queue = self.lock();
        if queue.lines.len() >= self.max_lines || queue.bytes + line.len() > MAX_BYTES {
            queue.dropped += 1;
            return;
        }
        queue.bytes += line.len();
        queue.lines.push_back(line);
        let was_idle = queue.lines.len() == 1 && !queue.writing;
        drop(queue);
        if was_idle {
            self.changed.notify_all();
        }
    }

    /// Waits until everything queued is written, at most for `limit`; whether it is.
    pub(crate) fn flush(&self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        let mut queue = self.lock();
        while !queue.lines.is_empty() || queue.writing {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            queue = self
                .changed
                .wait_timeout(queue, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        true
    }

    fn run(&self, out: &mut dyn Write) {
        loop {
            let (lines, dropped) = self.next();
            let mut text = lines.concat();
            if dropped > 0 {
                text.push_str(&report(dropped));
            }
            let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            let mut queue = self.lock();
            queue.writing = false;
            if written.is_err() {
                queue.dropped += dropped + lines.len() as u64;
            }
            drop(queue);
            self.changed.notify_all();
        }
    }

    /// Waits for lines and takes them all.
    fn next(&self) -> (Vec<String>, u64) {
        let mut queue = self.lock();
        while queue.lines.is_empty() {
            queue = self
                .changed
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
        }
        queue.bytes = 0;
        queue.writing = true;
        let dropped = std::mem::take(&mut queue.dropped);
        (queue.lines.drain(..).collect(), dropped)
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The line that says how many lines are missing.
fn report(dropped: u64) -> String {
    let mut object = super::json::Object::new();
    object.text("timestamp", &super::line::now());
    object.text("level", "warning");
    object.text("message", "log_lines_dropped");
    object.text("target", crate::names::TARGET);
    object.literal("dropped", dropped);
    object.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn idle(max_lines: usize) -> LogWriter {
        LogWriter {
            queue: Mutex::default(),
            changed: Condvar::new(),
            max_lines,
        }
    }

    #[test]
    fn a_full_queue_drops_and_counts() {
        let writer = idle(2);
        for _ in 0..5 {
            writer.push("{}\n".to_owned());
        }
        let (lines, dropped) = writer.next();
        assert_eq!((lines.len(), dropped), (2, 3));
        assert!(report(dropped).contains("\"dropped\":3"));
    }

    #[test]
    fn a_flush_that_cannot_be_done_ends_in_time() {
        let writer = idle(2);
        writer.push("{}\n".to_owned());
        let begun = Instant::now();
        assert!(!writer.flush(Duration::from_millis(20)));
        assert!(begun.elapsed() >= Duration::from_millis(20));
    }
}
