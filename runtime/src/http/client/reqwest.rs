//! The same for `reqwest`.

use super::attempt::{Attempt, Follows, UrlTemplate};
use crate::error_kind::ErrorKind;
use reqwest::{Error, RequestBuilder, Response};
use tracing::Instrument;

/// Sends a request as a client span.
pub trait ObservedSend: Sized {
    /// As [`RequestBuilder::send`] does. The template names the span, as in `/charges/{id}`; an
    /// empty one leaves it at the method. Baggage is not sent: a client that follows redirects would
    /// take it along to anybody. For one that does not, there is
    /// [`inject_in_zone`](crate::propagation::inject_in_zone).
    ///
    /// # Errors
    /// Those of `send`.
    fn send_observed(
        self,
        template: &'static str,
    ) -> impl Future<Output = Result<Response, Error>> + Send;
}

impl ObservedSend for RequestBuilder {
    async fn send_observed(self, template: &'static str) -> Result<Response, Error> {
        let (client, request) = self.build_split();
        let mut request = request?;
        // `reqwest` has made sure that it is an address.
        let uri = request.url().as_str().parse().unwrap_or_default();
        let method = request.method().clone();
        let template = Some(UrlTemplate(template)).filter(|template| !template.0.is_empty());
        let headers = request.headers_mut();
        let follows = Follows::Redirects;
        let attempt = Attempt::begin(&method, &uri, headers, template, None, follows);
        let sent = client
            .execute(request)
            .instrument(attempt.span.clone())
            .await;
        match &sent {
            Ok(response) => attempt.answered(response.status(), response.version()),
            Err(error) => attempt.failed(error.kind()),
        }
        sent
    }
}
