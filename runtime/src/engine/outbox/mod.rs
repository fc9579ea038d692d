//! Ended spans on their way from the threads that end them to the one that sorts them.
//!
//! Each thread has an outbox of its own, so that no two threads meet on one, except for the moment
//! in which it is emptied. An outbox is empty lists changing places with full ones: once it has
//! grown, neither side asks for memory. What finds no place is dropped and counted.

mod lists;

pub(super) use lists::{Outboxes, Round, Spare};

use super::sink::Ended;
use lists::{Outbox, Put};
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    /// The outbox of this thread, and whose it is: several engines may live in one process, in
    /// tests above all.
    static MINE: RefCell<Option<(usize, Arc<Outbox>)>> = const { RefCell::new(None) };
}

impl Outboxes {
    /// Puts a span into the outbox of this thread. `ended` makes it where it is kept, and may take
    /// an emptied list of fields for what it took.
    #[inline]
    pub(super) fn push(&self, engine: usize, ended: impl FnOnce(&mut Spare) -> Ended) {
        let mut ended = Some(ended);
        let put = MINE.try_with(|mine| {
            let mut mine = mine.try_borrow_mut().ok()?;
            let outbox = match &*mine {
                Some((of, outbox)) if *of == engine => outbox,
                _ => &mine.insert((engine, self.register())).1,
            };
            Some(outbox.put(ended.take()?))
        });
        match (put, ended) {
            (Ok(Some(Put::Waits | Put::Dropped)), _) => self.tell(false),
            (Ok(Some(Put::Many)), _) => self.tell(true),
            (_, Some(ended)) => self.push_late(ended),
            _ => {}
        }
    }

    /// A thread that is going has no outbox any more: the span gets one of its own.
    #[cold]
    fn push_late(&self, ended: impl FnOnce(&mut Spare) -> Ended) {
        self.register().put(ended);
        self.tell(false);
    }
}
