//! Open spans by id. An id is an index and a generation: a stale, forged or foreign id finds
//! nothing, or at worst another live span, and never touches memory that is not ours.

use super::node::Node;
use std::num::NonZeroU64;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tracing_core::span::Id;

const SHARDS: usize = 16;
const SHARD_BITS: u32 = SHARDS.trailing_zeros();
const INDEX_BITS: u32 = 28;
/// How many spans may be open in one shard. Further ones are not recorded.
const MAX_OPEN: usize = (1 << 18) / SHARDS;
/// The id of every span that found no place. Its generation is never given out.
const NO_PLACE: u64 = u64::MAX;

#[derive(Debug)]
pub(crate) struct Arena {
    shards: [Mutex<Shard>; SHARDS],
    next: AtomicUsize,
}

#[derive(Debug, Default)]
struct Shard {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Slot {
    generation: u32,
    references: usize,
    node: Option<Arc<Node>>,
}

/// The id of a span that is not recorded.
pub(super) fn no_place() -> Id {
    Id::from_u64(NO_PLACE)
}

/// Where an id points to.
#[derive(Clone, Copy)]
struct Address {
    shard: usize,
    index: usize,
    generation: u32,
}

impl Arena {
    pub(crate) fn new() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            next: AtomicUsize::new(0),
        }
    }

    /// Gives `node` an id with one reference.
    pub(crate) fn insert(&self, node: Arc<Node>) -> Id {
        let shard = self.next.fetch_add(1, Ordering::Relaxed) % SHARDS;
        let mut slots = self.lock(shard);
        let index = match slots.free.pop() {
            Some(index) => index as usize,
            None if slots.slots.len() < MAX_OPEN => {
                slots.slots.push(Slot {
                    generation: 0,
                    references: 0,
                    node: None,
                });
                slots.slots.len() - 1
            }
            None => return no_place(),
        };
        let slot = &mut slots.slots[index];
        slot.generation = next_generation(slot.generation);
        slot.references = 1;
        slot.node = Some(node);
        let generation = slot.generation;
        Address {
            shard,
            index,
            generation,
        }
        .id()
    }

    /// The open span of this id.
    pub(crate) fn get(&self, id: &Id) -> Option<Arc<Node>> {
        let address = Address::of(id)?;
        let mut shard = self.lock(address.shard);
        shard.slot(address)?.node.clone()
    }

    /// One more handle to the span.
    pub(crate) fn retain(&self, id: &Id) {
        let Some(address) = Address::of(id) else {
            return;
        };
        if let Some(slot) = self.lock(address.shard).slot(address) {
            slot.references = slot.references.saturating_add(1);
        }
    }

    /// One handle less; the span itself if that was the last one.
    pub(crate) fn release(&self, id: &Id) -> Option<Arc<Node>> {
        let address = Address::of(id)?;
        let mut shard = self.lock(address.shard);
        let slot = shard.slot(address)?;
        slot.references = slot.references.saturating_sub(1);
        if slot.references > 0 {
            return None;
        }
        let node = slot.node.take();
        let index = u32::try_from(address.index).expect("an index fits its bits");
        shard.free.push(index);
        node
    }

    fn lock(&self, shard: usize) -> MutexGuard<'_, Shard> {
        self.shards[shard]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shard {
    fn slot(&mut self, address: Address) -> Option<&mut Slot> {
        let slot = self.slots.get_mut(address.index)?;
        (slot.generation == address.generation && slot.node.is_some()).then_some(slot)
    }
}

impl Address {
    fn id(self) -> Id {
        let value = (u64::from(self.generation) << (INDEX_BITS + SHARD_BITS))
            | ((self.index as u64) << SHARD_BITS)
            | self.shard as u64;
        Id::from_non_zero_u64(NonZeroU64::new(value).expect("a generation is never zero"))
    }

    fn of(id: &Id) -> Option<Self> {
        let value = id.into_u64();
        let generation = u32::try_from(value >> (INDEX_BITS + SHARD_BITS)).ok()?;
        let mask = |bits: u32| (1_u64 << bits) - 1;
        (value != NO_PLACE).then_some(Self {
            shard: usize::try_from(value & mask(SHARD_BITS)).ok()?,
            index: usize::try_from((value >> SHARD_BITS) & mask(INDEX_BITS)).ok()?,
            generation,
        })
    }
}

/// Counts from one to the last but one, so that no id is zero or [`NO_PLACE`].
fn next_generation(generation: u32) -> u32 {
    match generation.wrapping_add(1) {
        0 | u32::MAX => 1,
        next => next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_id_finds_nothing() {
        let arena = Arena::new();
        for value in [
            1,
            2,
            u64::MAX,
            u64::MAX - 1,
            1 << 32,
            (1 << 32) | 0xffff_ffff,
        ] {
            let id = Id::from_u64(value);
            assert!(arena.get(&id).is_none());
            arena.retain(&id);
            assert!(arena.release(&id).is_none());
        }
    }

    #[test]
    fn an_id_and_its_address_are_the_same_thing() {
        let address = Address {
            shard: 11,
            index: 12_345,
            generation: 67_890,
        };
        let back = Address::of(&address.id()).expect("an id of ours");
        assert_eq!(
            (back.shard, back.index, back.generation),
            (11, 12_345, 67_890)
        );
    }

    #[test]
    fn generations_skip_the_two_that_mean_something_else() {
        assert_eq!(next_generation(u32::MAX - 2), u32::MAX - 1);
        assert_eq!(next_generation(u32::MAX - 1), 1);
        assert_eq!(next_generation(0), 1);
    }
}
