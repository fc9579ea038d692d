//! Clients of `https` addresses, which trust what the system trusts or what they are told to.

use super::Target;
use reqwest::{Certificate, ClientBuilder, Identity};

/// The client with TLS as the target wants it; `None` if that cannot be had.
pub(super) fn secured(client: ClientBuilder, target: &Target) -> Option<ClientBuilder> {
    let mut client = client;
    if let Some(trusted) = &target.tls.trusted {
        client = client.tls_certs_only(Certificate::from_pem_bundle(trusted).ok()?);
    }
    if let Some([certificate, key]) = &target.tls.client {
        let both = [&certificate[..], b"\n", &key[..]].concat();
        client = client.identity(Identity::from_pem(&both).ok()?);
    }
    Some(client)
}
