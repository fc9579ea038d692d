//! From the head of the response to its end.

use super::exchange::{Ending, Exchange};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

pin_project! {
    /// The body of an observed response: its end is the end of the request.
    #[derive(Debug)]
    pub struct ObservedBody<B> {
        #[pin]
        content: Content<B>,
        // Bytes to come, where the response announced how many: a server stops asking then.
        left: Option<u64>,
        exchange: Option<Exchange>,
    }
}

pin_project! {
    #[project = ContentProjection]
    #[derive(Debug)]
    enum Content<B> {
        Inner { #[pin] body: B },
        Text { text: Option<Bytes> },
    }
}

impl<B: Body<Data = Bytes>> ObservedBody<B> {
    pub(super) fn new(body: B, announced: Option<u64>, exchange: Exchange) -> Self {
        let ends_with_head = exchange.ends_with_head();
        let mut observed = Self {
            exchange: Some(exchange),
            left: announced.or(body.size_hint().exact()),
            content: Content::Inner { body },
        };
        // A server need not poll a body that has nothing to say.
        if ends_with_head || observed.left == Some(0) || observed.is_end_stream() {
            observed.end(Ending::Completed);
        }
        observed
    }

    /// The body of a response that nobody observes.
    pub(super) fn unobserved(body: B) -> Self {
        Self {
            exchange: None,
            left: None,
            content: Content::Inner { body },
        }
    }

    fn end(&mut self, ending: Ending) {
        if let Some(mut exchange) = self.exchange.take() {
            exchange.finish(ending);
        }
    }
}

impl<B> ObservedBody<B> {
    /// A body of our own, for an exchange that is over.
    pub(super) fn text(text: String) -> Self {
        Self {
            exchange: None,
            left: None,
            content: Content::Text {
                text: Some(Bytes::from(text)),
            },
        }
    }
}

impl<B: Body<Data = Bytes>> Body for ObservedBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let mut this = self.project();
        let mut body = match this.content.as_mut().project() {
            ContentProjection::Text { text } => {
                return Poll::Ready(text.take().map(|text| Ok(Frame::data(text))));
            }
            ContentProjection::Inner { body } => body,
        };
        let entered = this.exchange.as_ref().map(|exchange| exchange.span.enter());
        let polled = catch_unwind(AssertUnwindSafe(|| body.as_mut().poll_frame(cx)));
        drop(entered);
        let frame = match polled {
            Ok(poll) => ready!(poll),
            Err(payload) => {
                finish(this.exchange, Ending::Panicked);
                resume_unwind(payload);
            }
        };
        match &frame {
            None => finish(this.exchange, Ending::Completed),
            Some(Err(_)) => finish(this.exchange, Ending::BodyError),
            Some(Ok(frame)) => {
                let sent = frame.data_ref().map_or(0, |data| data.len() as u64);
                if let Some(exchange) = this.exchange {
                    exchange.sent += sent;
                }
                *this.left = this.left.map(|left| left.saturating_sub(sent));
                // A server may stop asking after the frame that fills the announced length.
                if *this.left == Some(0) || body.is_end_stream() {
                    finish(this.exchange, Ending::Completed);
                }
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Inner { body } => body.is_end_stream(),
            Content::Text { text } => text.is_none(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Inner { body } => body.size_hint(),
            Content::Text { text } => {
                SizeHint::with_exact(text.as_ref().map_or(0, |text| text.len() as u64))
            }
        }
    }
}

fn finish(exchange: &mut Option<Exchange>, ending: Ending) {
    if let Some(mut exchange) = exchange.take() {
        exchange.finish(ending);
    }
}
