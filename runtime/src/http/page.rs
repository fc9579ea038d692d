//! The route of the metrics page.

use crate::metrics::{self, Asked, Exposition};
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use http::{HeaderMap, HeaderName, StatusCode, header};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

/// How many pages may be written at once.
const AT_ONCE: usize = 2;

static WRITTEN: AtomicUsize = AtomicUsize::new(0);

/// A page that is being written.
struct Place;

impl Place {
    /// `None` while as many are being written as may be.
    fn take() -> Option<Self> {
        let one_more = |written| (written < AT_ONCE).then_some(written + 1);
        WRITTEN
            .fetch_update(Ordering::AcqRel, Ordering::Relaxed, one_more)
            .ok()
            .map(|_| Self)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        WRITTEN.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The page, a piece at a time.
struct Pieces {
    exposition: Exposition,
    _place: Place,
}

impl Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.exposition.pieces.next();
        Poll::Ready(piece.map(|piece| Ok(Bytes::from(piece))))
    }
}

/// Answers with the page.
pub(super) async fn respond(headers: HeaderMap) -> Response {
    let asked = Asked {
        accept: text(&headers, &header::ACCEPT),
        encoding: text(&headers, &header::ACCEPT_ENCODING),
    };
    let Some(exposition) = metrics::page(asked) else {
        return refused("metrics are not set up\n");
    };
    let Some(place) = Place::take() else {
        return refused("the page is being written for others\n");
    };
    let encoding = exposition.encoding;
    let head = [
        (header::CONTENT_TYPE, exposition.content_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept, accept-encoding"),
    ];
    let pieces = Pieces {
        exposition,
        _place: place,
    };
    let mut response = (head, Body::from_stream(pieces)).into_response();
    if let Some(encoding) = encoding {
        let value = http::HeaderValue::from_static(encoding);
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, value);
    }
    response
}

fn refused(why: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}
