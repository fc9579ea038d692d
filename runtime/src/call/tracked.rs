//! The call of a function with `#[track_caller]`, whose body runs in the function's own frame.

use super::{Call, Stage};
use crate::clock::Ticks;
use crate::engine::Ending;
use crate::outcome::Outcome;
use crate::returned::{Judge, Type};
use std::marker::PhantomData;
use std::thread;

/// A call that is told what it returns. If it is not, and nothing unwinds, it left through `?` or
/// through a macro: with an error, if its type has one.
#[derive(Debug)]
pub struct Tracked<R, J: Judge<R>> {
    call: Call,
    judge: J,
    unwinding: bool,
    returns: PhantomData<fn() -> R>,
}

impl<R, J: Judge<R>> Tracked<R, J> {
    /// Enters the call's span.
    #[inline]
    pub fn new(mut call: Call, _: Type<R>, judge: J) -> Self {
        call.span.go_in();
        Self {
            call,
            judge,
            unwinding: thread::panicking(),
            returns: PhantomData,
        }
    }

    /// Ends the call with what it returns.
    #[inline]
    pub fn end(&mut self, returned: R) -> R {
        let Call { span, state } = &mut self.call;
        let at = Ticks::now();
        let ending = state.judged(span, &returned, &self.judge);
        span.come_out();
        state.end_with(span, &ending, at);
        returned
    }
}

impl<R, J: Judge<R>> Drop for Tracked<R, J> {
    fn drop(&mut self) {
        let Call { span, state } = &mut self.call;
        if state.stage == Stage::Finished {
            return;
        }
        let unwinds = thread::panicking() && !self.unwinding;
        let ending = match self.judge.unseen() {
            _ if unwinds => None,
            Some(failure) => Some(state.reported(span, &failure)),
            None => Some(Ending::new(Outcome::Ok, "")),
        };
        span.come_out();
        if let Some(ending) = ending {
            state.end_with(span, &ending, Ticks::now());
        }
    }
}
