//! The thread that writes log lines, and the bounded queue in front of it.
//!
//! What goes wrong, and what happens then:
//! - the queue is full (a slow reader): the line is dropped and counted, the caller never waits;
//! - a write fails (closed pipe, full disk): the lines of that write are dropped and counted;
//! - either way one line `log_lines_dropped` says how many, once writing works again.

use crate::metrics::{OfQueue, Passed, Watched};
use crate::names;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many bytes of lines may wait, however few lines they are.
const MAX_BYTES: usize = 32 * 1024 * 1024;
/// How many bytes are written at a time, about. So many wake the thread early, too.
const PIECE: usize = 64 * 1024;
/// How long lines gather before they are written: waking a thread costs more than writing a line.
const GATHER: Duration = Duration::from_millis(2);
/// How many bytes of an emptied list are kept for the next lines.
const MAX_KEPT: usize = 1024 * 1024;

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
    passed: Arc<Passed>,
}

#[derive(Debug, Default)]
struct Queue {
    lines: Lines,
    dropped: u64,
    writing: bool,
    /// How many wait for everything to be written.
    flushing: usize,
}

/// Lines, one after the other.
#[derive(Debug, Default)]
struct Lines {
    text: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Lines {
    fn push(&mut self, line: &str) {
        self.text.extend_from_slice(line.as_bytes());
        self.ends.push(self.text.len());
    }

    fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Lets the lines go, and the room for them if it is large.
    fn clear(&mut self) {
        if self.text.capacity() > MAX_KEPT {
            *self = Self::default();
        }
        self.text.clear();
        self.ends.clear();
    }

    /// The lines in groups of about [`PIECE`] bytes, with how many each holds: standard output is
    /// locked while one is written, and an application's own `println!` shall not wait for all.
    fn pieces(&self) -> impl Iterator<Item = (&[u8], u64)> {
        let (mut start, mut rest) = (0, &*self.ends);
        std::iter::from_fn(move || {
            let over = rest.iter().position(|end| end - start >= PIECE);
            let count = over.map_or(rest.len(), |last| last + 1);
            let end = *rest[..count].last()?;
            let piece = &self.text[start..end];
            (start, rest) = (end, &rest[count..]);
            Some((piece, count as u64))
        })
    }
}

impl LogWriter {
    /// A writer that only queues, until [`launch`](Self::launch).
    pub(crate) fn new(max_lines: usize) -> Self {
        Self {
            queue: Mutex::default(),
            changed: Condvar::new(),
            max_lines,
            passed: Arc::default(),
        }
    }

    /// Shows on the metrics page how many lines wait, were written, and were lost.
    pub(crate) fn show(self: Arc<Self>) {
        let of = OfQueue {
            size: Watched {
                name: names::LOG_QUEUE,
                help: "Log lines that wait to be written.",
            },
            capacity: Watched {
                name: names::LOG_CAPACITY,
                help: "How many log lines may wait.",
            },
            passed: Watched {
                name: names::LOG_PROCESSED,
                help: "Log lines that were written, or lost for this reason.",
            },
        };
        let (passed, max) = (Arc::clone(&self.passed), self.max_lines);
        passed.show(of, max, move || self.lock().lines.ends.len());
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
    pub(crate) fn push(&self, line: &str) {
        let mut queue = self.lock();
        let bytes = queue.lines.text.len();
        if queue.lines.ends.len() >= self.max_lines || bytes + line.len() > MAX_BYTES {
            queue.dropped += 1;
            self.passed.refused();
            return;
        }
        queue.lines.push(line);
        let is_first = bytes == 0 && !queue.writing;
        let are_many = bytes < PIECE && bytes + line.len() >= PIECE;
        drop(queue);
        if is_first || are_many {
            self.changed.notify_all();
        }
    }

    /// Waits until everything queued is written, at most for `limit`; whether it is.
    pub(crate) fn flush(&self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        let mut queue = self.lock();
        queue.flushing += 1;
        self.changed.notify_all();
        while (!queue.lines.is_empty() || queue.writing) && Instant::now() < deadline {
            queue = self.wait(queue, deadline);
        }
        queue.flushing -= 1;
        queue.lines.is_empty() && !queue.writing
    }

    fn run(&self, out: &mut dyn Write) {
        let mut lines = Lines::default();
        loop {
            let dropped = self.next(&mut lines);
            if dropped > 0 {
                lines.push(&report(dropped));
            }
            let (mut lost, mut report_lost) = (0, false);
            for (piece, count) in lines.pieces() {
                let written = out.write_all(piece).and_then(|()| out.flush());
                report_lost = dropped > 0 && written.is_err();
                self.passed.left(count, written.is_ok());
                if written.is_err() {
                    lost += count;
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

    /// Waits for lines, lets some gather, and puts them all in place of these; how many were
    /// dropped.
    fn next(&self, lines: &mut Lines) -> u64 {
        lines.clear();
        let mut queue = self.lock();
        while queue.lines.is_empty() {
            queue = self
                .changed
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let deadline = Instant::now() + GATHER;
        while queue.lines.text.len() < PIECE && queue.flushing == 0 && Instant::now() < deadline {
            queue = self.wait(queue, deadline);
        }
        std::mem::swap(lines, &mut queue.lines);
        queue.writing = true;
        std::mem::take(&mut queue.dropped)
    }

    fn wait<'q>(&self, queue: MutexGuard<'q, Queue>, until: Instant) -> MutexGuard<'q, Queue> {
        let left = until.saturating_duration_since(Instant::now());
        let waited = self.changed.wait_timeout(queue, left);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The line that says how many lines are missing.
fn report(dropped: u64) -> String {
    let mut object = crate::json::Object::new();
    object.text("timestamp", &super::line::now());
    object.text("level", "warning");
    object.text("message", "log_lines_dropped");
    object.text("target", names::TARGET);
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
            writer.push("{}\n");
        }
        let mut lines = Lines::default();
        let dropped = writer.next(&mut lines);
        assert_eq!((lines.ends.len(), dropped), (2, 3));
        assert!(report(dropped).contains("\"dropped\":3"));
    }

    #[test]
    fn pieces_are_small_and_hold_every_line() {
        let mut lines = Lines::default();
        assert_eq!(lines.pieces().count(), 0);
        (0..100).for_each(|_| lines.push(&"x".repeat(10_000)));
        let sizes: Vec<u64> = lines.pieces().map(|(_, lines)| lines).collect();
        assert_eq!(sizes.iter().sum::<u64>(), 100);
        assert!(sizes.iter().all(|lines| *lines <= 7), "{sizes:?}");
        let bytes: usize = lines.pieces().map(|(piece, _)| piece.len()).sum();
        assert_eq!(bytes, 1_000_000);
    }

    #[test]
    fn a_flush_that_cannot_be_done_ends_in_time() {
        let writer = LogWriter::new(2);
        writer.push("{}\n");
        let begun = Instant::now();
        assert!(!writer.flush(Duration::from_millis(20)));
        assert!(begun.elapsed() >= Duration::from_millis(20));
    }
}
