//! The exporting thread of one signal.

use super::queue::{Queue, Waiting};
use super::rounds::Round;
use super::sender::{Failed, Form, Sender, Target};
use super::trouble::{Signal, Trouble};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// How the items of a signal become messages.
pub(crate) trait Outgoing: Send + 'static {
    type Item: Send + 'static;
    /// Its thread's name.
    const THREAD: &'static str;
    const SIGNAL: Signal;
    const FORM: Form;

    /// A message with these items, which are as many as one may have.
    fn message(&mut self, items: &[Self::Item]) -> Vec<u8>;

    /// How many items of a message an answer says were not taken.
    fn refused(answer: &[u8]) -> u64;

    /// So many items found no place in the queue.
    fn overflowed(&self, items: u64);

    /// These items were sent, and so many of them did not arrive.
    fn settled(&self, items: &[Self::Item], lost: u64);
}

/// When items are sent, and how many at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Batching {
    pub(crate) delay: Duration,
    pub(crate) max: usize,
}

/// Starts the thread. Where none can be had, the queue fills up and drops.
pub(crate) fn start<O: Outgoing>(
    queue: Arc<Queue<O::Item>>,
    outgoing: O,
    target: Target,
    batching: Batching,
) {
    let _ = thread::Builder::new()
        .name(O::THREAD.to_owned())
        .spawn(move || Worker::new(outgoing, &target, batching).run(&queue));
}

struct Worker<O> {
    outgoing: O,
    batching: Batching,
    sender: Option<Sender>,
    trouble: Trouble,
}

impl<O: Outgoing> Worker<O> {
    fn new(outgoing: O, target: &Target, batching: Batching) -> Self {
        let mut trouble = Trouble::of(O::SIGNAL);
        let sender = Sender::open(target, O::FORM);
        if let Err(reason) = &sender {
            trouble.lost(0, reason);
        }
        Self {
            outgoing,
            batching,
            sender: sender.ok(),
            trouble,
        }
    }

    fn run(mut self, queue: &Queue<O::Item>) {
        loop {
            let round = queue.next(self.batching.delay);
            let exported = catch_unwind(AssertUnwindSafe(|| self.export(queue, &round)));
            if exported.is_err() {
                self.trouble.lost(0, "the exporter panicked");
            }
            queue.finish(&round);
        }
    }

    fn export(&mut self, queue: &Queue<O::Item>, round: &Round<Waiting<O::Item>>) {
        if round.work.dropped > 0 {
            self.outgoing.overflowed(round.work.dropped);
            self.trouble.lost(round.work.dropped, "the queue is full");
        }
        for batch in round.work.items.chunks(self.batching.max) {
            let all = batch.len() as u64;
            let (lost, reason) = match self.send(batch, round.is_flush) {
                Ok(0) => (0, ""),
                Ok(refused) => (refused.min(all), "the collector took only some of them"),
                Err(failed) => (all, failed.reason()),
            };
            queue.sent(all - lost, lost);
            self.outgoing.settled(batch, lost);
            if lost == 0 {
                self.trouble.over();
            } else {
                self.trouble.lost(lost, reason);
            }
        }
        self.trouble.report();
    }

    /// Sends a batch; how many of it were refused.
    fn send(&mut self, batch: &[O::Item], hurry: bool) -> Result<u64, Failed> {
        let sender = self
            .sender
            .as_ref()
            .ok_or(Failed::Later("there is no exporter"))?;
        let answer = sender.send(self.outgoing.message(batch), hurry)?;
        Ok(O::refused(&answer))
    }
}
