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

/// How many bytes are written at a time, about.
const PIECE: usize = 64 * 1024;

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
    /// A writer that only queues, until [`launch`](Self::launch).
    pub(crate) fn new(max_lines: usize) -> Self {
        Self {
            queue: Mutex::default(),
            changed: Condvar::new(),
            max_lines,
        }
    }

    /// Starts the thread. If there is none to be had, lines pile up to the limit and are dropped.
    pub(crate) fn launch(self: Arc<Self>, stream: Stream) {
        let _ = thread::Builder::new()
            .name("frosted-logs".to_owned())
            .spawn(move || match stream {
                Stream::Stdout => self.run(&mut io::stdout()),
                Stream::Stderr => self.run(&mut io::stderr()),
            });
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
            let (mut lines, dropped) = self.next();
            if dropped > 0 {
                lines.push(report(dropped));
            }
            let (mut lost, mut report_lost) = (0, false);
            for piece in pieces(&lines) {
                let written = out
                    .write_all(piece.concat().as_bytes())
                    .and_then(|()| out.flush());
                report_lost = dropped > 0 && written.is_err();
                if written.is_err() {
                    lost += piece.len() as u64;
                }
            }
            let mut queue = self.lock();
            queue.writing = false;
            queue.dropped += lost;
            if report_lost {
                // It was the last line: what it said is unsaid, and it is itself no loss.
                queue.dropped += dropped - 1;
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

/// Lines in groups of about [`PIECE`] bytes: standard output is locked while one is written, and an
/// application's own `println!` shall not wait for all of them.
fn pieces(lines: &[String]) -> impl Iterator<Item = &[String]> {
    let mut bytes = 0;
    lines.chunk_by(move |line, _| {
        bytes += line.len();
        let together = bytes < PIECE;
        if !together {
            bytes = 0;
        }
        together
    })
}

/// The line that says how many lines are missing.
fn report(dropped: u64) -> String {
    let mut object = crate::json::Object::new();
    object.text("timestamp", &super::line::now());
    object.text("level", "warning");
    object.text("message", "log_lines_dropped");
    object.text("target", crate::names::TARGET);
    object.literal("dropped", dropped);
    object.finish() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_drops_and_counts() {
        let writer = LogWriter::new(2);
        for _ in 0..5 {
            writer.push("{}\n".to_owned());
        }
        let (lines, dropped) = writer.next();
        assert_eq!((lines.len(), dropped), (2, 3));
        assert!(report(dropped).contains("\"dropped\":3"));
    }

    #[test]
    fn pieces_are_small_and_hold_every_line() {
        let lines: Vec<String> = (0..100).map(|_| "x".repeat(10_000)).collect();
        let sizes: Vec<usize> = pieces(&lines).map(<[String]>::len).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 100);
        assert!(sizes.iter().all(|lines| *lines <= 7), "{sizes:?}");
        assert_eq!(pieces(&[]).count(), 0);
    }

    #[test]
    fn a_flush_that_cannot_be_done_ends_in_time() {
        let writer = LogWriter::new(2);
        writer.push("{}\n".to_owned());
        let begun = Instant::now();
        assert!(!writer.flush(Duration::from_millis(20)));
        assert!(begun.elapsed() >= Duration::from_millis(20));
    }
}
