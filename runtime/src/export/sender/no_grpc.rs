//! In place of the gRPC client, in a build without it.

use super::{Refusal, Target};

pub(super) enum Client {}

impl Client {
    /// The settings never ask for it: without the feature `grpc` is not a protocol they accept.
    pub(super) fn new(_: &Target, _: &'static str) -> Option<Self> {
        None
    }

    #[allow(clippy::unused_async, reason = "the other one waits")]
    pub(super) async fn send(&self, _: bytes::Bytes) -> Result<Vec<u8>, Refusal> {
        match *self {}
    }
}
