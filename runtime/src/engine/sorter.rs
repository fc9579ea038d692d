//! The thread that takes ended spans out of the outboxes, decides over their traces, and hands
//! those that are kept to the output.

use super::Core;
use super::keep::{Keeper, Loss, Tally};
use super::outbox::Round;
use super::quiet::quietly;
use std::thread;

/// Starts the thread, which lives as long as the process. Where none can be had, the outboxes fill
/// up and drop.
pub(super) fn start(core: &'static Core, tally: &'static dyn Tally) {
    let _ = thread::Builder::new()
        .name("frosted-spans".to_owned())
        .spawn(move || quietly(|| sort(core, tally)));
}

fn sort(core: &'static Core, tally: &'static dyn Tally) {
    let mut keeper = Keeper::new(core.keep);
    loop {
        let waits = keeper.is_waiting();
        let mut round = core.outboxes.next(waits);
        one(core, &mut keeper, &mut round, tally);
        core.outboxes.finish(round);
    }
}

fn one(core: &Core, keeper: &mut Keeper, round: &mut Round, tally: &dyn Tally) {
    let mut out = |span| {
        if let Some(sink) = &core.outputs.spans {
            sink.ended(span);
        }
    };
    if round.dropped > 0 {
        tally.lost(Loss::Outbox, round.dropped);
    }
    for batch in &mut round.batches {
        for span in batch.drain(..) {
            keeper.take(span, tally, &mut out);
        }
    }
    keeper.decide(round.is_flush(), tally, &mut out);
}
