//! The future of an annotated `async fn`: enters the span around each poll.

use super::{Call, Stage};
use pin_project_lite::pin_project;
use std::pin::Pin;
use std::task::{Context, Poll};

pin_project! {
    /// A body and the call it belongs to. Resolves to the body's result and the call, which the
    /// expansion then finishes.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct Observed<F> {
        #[pin]
        body: Option<F>,
        call: Option<Call>,
    }

    impl<F> PinnedDrop for Observed<F> {
        /// What a cancelled body drops still belongs to the call.
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            if let Some(call) = this.call {
                let _entered = call.enter();
                this.body.set(None);
            }
        }
    }
}

impl<F> Observed<F> {
    pub(super) fn new(call: Call, body: F) -> Self {
        Self {
            body: Some(body),
            call: Some(call),
        }
    }
}

impl<F: Future> Future for Observed<F> {
    type Output = (F::Output, Call);

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let (Some(body), Some(call)) = (this.body.as_pin_mut(), this.call.as_mut()) else {
            unreachable!("a future is not polled after it is done");
        };
        call.stage = Stage::Running;
        let entered = call.enter();
        let result = body.poll(cx);
        drop(entered);
        match result {
            Poll::Pending => {
                call.stage = Stage::Waiting;
                Poll::Pending
            }
            Poll::Ready(value) => {
                let call = this.call.take().expect("it was there when this poll began");
                Poll::Ready((value, call))
            }
        }
    }
}
