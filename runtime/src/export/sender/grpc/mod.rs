//! OTLP over gRPC ([specification](https://opentelemetry.io/docs/specs/otlp/#otlpgrpc)). Messages
//! are encoded before they come here, so that both protocols send the same bytes.

#[cfg(not(feature = "otlp-grpc-tls"))]
#[path = "no_tls.rs"]
mod tls;
#[cfg(feature = "otlp-grpc-tls")]
mod tls;

use super::{LONGEST_ANSWER, Refusal, Target, USER_AGENT};
use bytes::{Buf, BufMut, Bytes};
use http::uri::PathAndQuery;
use std::time::Duration;
use tonic::client::Grpc;
use tonic::codec::{Codec, CompressionEncoding, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::metadata::{MetadataKey, MetadataMap};
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request, Status};

pub(super) struct Client {
    channel: Channel,
    method: &'static str,
    metadata: MetadataMap,
    gzip: bool,
}

impl Client {
    /// A client for this method of the target, which connects when it first sends; `None` if there
    /// is none.
    pub(super) fn new(target: &Target, method: &'static str) -> Option<Self> {
        let endpoint = Endpoint::from_shared(target.endpoint.clone())
            .and_then(|endpoint| endpoint.user_agent(USER_AGENT))
            .ok()?;
        let endpoint = tls::secured(endpoint, target)?;
        let mut metadata = MetadataMap::new();
        for (name, value) in &target.headers {
            let name = MetadataKey::from_bytes(name.as_bytes()).ok()?;
            metadata.insert(name, value.parse().ok()?);
        }
        Some(Self {
            channel: endpoint.connect_lazy(),
            method,
            metadata,
            gzip: target.gzip,
        })
    }

    pub(super) async fn send(&self, message: Bytes) -> Result<Vec<u8>, Refusal> {
        let mut grpc = Grpc::new(self.channel.clone()).max_decoding_message_size(LONGEST_ANSWER);
        if self.gzip {
            grpc = grpc.send_compressed(CompressionEncoding::Gzip);
        }
        // What is wrong with the connection shows here.
        grpc.ready().await.map_err(|_| Refusal::Unreachable)?;
        let mut request = Request::new(message);
        *request.metadata_mut() = self.metadata.clone();
        let method = PathAndQuery::from_static(self.method);
        match grpc.unary(request, method, Encoded).await {
            Ok(answer) => Ok(answer.into_inner().into()),
            Err(status) => Err(refusal(&status)),
        }
    }
}

/// What a status means for the next attempt. `RESOURCE_EXHAUSTED` may be retried only if the
/// collector says when, which it does in a detail that few send.
fn refusal(status: &Status) -> Refusal {
    // It was not the collector that said this: the connection broke.
    if std::error::Error::source(status).is_some() {
        return Refusal::Unreachable;
    }
    match status.code() {
        Code::Cancelled
        | Code::DeadlineExceeded
        | Code::Aborted
        | Code::OutOfRange
        | Code::Unavailable
        | Code::DataLoss => Refusal::Busy(pushback(status)),
        _ => Refusal::ForGood,
    }
}

/// How long the collector asks to be left alone (`grpc-retry-pushback-ms`, gRPC's retry design).
fn pushback(status: &Status) -> Option<Duration> {
    let value = status.metadata().get("grpc-retry-pushback-ms")?;
    let millis = value.to_str().ok()?.parse().ok()?;
    Some(Duration::from_millis(millis))
}

/// Messages that are encoded already.
#[derive(Clone, Copy)]
struct Encoded;

impl Codec for Encoded {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        *self
    }

    fn decoder(&mut self) -> Self {
        *self
    }
}

impl Encoder for Encoded {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, message: Bytes, into: &mut EncodeBuf<'_>) -> Result<(), Status> {
        into.put(message);
        Ok(())
    }
}

impl Decoder for Encoded {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        Ok(Some(from.copy_to_bytes(from.remaining())))
    }
}
