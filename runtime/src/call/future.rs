//! The future of an annotated function: enters the span around each poll, and ends the call with
//! the future. It is a stream as well if its body is one.

use super::polls::PollTimer;
use super::{Call, Stage, State};
use crate::outcome::Outcome;
use crate::returned::{Judge, Type, Verdict};
use crate::site::Style;
use futures_core::Stream;
use pin_project_lite::pin_project;
use std::pin::Pin;
use std::task::{Context, Poll};
use tracing::span::Span;

pin_project! {
    /// A body, the call it belongs to, and who judges what it gives.
    #[must_use = "futures do nothing unless polled"]
    pub struct Observed<F, J> {
        #[pin]
        body: Option<F>,
        call: Call,
        judge: J,
    }

    impl<F, J> PinnedDrop for Observed<F, J> {
        /// What the body drops still belongs to the call.
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _entered = this.call.span.enter();
            this.body.set(None);
        }
    }
}

/// Runs the body of an `async fn` as this call.
#[inline]
pub fn drive<R, F: Future<Output = R>, J: Judge<R>>(
    call: Call,
    _: Type<R>,
    judge: J,
    body: F,
) -> Observed<F, J> {
    Observed::new(call, judge, body)
}

/// Runs a body that makes a future; the call lasts as long as the future.
#[inline]
pub fn run_future<R, F: Future<Output = R>, J: Judge<R>>(
    call: Call,
    _: Type<R>,
    judge: J,
    body: impl FnOnce() -> F,
) -> Observed<F, J> {
    let body = call.making(body);
    Observed::new(call, judge, body)
}

/// Runs a body that makes a stream; the call lasts as long as the stream.
#[inline]
pub fn run_stream<R, F: Stream<Item = R>, J: Judge<R>>(
    call: Call,
    _: Type<R>,
    judge: J,
    body: impl FnOnce() -> F,
) -> Observed<F, J> {
    let body = call.making(body);
    Observed::new(call, judge, body)
}

impl Call {
    /// Runs a body that makes a future or stream: inside of the span, as what it does before that
    /// belongs to the call; `tracing` does not.
    #[inline]
    pub(super) fn making<F>(&self, body: impl FnOnce() -> F) -> F {
        match self.state.site.spec().style {
            Style::Observed => self.span.in_scope(body),
            Style::Instrument => body(),
        }
    }
}

impl<F, J> Observed<F, J> {
    #[inline]
    pub(super) fn new(mut call: Call, judge: J, body: F) -> Self {
        call.state.stage = Stage::Waiting;
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
            timer: PollTimer::start(),
        }
    }

    fn rests(&mut self, poll: OnePoll) {
        if poll.stage != Stage::Finished {
            self.stage = poll.stage;
            self.polled(poll.timer);
        }
    }

    fn has_ended(&self) -> bool {
        self.stage == Stage::Finished
    }

    /// A stream yielded an item.
    fn yielded<R, J: Judge<R>>(&mut self, span: &Span, item: &R, judge: &J) {
        if self.stage == Stage::Waiting
            && let Verdict::Error(failure) = judge.judge(item)
        {
            self.failure = Some(Box::new(self.reported(span, &failure)));
            self.stage = Stage::Failed;
        }
    }

    /// A stream has no more items.
    fn exhausted(&mut self, span: &Span) {
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

impl<F, J> Future for Observed<F, J>
where
    F: Future,
    J: Judge<F::Output>,
{
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let Some(body) = this.body.as_pin_mut() else {
            unreachable!("the body is there until the drop");
        };
        let Call { span, state } = this.call;
        let entered = span.enter();
        let running = state.runs();
        let polled = body.poll(cx);
        state.rests(running);
        if let Poll::Ready(value) = &polled
            && !state.has_ended()
        {
            state.judged(span, value, this.judge);
        }
        drop(entered);
        polled
    }
}

/// An item that is an `Err` makes the call an error, however the stream goes on; the first one is
/// announced. The call ends with the stream, or where it is dropped.
impl<F, J> Stream for Observed<F, J>
where
    F: Stream,
    J: Judge<F::Item>,
{
    type Item = F::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F::Item>> {
        let this = self.project();
        let Some(body) = this.body.as_pin_mut() else {
            unreachable!("the body is there until the drop");
        };
        let Call { span, state } = this.call;
        let entered = span.enter();
        let running = state.runs();
        let polled = body.poll_next(cx);
        state.rests(running);
        match &polled {
            Poll::Ready(Some(item)) => state.yielded(span, item, this.judge),
            Poll::Ready(None) => state.exhausted(span),
            Poll::Pending => {}
        }
        drop(entered);
        polled
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.body.as_ref().map_or((0, None), Stream::size_hint)
    }
}
