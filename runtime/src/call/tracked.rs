//! The call of a function with `#[track_caller]`, whose body runs in the function's own frame.

use super::{Call, Stage};
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
    pub fn new(call: Call, _: Type<R>, judge: J) -> Self {
        call.span
            .with_subscriber(|(id, dispatch)| dispatch.enter(id));
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
        state.judged(span, &returned, &self.judge);
        returned
    }
}

impl<R, J: Judge<R>> Drop for Tracked<R, J> {
    fn drop(&mut self) {
        let Call { span, state } = &mut self.call;
        let unwinds = thread::panicking() && !self.unwinding;
        if state.stage != Stage::Finished && !unwinds {
            match self.judge.unseen() {
                Some(failure) => state.failed(span, &failure),
                None => state.end(span, Outcome::Ok, ""),
            }
        }
        span.with_subscriber(|(id, dispatch)| dispatch.exit(id));
    }
}
