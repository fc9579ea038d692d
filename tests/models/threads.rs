//! Counts of threads that run and go, read while they do.

#[path = "../../runtime/src/metrics/red/block.rs"]
mod block;
#[path = "../../runtime/src/metrics/red/threads.rs"]
mod counts;

use crate::check;
use crate::outcome::Outcome;
use block::{BUCKETS, Writer};
use counts::Threads;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;

#[test]
fn what_a_thread_counted_is_never_missed_nor_counted_twice_while_it_goes() {
    check(3, || {
        let threads = Arc::new(Threads::default());
        let going = {
            let threads = Arc::clone(&threads);
            thread::spawn(move || {
                let block = threads.block();
                block.begin(Writer::Owner);
                block.end(Writer::Owner, Outcome::Ok, 7, 0);
                threads.fold(&block);
            })
        };
        let (before, after) = (threads.ended_as(Outcome::Ok), threads.ended_as(Outcome::Ok));
        assert!(before <= after && after <= 1, "{before} {after}");
        going.join().unwrap();
        let mut buckets = [0; BUCKETS];
        assert_eq!(threads.durations(&mut buckets), 7);
        assert_eq!(buckets.iter().sum::<u64>(), 1);
        assert_eq!((threads.ended_as(Outcome::Ok), threads.in_flight()), (1, 0));
    });
}

#[test]
fn a_call_that_ends_on_another_thread_is_in_flight_once_at_most() {
    check(3, || {
        let threads = Arc::new(Threads::default());
        let handed = Arc::new(AtomicBool::new(false));
        let ending = {
            let (threads, handed) = (Arc::clone(&threads), Arc::clone(&handed));
            thread::spawn(move || {
                let block = threads.block();
                if handed.load(Ordering::Acquire) {
                    block.end(Writer::Owner, Outcome::Cancelled, 7, 0);
                }
            })
        };
        let beginning = {
            let threads = Arc::clone(&threads);
            thread::spawn(move || {
                threads.block().begin(Writer::Owner);
                handed.store(true, Ordering::Release);
            })
        };
        assert!(threads.in_flight() <= 1);
        beginning.join().unwrap();
        ending.join().unwrap();
        let ended = threads.ended_as(Outcome::Cancelled);
        assert_eq!(threads.in_flight(), 1 - ended);
    });
}

#[test]
fn a_call_that_lasts_is_in_flight_whatever_comes_and_goes() {
    check(3, || {
        let threads = Arc::new(Threads::default());
        threads.block().begin(Writer::Owner);
        let other = {
            let threads = Arc::clone(&threads);
            thread::spawn(move || {
                let block = threads.block();
                block.begin(Writer::Owner);
                block.end(Writer::Owner, Outcome::Ok, 7, 0);
            })
        };
        let in_flight = threads.in_flight();
        assert!((1..=2).contains(&in_flight), "{in_flight}");
        other.join().unwrap();
    });
}
