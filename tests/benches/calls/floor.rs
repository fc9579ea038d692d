//! What nobody can be below: the bare function, and counting and timing it by hand.

use crate::harness::{Bench, futures, sync};
use crate::{Row, row, subjects};
use std::cell::Cell;
use std::time::Instant;

subjects!(bare,);

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("bare, sync", "bare, sync", || Bench::new(sync(bare::sync))),
        row("bare, async", "bare, async", || {
            Bench::new(futures(bare::ready))
        }),
        row(
            "floor: two readings of the steady clock",
            "bare, sync",
            || Bench::new(sync(|_, _| Instant::now().elapsed())),
        ),
        row("floor: RED by hand, sync", "bare, sync", || {
            Bench::new(sync(|number, text| by_hand(|| bare::sync(number, text))))
        }),
        row("floor: RED by hand, async", "bare, async", || {
            Bench::new(futures(|number, text| async move {
                let begun = counter();
                let returned = bare::ready(number, text).await;
                record(begun, returned.is_ok());
                returned
            }))
        }),
    ]
}

/// Count, sum and buckets of one thread.
struct Shard {
    outcomes: [Cell<u64>; 2],
    sum: Cell<u64>,
    buckets: [Cell<u64>; 17],
}

thread_local! {
    static SHARD: Shard = const {
        Shard {
            outcomes: [const { Cell::new(0) }; 2],
            sum: Cell::new(0),
            buckets: [const { Cell::new(0) }; 17],
        }
    };
}

fn counter() -> u64 {
    // SAFETY: reads a register that every processor of this kind has.
    unsafe { core::arch::x86_64::_rdtsc() }
}

#[inline(never)]
fn by_hand<T, E>(call: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let begun = counter();
    let returned = call();
    record(begun, returned.is_ok());
    returned
}

fn record(begun: u64, ok: bool) {
    let took = counter().wrapping_sub(begun);
    SHARD.with(|shard| {
        let place = (0..16).find(|place| took <= 12_000_000 << place);
        for cell in [
            &shard.outcomes[usize::from(ok)],
            &shard.buckets[place.unwrap_or(16)],
        ] {
            cell.set(cell.get() + 1);
        }
        shard.sum.set(shard.sum.get() + took);
    });
}
