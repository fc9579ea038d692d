//! Ended spans between the threads that end them, the sorter, and those who wait for a flush.

use super::Outboxes;
use crate::check;
use loom::sync::Arc;
use loom::thread;
use std::time::Duration;

/// As long as anybody waits.
const LONG: Duration = Duration::from_secs(1 << 40);

/// Rounds of the sorter until so many spans were taken and so many flushes answered.
fn sort(outboxes: &Outboxes, spans: usize, flushes: usize) -> Vec<u64> {
    let (mut taken, mut flushed) = (Vec::new(), 0);
    while taken.len() < spans || flushed < flushes {
        let mut round = outboxes.next(false);
        assert_eq!(round.dropped, 0);
        for batch in &mut round.batches {
            taken.extend(batch.drain(..).map(|span| span.0));
        }
        flushed += usize::from(round.is_flush());
        outboxes.finish(round);
    }
    taken.sort_unstable();
    taken
}

#[test]
fn a_flush_sees_every_span_that_ended_before_it() {
    check(3, || {
        let outboxes = Arc::new(Outboxes::default());
        let sorter = {
            let outboxes = Arc::clone(&outboxes);
            thread::spawn(move || sort(&outboxes, 2, 1))
        };
        outboxes.push_all([1, 2]);
        assert!(outboxes.flush(LONG));
        assert_eq!(sorter.join().unwrap(), [1, 2]);
    });
}

#[test]
fn no_span_of_two_threads_is_lost_or_taken_twice() {
    check(2, || {
        let outboxes = Arc::new(Outboxes::default());
        let sorter = {
            let outboxes = Arc::clone(&outboxes);
            thread::spawn(move || sort(&outboxes, 3, 0))
        };
        let other = {
            let outboxes = Arc::clone(&outboxes);
            thread::spawn(move || outboxes.push_all([1, 2]))
        };
        outboxes.push_all([3]);
        other.join().unwrap();
        // Nobody asks for them: the sorter is told of every one.
        assert_eq!(sorter.join().unwrap(), [1, 2, 3]);
    });
}
