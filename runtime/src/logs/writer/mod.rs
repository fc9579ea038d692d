//! The thread that writes log lines, and the bounded queue in front of it.
//!
//! What goes wrong, and what happens then:
//! - the queue fills up (a slow reader): lines are dropped and counted, those of the lower levels
//!   first, and the caller never waits;
//! - a write fails (closed pipe, full disk): the lines of that write are dropped and counted, and
//!   standard error says so, at most once a minute; a line that was cut off is ended before the next;
//! - either way one line `log_lines_dropped` says how many of each level, once writing works again.

mod lines;
mod out;

use crate::metrics::{Number, OfQueue, Passed, watch};
use crate::names;
use lines::{ByLevel, LEVELS, Lines, PIECE, place, share};
use out::Out;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tracing_core::Level;

/// How many bytes of lines may wait, however few lines they are.
const MAX_BYTES: usize = 32 * 1024 * 1024;
/// How long lines gather before they are written: waking a thread costs more than writing a line.
const GATHER: Duration = Duration::from_millis(2);

/// Why lines could not be written.
const WRITE_ERRORS: [(&str, Option<io::ErrorKind>); 3] = [
    ("broken_pipe", Some(io::ErrorKind::BrokenPipe)),
    ("storage_full", Some(io::ErrorKind::StorageFull)),
    ("other", None),
];

/// Where lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Stdout,
    Stderr,
}

impl Stream {
    /// Whether somebody reads it on a terminal.
    pub(crate) fn is_terminal(self) -> bool {
        match self {
            Self::Stdout => io::stdout().is_terminal(),
            Self::Stderr => io::stderr().is_terminal(),
        }
    }
}

/// The queue. Its thread lives as long as the process.
#[derive(Debug)]
pub(crate) struct LogWriter {
    queue: Mutex<Queue>,
    /// Signalled when there is something to write, and when everything is written.
    changed: Condvar,
    max_lines: usize,
    passed: Arc<Passed>,
    /// How many lines there were, by level.
    events: [AtomicU64; LEVELS.len()],
    /// How many writes failed, by [`WRITE_ERRORS`].
    errors: [AtomicU64; WRITE_ERRORS.len()],
}

#[derive(Debug, Default)]
struct Queue {
    lines: Lines,
    dropped: ByLevel,
    writing: bool,
    /// How many wait for everything to be written.
    flushing: usize,
}

impl LogWriter {
    /// A writer that only queues, until [`launch`](Self::launch).
    pub(crate) fn new(max_lines: usize) -> Self {
        Self {
            queue: Mutex::default(),
            changed: Condvar::new(),
            max_lines,
            passed: Arc::default(),
            events: Default::default(),
            errors: Default::default(),
        }
    }

    /// Shows on the metrics page how many lines wait, were written, and were lost.
    pub(crate) fn show(self: Arc<Self>) {
        let of = OfQueue {
            size: names::LOG_QUEUE,
            capacity: names::LOG_CAPACITY,
            passed: names::LOG_PROCESSED,
        };
        self.show_counts();
        let (passed, max) = (Arc::clone(&self.passed), self.max_lines);
        passed.show(of, max, move || self.lock().lines.len());
    }

    fn show_counts(self: &Arc<Self>) {
        let events = names::LOG_EVENTS;
        for (place, level) in LEVELS.into_iter().enumerate() {
            let writer = Arc::clone(self);
            watch(events, &[(names::LABEL_LEVEL, level)], move || {
                Number::Whole(writer.events[place].load(Ordering::Relaxed))
            });
        }
        let errors = names::LOG_WRITE_ERRORS;
        for (place, (kind, _)) in WRITE_ERRORS.into_iter().enumerate() {
            let writer = Arc::clone(self);
            watch(errors, &[(names::LABEL_KIND, kind)], move || {
                Number::Whole(writer.errors[place].load(Ordering::Relaxed))
            });
        }
    }

    /// Starts the thread. If there is none to be had, lines pile up to the limit and are dropped.
    pub(crate) fn launch(self: Arc<Self>, stream: Stream) {
        let _ = thread::Builder::new()
            .name("frosted-logs".to_owned())
            .spawn(move || self.run(&mut Out::new(stream)));
    }

    /// Queues a line; drops it when the queue has no room for its level.
    pub(crate) fn push(&self, line: &str, level: Level) {
        let place = place(level);
        self.events[place].fetch_add(1, Ordering::Relaxed);
        let mut queue = self.lock();
        let bytes = queue.lines.text.len();
        let is_full = queue.lines.len() >= share(place, self.max_lines)
            || bytes + line.len() > share(place, MAX_BYTES);
        if is_full {
            queue.dropped[place] += 1;
            self.passed.refused();
            return;
        }
        queue.lines.push(line, place);
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

    fn run(&self, out: &mut Out) {
        let mut lines = Lines::default();
        loop {
            let dropped = self.next(&mut lines);
            let mut lost = ByLevel::default();
            if dropped != lost && self.write(out, report(&dropped).as_bytes(), 1).is_err() {
                // Nobody was told: it is to be said the next time.
                add(&mut lost, &dropped);
            }
            for (piece, levels) in lines.pieces() {
                if self.write(out, piece, levels.iter().sum()).is_err() {
                    add(&mut lost, &levels);
                }
            }
            let mut queue = self.lock();
            queue.writing = false;
            add(&mut queue.dropped, &lost);
            drop(queue);
            self.changed.notify_all();
        }
    }

    /// Writes some lines, and counts what came of it.
    fn write(&self, out: &mut Out, piece: &[u8], lines: u64) -> io::Result<()> {
        let written = out.write(piece);
        self.passed.left(lines, written.is_ok());
        if let Err(error) = &written {
            let is_it =
                |(_, kind): &(_, Option<io::ErrorKind>)| kind.is_none_or(|it| it == error.kind());
            let place = WRITE_ERRORS.iter().position(is_it);
            if let Some(count) = place.and_then(|place| self.errors.get(place)) {
                count.fetch_add(1, Ordering::Relaxed);
            }
            out.note(error);
        }
        written
    }

    /// Waits for lines, lets some gather, and puts them all in place of these; how many of each level
    /// were dropped.
    fn next(&self, lines: &mut Lines) -> ByLevel {
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

fn add(to: &mut ByLevel, more: &ByLevel) {
    to.iter_mut().zip(more).for_each(|(to, more)| *to += more);
}

/// The line that says how many lines are missing.
fn report(dropped: &ByLevel) -> String {
    let mut object = crate::json::Object::new();
    object.text("timestamp", &super::line::now());
    object.text("level", "warning");
    object.text("message", "log_lines_dropped");
    object.text("target", names::TARGET);
    object.literal("dropped", dropped.iter().sum::<u64>());
    for (level, count) in LEVELS
        .into_iter()
        .zip(dropped)
        .filter(|(_, count)| **count > 0)
    {
        object.literal(&format!("dropped_{level}"), count);
    }
    object.finish() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_drops_the_lower_levels_first() {
        let writer = LogWriter::new(10);
        for level in [Level::DEBUG, Level::INFO, Level::WARN, Level::ERROR] {
            (0..10).for_each(|_| writer.push("{}\n", level));
        }
        let mut lines = Lines::default();
        let dropped = writer.next(&mut lines);
        assert_eq!((lines.len(), dropped), (10, [0, 5, 7, 9, 9]));
        assert!(report(&dropped).ends_with(
            r#""dropped":30,"dropped_debug":5,"dropped_info":7,"dropped_warning":9,"dropped_error":9}
"#
        ));
    }

    #[test]
    fn a_flush_that_cannot_be_done_ends_in_time() {
        let writer = LogWriter::new(2);
        writer.push("{}\n", Level::INFO);
        let begun = Instant::now();
        assert!(!writer.flush(Duration::from_millis(20)));
        assert!(begun.elapsed() >= Duration::from_millis(20));
    }
}
