//! One function's counts, thread by thread. A model of this file is checked under every order in
//! which its threads may run (`tests/models`).

use super::block::Block;
use crate::outcome::Outcome;
use crate::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The counts of all threads.
#[derive(Debug, Default)]
pub(super) struct Threads {
    running: Mutex<Vec<Arc<Block>>>,
    /// What threads counted that are gone, and threads that are going.
    pub(super) gone: Block,
}

impl Threads {
    /// A block for the calls of one more thread.
    pub(super) fn block(&self) -> Arc<Block> {
        let block = Arc::new(Block::default());
        self.running().push(Arc::clone(&block));
        block
    }

    /// Keeps what a thread counted that is going.
    pub(super) fn fold(&self, block: &Arc<Block>) {
        let mut running = self.running();
        running.retain(|other| !Arc::ptr_eq(other, block));
        self.gone.add(block);
    }

    fn running(&self) -> MutexGuard<'_, Vec<Arc<Block>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the block of each thread.
    fn each(&self, mut with: impl FnMut(&Block)) {
        // The lock keeps a block from being counted twice, or not at all, while its thread goes.
        let running = self.running();
        with(&self.gone);
        running.iter().for_each(|block| with(block));
    }

    /// How many calls ended in this way; errors are counted elsewhere.
    pub(super) fn ended_as(&self, outcome: Outcome) -> u64 {
        let mut calls = 0;
        self.each(|block| calls += block.of(outcome));
        calls
    }

    /// Adds to the buckets; the sum of nanoseconds.
    pub(super) fn durations(&self, buckets: &mut [u64]) -> u64 {
        let mut sum = 0_u64;
        self.each(|block| sum = sum.wrapping_add(block.durations(buckets)));
        sum
    }

    /// How many calls are in flight.
    pub(super) fn in_flight(&self) -> u64 {
        // First the ends of all, then the beginnings: no end is seen without its beginning.
        let (mut ended, mut begun) = (0_u64, 0_u64);
        self.each(|block| ended = ended.wrapping_add(block.ended()));
        self.each(|block| begun = begun.wrapping_add(block.begun()));
        begun.saturating_sub(ended)
    }
}
