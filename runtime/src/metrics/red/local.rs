//! The counts of this thread.

use super::block::{Block, Writer};
use super::shared::Function;
use crate::context::SpanContext;
use crate::engine::Ending;
use crate::outcome::Outcome;
use crate::site::Counted;
use crate::sync::Arc;
use std::cell::RefCell;
use std::sync::{PoisonError, RwLock};

/// Every function that was registered, at the place that its number says; with labels of its own,
/// once for each set of them.
static FUNCTIONS: RwLock<Vec<&'static Function>> = RwLock::new(Vec::new());

/// One function, as this thread counts it.
struct Mine {
    function: &'static Function,
    block: Arc<Block>,
}

/// What this thread counts. When the thread goes, its counts are added to those of all that went.
struct Local(RefCell<Vec<Option<Mine>>>);

impl Drop for Local {
    fn drop(&mut self) {
        for mine in self.0.get_mut().drain(..).flatten() {
            mine.function.threads.fold(&mine.block);
        }
    }
}

thread_local! {
    static LOCAL: Local = const { Local(RefCell::new(Vec::new())) };
}

/// Gives a function its number and its series.
#[cold]
pub(super) fn register(counted: Counted) {
    let mut functions = FUNCTIONS.write().unwrap_or_else(PoisonError::into_inner);
    if counted.number().get().is_none() {
        functions.push(Function::register(counted));
        counted.number().set(functions.len() - 1);
    }
}

fn function(counted: Counted) -> (usize, &'static Function) {
    let number = loop {
        match counted.number().get() {
            Some(number) => break number,
            None => register(counted),
        }
    };
    let functions = FUNCTIONS.read().unwrap_or_else(PoisonError::into_inner);
    (number, functions[number])
}

/// Does something with the counts of this thread; with those of all that went if this thread has
/// none any more.
#[inline]
fn with(counted: Counted, then: impl Fn(&Function, &Block, Writer)) {
    let done = LOCAL.try_with(|local| {
        if let (Ok(all), Some(number)) = (local.0.try_borrow(), counted.number().get())
            && let Some(Some(mine)) = all.get(number)
        {
            then(mine.function, &mine.block, Writer::Owner);
            return true;
        }
        false
    });
    match done {
        Ok(true) => {}
        Ok(false) => first(counted, then),
        Err(_) => {
            let (_, function) = function(counted);
            then(function, &function.threads.gone, Writer::Anybody);
        }
    }
}

/// The first call of a function on this thread.
#[cold]
fn first(counted: Counted, then: impl Fn(&Function, &Block, Writer)) {
    let (number, function) = function(counted);
    let block = function.threads.block();
    then(function, &block, Writer::Owner);
    LOCAL.with(|local| {
        let mut all = local.0.borrow_mut();
        if all.len() <= number {
            all.resize_with(number + 1, || None);
        }
        all[number] = Some(Mine { function, block });
    });
}

/// Counts a call that begins.
#[inline]
pub(super) fn begun(counted: Counted) {
    with(counted, |_, block, writer| block.begin(writer));
}

/// Counts a call that ended.
#[inline]
pub(super) fn ended(counted: Counted, ending: &Ending, nanos: u64) {
    with(counted, |function, block, writer| {
        block.end(writer, ending.outcome, nanos, function.place(nanos));
        if ending.outcome == Outcome::Error {
            function.errors(ending.error_kind, ending.class).add(1);
        }
    });
}

/// Offers a call as an exemplar of its bucket.
pub(super) fn offer(counted: Counted, nanos: u64, span: SpanContext) {
    #[allow(clippy::cast_precision_loss, reason = "an exemplar's value is a hint")]
    let seconds = || nanos as f64 / 1e9;
    with(counted, |function, _, _| {
        function
            .exemplars
            .offer_of(function.place(nanos), seconds, span);
    });
}
