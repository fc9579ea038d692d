//! The layer around a client, and the service it makes.

use super::attempt::{Attempt, Follows, Resend, UrlTemplate};
use http::{Request, Response};
use pin_project_lite::pin_project;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tower_layer::Layer;
use tower_service::Service;

/// The layer. Put it inside of whatever sends a request again, or follows redirects: so that each
/// attempt has a span, and services of others get nothing that was meant for one of our own.
pub fn layer() -> ClientLayer {
    ClientLayer(())
}

/// Observes each request that a client sends.
#[derive(Clone, Copy, Debug)]
#[must_use = "a layer does nothing until it is put around a service"]
pub struct ClientLayer(());

impl<S> Layer<S> for ClientLayer {
    type Service = ClientService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        ClientService { inner }
    }
}

/// A client whose requests are observed.
#[derive(Clone, Debug)]
pub struct ClientService<S> {
    inner: S,
}

impl<S, B, R> Service<Request<B>> for ClientService<S>
where
    S: Service<Request<B>, Response = Response<R>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = ClientFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let (mut head, body) = request.into_parts();
        let template = head.extensions.get::<UrlTemplate>().copied();
        let resend = head.extensions.get::<Resend>().copied();
        let attempt = Attempt::begin(
            &head.method,
            &head.uri,
            &mut head.headers,
            template,
            resend,
            Follows::Nobody,
        );
        let request = Request::from_parts(head, body);
        let inner = attempt.span.in_scope(|| self.inner.call(request));
        ClientFuture {
            inner,
            attempt: Some(attempt),
        }
    }
}

pin_project! {
    /// The response to an observed request.
    #[must_use = "futures do nothing unless polled"]
    #[derive(Debug)]
    pub struct ClientFuture<F> {
        #[pin]
        inner: F,
        attempt: Option<Attempt>,
    }
}

impl<F, R, E> Future for ClientFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let Some(attempt) = this.attempt else {
            return this.inner.poll(cx);
        };
        let entered = attempt.span.enter();
        let result = ready!(this.inner.poll(cx));
        drop(entered);
        if let Some(attempt) = this.attempt.take() {
            match &result {
                Ok(response) => attempt.answered(response.status(), response.version()),
                // Of an error of any type nothing is known that may be said.
                Err(_) => attempt.failed("_OTHER"),
            }
        }
        Poll::Ready(result)
    }
}
