//! The layer and the service it makes.

use super::body::ObservedBody;
use super::exchange::Exchange;
use super::future::ResponseFuture;
use super::request_id::RequestId;
use crate::names;
use axum::extract::MatchedPath;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_layer::Layer;
use tower_service::Service;

/// The layer with its defaults. Add it with `Router::layer` below all routes it shall observe.
pub fn layer() -> HttpLayer {
    HttpLayer {
        remote_parent: RemoteParent::Continue,
        accept_request_id: false,
        unobserved: names::PROBE_ROUTES.map(str::to_owned).into(),
    }
}

/// What becomes of the span that a caller names in `traceparent`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RemoteParent {
    /// The request's span is below it, in its trace, and its decision to sample holds: for callers
    /// that are services of your own.
    #[default]
    Continue,
    /// The request begins a trace of its own, which links to it: for callers that anybody may be, who
    /// could otherwise have every request of theirs recorded, or write into traces of others.
    Link,
    /// Nothing.
    Ignore,
}

/// Observes each request of the routes above it.
#[derive(Clone, Debug)]
#[must_use = "a layer does nothing until it is added to a router"]
pub struct HttpLayer {
    remote_parent: RemoteParent,
    accept_request_id: bool,
    unobserved: Arc<[String]>,
}

impl HttpLayer {
    /// Whether a caller's `x-request-id` is taken over. Off by default: whoever may call the
    /// service could otherwise write into its log lines. Even then only one value of up to 128
    /// letters, digits and `._~+/=:-` is taken; all else gets a new id.
    pub fn accept_request_id(self, accept: bool) -> Self {
        Self {
            accept_request_id: accept,
            ..self
        }
    }

    /// What becomes of the span that a caller names: [`Continue`](RemoteParent::Continue), without
    /// this call.
    pub fn remote_parent(self, remote_parent: RemoteParent) -> Self {
        Self {
            remote_parent,
            ..self
        }
    }

    /// Routes that are not observed, by their templates. Without this call they are `/metrics` and
    /// those of [`Health::router`](crate::health::Health::router).
    pub fn unobserved<R: Into<String>>(self, routes: impl IntoIterator<Item = R>) -> Self {
        Self {
            unobserved: routes.into_iter().map(Into::into).collect(),
            ..self
        }
    }

    fn observes<B>(&self, request: &Request<B>) -> bool {
        let route = request.extensions().get::<MatchedPath>();
        !route.is_some_and(|route| self.unobserved.iter().any(|known| known == route.as_str()))
    }

    fn request_id<B>(&self, request: &Request<B>) -> RequestId {
        let accepted = if self.accept_request_id {
            RequestId::accept(request.headers())
        } else {
            None
        };
        accepted.unwrap_or_else(RequestId::generate)
    }
}

impl<S> Layer<S> for HttpLayer {
    type Service = HttpService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        HttpService {
            inner,
            layer: self.clone(),
        }
    }
}

/// A service whose requests are observed.
#[derive(Clone, Debug)]
pub struct HttpService<S> {
    inner: S,
    layer: HttpLayer,
}

impl<S, B, R> Service<Request<B>> for HttpService<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    R: Body<Data = Bytes>,
{
    type Response = Response<ObservedBody<R>>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        if !self.layer.observes(&request) {
            return ResponseFuture::unobserved(self.inner.call(request));
        }
        let request_id = self.layer.request_id(&request);
        let exchange = Exchange::begin(&request, request_id.clone(), self.layer.remote_parent);
        request.extensions_mut().insert(request_id);
        let inner = exchange.span.in_scope(|| self.inner.call(request));
        ResponseFuture::new(inner, exchange)
    }
}
