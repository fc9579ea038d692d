//! The future of an annotated function: enters the span around each poll, and ends the call with
//! the future. It is a stream as well if its body is one.

use super::polls::PollTimer;
use super::{Call, Stage, State};
use crate::clock::Ticks;
use crate::engine::CallSpan;
use crate::outcome::Outcome;
use crate::returned::{Judge, Type, Verdict};
use crate::site::Style;
use futures_core::Stream;
use pin_project_lite::pin_project;
use std::borrow::BorrowMut;
use std::pin::Pin;
use std::task::{Context, Poll};

pin_project! {
    /// A body, the call it belongs to, and who judges what it gives. The call of an `async fn` stays
    /// where it was begun, and is borrowed: moving it costs as much as counting it.
    #[must_use = "futures do nothing unless polled"]
    pub struct Observed<F, J, C>
    where
        C: BorrowMut<Call>,
    {
        #[pin]
        body: Option<F>,
        call: C,
        judge: J,
    }

    impl<F, J, C> PinnedDrop for Observed<F, J, C>
    where
        C: BorrowMut<Call>,
    {
        /// What the body drops still belongs to the call.
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _inside = this.call.borrow_mut().span.enter();
            this.body.set(None);
        }
    }
}

/// Runs the body of an `async fn` as this call.
#[inline]
pub fn drive<R, F: Future<Output = R>, J: Judge<R>>(
    call: &mut Call,
    _: Type<R>,
    judge: J,
    body: F,
) -> Observed<F, J, &mut Call> {
    call.state.polls.begin_at_once();
    Observed::new(call, judge, body)
}

/// Runs a body that makes a future; the call lasts as long as the future.
#[inline]
pub fn run_future<R, F: Future<Output = R>, J: Judge<R>>(
    mut call: Call,
    _: Type<R>,
    judge: J,
    body: impl FnOnce() -> F,
) -> Observed<F, J, Call> {
    let body = call.making(body);
    Observed::new(call, judge, body)
}

/// Runs a body that makes a stream; the call lasts as long as the stream.
#[inline]
pub fn run_stream<R, F: Stream<Item = R>, J: Judge<R>>(
    mut call: Call,
    _: Type<R>,
    judge: J,
    body: impl FnOnce() -> F,
) -> Observed<F, J, Call> {
    let body = call.making(body);
    Observed::new(call, judge, body)
}

impl Call {
    /// Runs a body that makes a future or stream: inside of the span, as what it does before that
    /// belongs to the call; `tracing` does not.
    #[inline]
    pub(super) fn making<F>(&mut self, body: impl FnOnce() -> F) -> F {
        match self.state.site.spec().style {
            Style::Observed => {
                let _inside = self.span.enter();
                body()
            }
            Style::Instrument => body(),
        }
    }
}

impl<F, J, C: BorrowMut<Call>> Observed<F, J, C> {
    #[inline]
    pub(super) fn new(mut call: C, judge: J, body: F) -> Self {
        let begun = call.borrow_mut();
        begun.state.stage = Stage::Waiting;
        begun.span.detach();
        Self {
            body: Some(body),
            call,
            judge,
        }
    }
}

impl State {
    /// From here to [`rests`](State::rests) an early end is a panic. A call that has ended stays
    /// ended, however often it is polled again.
    #[inline(never)]
    fn runs(&mut self) -> OnePoll {
        let before = self.stage;
        if before != Stage::Finished {
            self.stage = Stage::Running;
        }
        OnePoll {
            stage: before,
            timer: self.polls.start(self.begun),
        }
    }

    fn rests(&mut self, poll: OnePoll, at: Ticks) {
        if poll.stage != Stage::Finished {
            self.stage = poll.stage;
            self.polled(poll.timer, at);
        }
    }

    fn has_ended(&self) -> bool {
        self.stage == Stage::Finished
    }

    /// A stream yielded an item.
    fn yielded<R, J: Judge<R>>(&mut self, span: &CallSpan, item: &R, judge: &J) {
        if self.stage == Stage::Waiting
            && let Verdict::Error(failure) = judge.judge(item)
        {
            self.failure = Some(Box::new(self.reported(span, &failure)));
            self.stage = Stage::Failed;
        }
    }

    /// A stream has no more items.
    fn exhausted(&mut self, span: &mut CallSpan) {
        match self.stage {
            Stage::Failed => self.end_failed(span),
            Stage::Finished => {}
            _ => self.end(span, Outcome::Ok, ""),
        }
    }
}

/// One poll: what the call was before, and when the poll began.
#[derive(Clone, Copy)]
struct OnePoll {
    stage: Stage,
    timer: PollTimer,
}

impl<F, J, C> Future for Observed<F, J, C>
where
    F: Future,
    J: Judge<F::Output>,
    C: BorrowMut<Call>,
{
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let Some(body) = this.body.as_pin_mut() else {
            unreachable!("the body is there until the drop");
        };
        let Call { span, state } = this.call.borrow_mut();
        let inside = span.enter();
        let running = state.runs();
        let polled = body.poll(cx);
        let at = Ticks::now();
        state.rests(running, at);
        // The ending is not moved: it is written in small pieces, which a copy would wait for.
        if let Poll::Ready(value) = &polled
            && !state.has_ended()
        {
            let ending = state.judged(inside.span(), value, this.judge);
            drop(inside);
            state.end_with(span, &ending, at);
        }
        polled
    }
}

/// An item that is an `Err` makes the call an error, however the stream goes on; the first one is
/// announced. The call ends with the stream, or where it is dropped.
impl<F, J, C> Stream for Observed<F, J, C>
where
    F: Stream,
    J: Judge<F::Item>,
    C: BorrowMut<Call>,
{
    type Item = F::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F::Item>> {
        let this = self.project();
        let Some(body) = this.body.as_pin_mut() else {
            unreachable!("the body is there until the drop");
        };
        let Call { span, state } = this.call.borrow_mut();
        let inside = span.enter();
        let running = state.runs();
        let polled = body.poll_next(cx);
        state.rests(running, Ticks::now());
        if let Poll::Ready(Some(item)) = &polled {
            state.yielded(inside.span(), item, this.judge);
        }
        drop(inside);
        if matches!(polled, Poll::Ready(None)) {
            state.exhausted(span);
        }
        polled
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.body.as_ref().map_or((0, None), Stream::size_hint)
    }
}
