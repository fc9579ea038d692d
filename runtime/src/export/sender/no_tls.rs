//! In place of TLS, in a build without it.

use super::Target;
use reqwest::ClientBuilder;

/// The client as it is: the settings accept no `https` address in this build.
#[allow(clippy::unnecessary_wraps, reason = "the other one may fail")]
pub(super) fn secured(client: ClientBuilder, _: &Target) -> Option<ClientBuilder> {
    Some(client)
}
