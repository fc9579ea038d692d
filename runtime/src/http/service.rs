//! The layer and the service it makes.

use super::body::ObservedBody;
use super::edge::{self, Origin};
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
        settings: Arc::new(Settings {
            remote_parent: RemoteParent::Continue,
            accept_request_id: false,
            client_address: false,
            query: Vec::new(),
            baggage: Vec::new(),
            unobserved: names::PROBE_ROUTES.map(str::to_owned).into(),
        }),
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

/// What the code says of the requests.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) remote_parent: RemoteParent,
    accept_request_id: bool,
    pub(super) client_address: bool,
    pub(super) query: Vec<String>,
    pub(super) baggage: Vec<&'static str>,
    unobserved: Vec<String>,
}

/// Observes each request of the routes above it.
#[derive(Clone, Debug)]
#[must_use = "a layer does nothing until it is added to a router"]
pub struct HttpLayer {
    settings: Arc<Settings>,
}

impl HttpLayer {
    fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.settings));
        self
    }

    /// Whether anybody's `x-request-id` is taken over. Off by default: whoever may call the service
    /// could otherwise write into its log lines. Even then only one value of up to 128 letters,
    /// digits and `._~+/=:-` is taken; all else gets a new id. That of a proxy in
    /// `FROSTED_TRUSTED_PROXIES` is taken in any case.
    pub fn accept_request_id(self, accept: bool) -> Self {
        self.with(|settings| settings.accept_request_id = accept)
    }

    /// What becomes of the span that a caller names: [`Continue`](RemoteParent::Continue), without
    /// this call.
    pub fn remote_parent(self, remote_parent: RemoteParent) -> Self {
        self.with(|settings| settings.remote_parent = remote_parent)
    }

    /// Whether the client's address is recorded (`client.address`), behind the proxies in
    /// `FROSTED_TRUSTED_PROXIES`. Off by default: it says who somebody is. The server must say who
    /// connected, as [`serve`](crate::serve()) does.
    pub fn client_address(self, record: bool) -> Self {
        self.with(|settings| settings.client_address = record)
    }

    /// Which parameters of the query are recorded (`url.query`), by name. None are by default; those
    /// whose names speak of a secret are masked even then.
    pub fn query<P: Into<String>>(self, parameters: impl IntoIterator<Item = P>) -> Self {
        let query = parameters.into_iter().map(Into::into).collect();
        self.with(|settings| settings.query = query)
    }

    /// Which entries of a caller's `baggage` are taken: they stand on every line of the request, and
    /// go on to the services in `FROSTED_ZONE`. None are by default, as anybody can send some.
    pub fn baggage(self, keys: impl IntoIterator<Item = &'static str>) -> Self {
        let keys = keys.into_iter().collect();
        self.with(|settings| settings.baggage = keys)
    }

    /// Routes that are not observed, by their templates. Without this call they are `/metrics` and
    /// those of [`Health::router`](crate::health::Health::router).
    pub fn unobserved<R: Into<String>>(self, routes: impl IntoIterator<Item = R>) -> Self {
        let routes = routes.into_iter().map(Into::into).collect();
        self.with(|settings| settings.unobserved = routes)
    }

    fn observes<B>(&self, request: &Request<B>) -> bool {
        let route = request.extensions().get::<MatchedPath>();
        let mut unobserved = self.settings.unobserved.iter();
        !route.is_some_and(|route| unobserved.any(|known| known == route.as_str()))
    }

    fn request_id<B>(&self, request: &Request<B>, origin: &Origin) -> RequestId {
        let accepted = if self.settings.accept_request_id || origin.is_trusted {
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
        let settings = &self.layer.settings;
        let origin = if settings.client_address || edge::has_proxies() {
            Origin::of(request.extensions(), request.headers())
        } else {
            Origin::default()
        };
        let request_id = self.layer.request_id(&request, &origin);
        let exchange = Exchange::begin(&request, request_id.clone(), &origin, settings);
        request.extensions_mut().insert(request_id);
        let inner = exchange.span.in_scope(|| self.inner.call(request));
        ResponseFuture::new(inner, exchange)
    }
}
