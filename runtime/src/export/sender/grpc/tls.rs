//! Channels to `https` addresses, which trust what the system trusts.

use super::Target;
use tonic::transport::{ClientTlsConfig, Endpoint};

/// The endpoint with TLS, if its address asks for it; `None` if that cannot be had.
pub(super) fn secured(endpoint: Endpoint, target: &Target) -> Option<Endpoint> {
    if !target.endpoint.starts_with("https:") {
        return Some(endpoint);
    }
    let tls = ClientTlsConfig::new().with_native_roots();
    endpoint.tls_config(tls).ok()
}
