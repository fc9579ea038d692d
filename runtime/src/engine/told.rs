//! What an error says of itself, while its event is on its way: the event has one text of it, and a
//! report wants its sources one by one, and to know it again.

use crate::redact::Clean;
use crate::returned::{Failure, Words};
use std::cell::RefCell;

thread_local! {
    static TOLD: RefCell<Option<Told>> = const { RefCell::new(None) };
}

/// The error whose event is on its way.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) words: Words,
    /// Whether its own text may be shown, and so may that of its sources.
    asked: bool,
}

struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        let _ = TOLD.try_with(RefCell::take);
    }
}

/// Emits the event of an error.
pub(crate) fn telling<T>(failure: &Failure, emit: impl FnOnce() -> T) -> T {
    let told = Told {
        words: failure.words.clone(),
        asked: failure.asked,
    };
    let _ = TOLD.try_with(|before| before.replace(Some(told)));
    let _forget = Forget;
    emit()
}

/// The error whose event this is.
pub(super) fn told() -> Option<Told> {
    TOLD.try_with(|told| told.borrow().clone()).ok().flatten()
}

/// What its sources say, the nearest first, if that may be shown.
pub(crate) fn sources() -> Vec<Clean> {
    let told = told().filter(|told| told.asked);
    let clean = |told: Told| {
        let sources = told.words.sources().iter();
        sources.map(|text| Clean::scrubbed(text.clone())).collect()
    };
    told.map(clean).unwrap_or_default()
}
