//! From the request to the head of the response.

use super::body::ObservedBody;
use super::edge;
use super::exchange::{Ending, Exchange};
use super::problem::Problem;
use crate::names;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use http_body::Body;
use pin_project_lite::pin_project;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

pin_project! {
    /// The response of an observed request. Dropping it before it is ready counts the request as
    /// cancelled; a panic of the handler becomes a response with status 500.
    #[must_use = "futures do nothing unless polled"]
    pub struct ResponseFuture<F> {
        #[pin]
        inner: Option<F>,
        exchange: Option<Exchange>,
    }

    impl<F> PinnedDrop for ResponseFuture<F> {
        /// What a cancelled handler drops still belongs to the request.
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            if let Some(exchange) = this.exchange {
                let _entered = exchange.span.enter();
                this.inner.set(None);
            }
        }
    }
}

impl<F> ResponseFuture<F> {
    pub(super) fn new(inner: F, exchange: Exchange) -> Self {
        Self {
            inner: Some(inner),
            exchange: Some(exchange),
        }
    }

    pub(super) fn unobserved(inner: F) -> Self {
        Self {
            inner: Some(inner),
            exchange: None,
        }
    }
}

impl<F, R, E> Future for ResponseFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
    R: Body<Data = Bytes>,
{
    type Output = Result<Response<ObservedBody<R>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let inner = this.inner.as_pin_mut();
        let inner = inner.expect("only dropping takes it out");
        let Some(exchange) = this.exchange else {
            let result = ready!(inner.poll(cx));
            return Poll::Ready(result.map(|response| response.map(ObservedBody::unobserved)));
        };
        let entered = exchange.span.enter();
        // Nothing of the handler is used after it unwound: this future is done then.
        let polled = catch_unwind(AssertUnwindSafe(|| inner.poll(cx)));
        drop(entered);
        let result = match polled {
            Ok(poll) => Some(ready!(poll)),
            Err(_) => None,
        };
        let mut exchange = this.exchange.take().expect("it is there, see above");
        Poll::Ready(match result {
            Some(Ok(response)) => Ok(observe(response, exchange)),
            Some(Err(error)) => {
                exchange.finish(Ending::ServiceError);
                Err(error)
            }
            None => Ok(panicked(exchange)),
        })
    }
}

/// Lets the exchange go on with the body.
fn observe<R: Body<Data = Bytes>>(
    mut response: Response<R>,
    mut exchange: Exchange,
) -> Response<ObservedBody<R>> {
    exchange.responded(response.status().as_u16());
    add_request_id(&mut response, &exchange);
    edge::record_response(&exchange.span, response.headers());
    if let Some(problem) = Problem::of(&mut response) {
        return answered(&problem, response, exchange, Ending::Completed);
    }
    let announced = response.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    response.map(|body| ObservedBody::new(body, announced, exchange))
}

/// The answer to a request whose handler unwound: it says that, the request's id, and no more.
fn panicked<R>(mut exchange: Exchange) -> Response<ObservedBody<R>> {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    exchange.responded(status.as_u16());
    let mut response = Response::new(());
    *response.status_mut() = status;
    add_request_id(&mut response, &exchange);
    answered(&Problem::internal(), response, exchange, Ending::Panicked)
}

/// A response that reports an error, with the request's id.
fn answered<T, R>(
    problem: &Problem,
    response: Response<T>,
    mut exchange: Exchange,
    ending: Ending,
) -> Response<ObservedBody<R>> {
    let id = exchange.request_id.as_str();
    let (text, media_type) = problem.write(response.status(), Some(id), exchange.wants_problem);
    exchange.sent = text.len() as u64;
    exchange.finish(ending);
    let mut response = response.map(|_| ObservedBody::text(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.append(header::VARY, HeaderValue::from_static("accept"));
    headers.remove(header::CONTENT_LENGTH);
    response
}

fn add_request_id<R>(response: &mut Response<R>, exchange: &Exchange) {
    response.headers_mut().insert(
        HeaderName::from_static(names::REQUEST_ID_HEADER),
        exchange.request_id.header(),
    );
}
