//! Channels to `https` addresses, which trust what the system trusts or what they are told to.

use super::Target;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity};

/// The endpoint with TLS, if its address asks for it; `None` if that cannot be had.
pub(super) fn secured(endpoint: Endpoint, target: &Target) -> Option<Endpoint> {
    if !target.endpoint.starts_with("https:") {
        return Some(endpoint);
    }
    let mut tls = match &target.tls.trusted {
        Some(trusted) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(trusted)),
        None => ClientTlsConfig::new().with_native_roots(),
    };
    if let Some([certificate, key]) = &target.tls.client {
        tls = tls.identity(Identity::from_pem(certificate, key));
    }
    endpoint.tls_config(tls).ok()
}
