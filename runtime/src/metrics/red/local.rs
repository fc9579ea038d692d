//! The counts of this thread.

use super::block::{Block, Writer, place};
use super::shared::Function;
use crate::context::SpanContext;
use crate::outcome::Outcome;
use crate::site::Site;
use crate::sync::Arc;
use std::cell::RefCell;
use std::sync::{PoisonError, RwLock};

/// Every function that was registered, at the place that its site's number says.
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
pub(super) fn register(site: &'static Site) {
    let mut functions = FUNCTIONS.write().unwrap_or_else(PoisonError::into_inner);
    if site.number().get().is_none() {
        functions.push(Function::register(site.spec()));
        site.number().set(functions.len() - 1);
    }
}

fn function(site: &'static Site) -> (usize, &'static Function) {
    let number = loop {
        match site.number().get() {
            Some(number) => break number,
            None => register(site),
        }
    };
    let functions = FUNCTIONS.read().unwrap_or_else(PoisonError::into_inner);
    (number, functions[number])
}

/// Does something with the counts of this thread; with those of all that went if this thread has
/// none any more.
#[inline]
fn with(site: &'static Site, then: impl Fn(&Function, &Block, Writer)) {
    let done = LOCAL.try_with(|local| {
        if let (Ok(all), Some(number)) = (local.0.try_borrow(), site.number().get())
            && let Some(Some(mine)) = all.get(number)
        {
            then(mine.function, &mine.block, Writer::Owner);
            return true;
        }
        false
    });
    match done {
        Ok(true) => {}
        Ok(false) => first(site, then),
        Err(_) => {
            let (_, function) = function(site);
            then(function, &function.threads.gone, Writer::Anybody);
        }
    }
}

/// The first call of a function on this thread.
#[cold]
fn first(site: &'static Site, then: impl Fn(&Function, &Block, Writer)) {
    let (number, function) = function(site);
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
pub(super) fn begun(site: &'static Site) {
    with(site, |_, block, writer| block.begin(writer));
}

/// Counts a call that ended.
#[inline]
pub(super) fn ended(site: &'static Site, outcome: Outcome, error_kind: &'static str, nanos: u64) {
    with(site, |function, block, writer| {
        block.end(writer, outcome, nanos);
        if outcome == Outcome::Error {
            function.errors(error_kind).add(1);
        }
    });
}

/// Offers a call as an exemplar of its bucket.
pub(super) fn offer(site: &'static Site, nanos: u64, span: SpanContext) {
    #[allow(clippy::cast_precision_loss, reason = "an exemplar's value is a hint")]
    let seconds = || nanos as f64 / 1e9;
    with(site, |function, _, _| {
        function.exemplars.offer_of(place(nanos), seconds, span);
    });
}
