//! OTLP over HTTP ([specification](https://opentelemetry.io/docs/specs/otlp/#otlphttp)).

use super::{LONGEST_ANSWER, Refusal, Target, USER_AGENT, tls};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::header::{
    CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
};
use reqwest::{Response, StatusCode, Url};
use std::io::Write;
use std::time::Duration;

pub(super) struct Client {
    inner: reqwest::Client,
    url: Url,
    gzip: bool,
}

impl Client {
    /// A client for this target; `None` if there is none.
    pub(super) fn new(target: &Target, content_type: &'static str) -> Option<Self> {
        let mut headers = HeaderMap::new();
        for (name, value) in &target.headers {
            let mut value = HeaderValue::from_str(value).ok()?;
            value.set_sensitive(true);
            headers.insert(HeaderName::from_bytes(name.as_bytes()).ok()?, value);
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        if target.gzip {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .default_headers(headers)
            // Whoever is sent elsewhere would take the credentials along.
            .redirect(reqwest::redirect::Policy::none());
        let inner = tls::secured(builder, target)?.build().ok()?;
        Some(Self {
            inner,
            url: target.endpoint.parse().ok()?,
            gzip: target.gzip,
        })
    }

    pub(super) async fn send(&self, message: Bytes) -> Result<Vec<u8>, Refusal> {
        let body = if self.gzip { zipped(&message) } else { message };
        let request = self.inner.post(self.url.clone()).body(body);
        let answer = request.send().await.map_err(|_| Refusal::Unreachable)?;
        match answer.status() {
            status if status.is_success() => Ok(read(answer).await),
            StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => Err(Refusal::Busy(retry_after(&answer))),
            _ => Err(Refusal::ForGood),
        }
    }
}

fn zipped(message: &[u8]) -> Bytes {
    let mut zip = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing into memory does not fail.
    let _ = zip.write_all(message);
    zip.finish().unwrap_or_default().into()
}

/// The answer, as far as it is read. One that breaks off is an empty one: the message was taken.
async fn read(mut answer: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(piece)) = answer.chunk().await {
        if body.len() + piece.len() > LONGEST_ANSWER {
            return Vec::new();
        }
        body.extend_from_slice(&piece);
    }
    body
}

/// How long the collector asks to be left alone, in seconds. A date is not looked at: clocks differ.
fn retry_after(answer: &Response) -> Option<Duration> {
    let text = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}
