//! What the environment says of the network around the service, and of what may be recorded of a
//! request besides.

use crate::engine;
use crate::redact::{Clean, FieldValue};
use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap, HeaderName};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;
use tracing::Span;

static EDGE: OnceLock<Edge> = OnceLock::new();

/// How much of one header is recorded.
const MAX_HEADER: usize = 512;

/// What the environment says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edge {
    /// Whose `Forwarded` and `X-Forwarded-*` headers, and whose `x-request-id`, are believed.
    pub(crate) proxies: Vec<IpNet>,
    pub(crate) request_headers: Vec<Kept>,
    pub(crate) response_headers: Vec<Kept>,
    /// All methods that have a name, if they are not the usual ones.
    pub(crate) methods: Option<Vec<&'static str>>,
}

/// A header that is recorded.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    header: HeaderName,
    attribute: &'static str,
}

impl Kept {
    /// The header of this name, under an attribute that begins so; `None` if it is no name.
    pub(crate) fn new(name: &str, attribute: &str) -> Option<Self> {
        let header: HeaderName = name.trim().parse().ok()?;
        // There are as many as the environment names, and they stay as long as the process.
        let attribute = format!("{attribute}.{header}").leak();
        Some(Self { header, attribute })
    }
}

/// Says what the environment says; the first to say it is heard.
pub(crate) fn configure(edge: Edge) {
    let _ = EDGE.set(edge);
}

fn edge() -> Option<&'static Edge> {
    EDGE.get()
}

/// Whether any proxy is trusted.
pub(super) fn has_proxies() -> bool {
    edge().is_some_and(|edge| !edge.proxies.is_empty())
}

/// The label of a method, if the environment names all that have one.
pub(super) fn method(method: &str) -> Option<&'static str> {
    let known = edge()?.methods.as_ref()?;
    let found = known.iter().find(|known| **known == method);
    Some(found.copied().unwrap_or("_OTHER"))
}

/// Records the headers of the request that may be.
pub(super) fn record_request(span: &Span, headers: &HeaderMap) {
    if let Some(edge) = edge() {
        record(span, &edge.request_headers, headers);
    }
}

/// Records the headers of the response that may be.
pub(super) fn record_response(span: &Span, headers: &HeaderMap) {
    if let Some(edge) = edge() {
        record(span, &edge.response_headers, headers);
    }
}

/// Several headers of one name are joined, as one list would be.
fn record(span: &Span, kept: &[Kept], headers: &HeaderMap) {
    for Kept { header, attribute } in kept {
        let values = headers.get_all(header).iter();
        let values: Vec<_> = values.map(|value| value.to_str().unwrap_or("?")).collect();
        if values.is_empty() {
            continue;
        }
        let text = Clean::scrubbed(values.join(", ")).shortened(MAX_HEADER);
        engine::set(span, attribute, FieldValue::Text(text));
    }
}

/// Where a request comes from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// The client, behind however many proxies that are trusted.
    pub(super) client: Option<IpAddr>,
    /// The scheme that the client used, if a proxy that is trusted says so.
    pub(super) scheme: Option<&'static str>,
    /// Whether a proxy that is trusted sent it.
    pub(super) is_trusted: bool,
}

impl Origin {
    pub(super) fn of(extensions: &Extensions, headers: &HeaderMap) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical());
        let proxies = edge().map_or(&[][..], |edge| &edge.proxies);
        Self::behind(proxies, peer, headers)
    }

    fn behind(proxies: &[IpNet], peer: Option<IpAddr>, headers: &HeaderMap) -> Self {
        let trusts = |address: IpAddr| proxies.iter().any(|net| net.contains(&address));
        let Some(peer) = peer.filter(|peer| trusts(*peer)) else {
            return Self {
                client: peer,
                ..Self::default()
            };
        };
        let Some(hops) = hops(headers) else {
            return Self {
                is_trusted: true,
                ..Self::default()
            };
        };
        let (mut client, mut scheme) = (Some(peer), None);
        // From the nearest on: what is beyond the first that is not trusted may be made up.
        for hop in hops.iter().rev() {
            client = hop.address;
            scheme = scheme.or(hop.scheme);
            if !client.is_some_and(trusts) {
                break;
            }
        }
        Self {
            client,
            scheme,
            is_trusted: true,
        }
    }
}

/// One hop, as the proxy after it saw it.
#[derive(Debug, Default)]
struct Hop {
    address: Option<IpAddr>,
    scheme: Option<&'static str>,
}

/// The hops in order: those of `Forwarded` ([RFC 7239](https://www.rfc-editor.org/rfc/rfc7239)) or
/// of `X-Forwarded-For`, with the scheme of `X-Forwarded-Proto`. `None` if there are both: proxies
/// write one and hand the other on as it came, and which is not known.
fn hops(headers: &HeaderMap) -> Option<Vec<Hop>> {
    let list = |name: &str| {
        let values = headers.get_all(name).iter();
        let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        values.join(",")
    };
    let (forwarded, addresses) = (list("forwarded"), list("x-forwarded-for"));
    let protocol = list("x-forwarded-proto");
    if !forwarded.is_empty() {
        let is_alone = addresses.is_empty() && protocol.is_empty();
        return is_alone.then(|| forwarded.split(',').map(forwarded_hop).collect());
    }
    let addresses = addresses.split(',').filter(|part| !part.trim().is_empty());
    let hop = |text| Hop {
        address: address(text),
        scheme: None,
    };
    let mut hops: Vec<Hop> = addresses.map(hop).collect();
    // The nearest proxy wrote the last.
    let nearest = protocol.rsplit(',').next();
    let scheme = nearest.and_then(scheme);
    match hops.last_mut() {
        Some(nearest) => nearest.scheme = scheme,
        None => return Some(Vec::from_iter(scheme.map(Hop::without_address))),
    }
    Some(hops)
}

impl Hop {
    /// A proxy that says nothing of who asked it.
    fn without_address(scheme: &'static str) -> Self {
        Self {
            address: None,
            scheme: Some(scheme),
        }
    }
}

fn forwarded_hop(text: &str) -> Hop {
    let mut hop = Hop::default();
    for (name, value) in text.split(';').filter_map(|pair| pair.split_once('=')) {
        match name.trim().to_ascii_lowercase().as_str() {
            "for" => hop.address = address(value),
            "proto" => hop.scheme = scheme(value),
            _ => {}
        }
    }
    hop
}

/// `192.0.2.1`, `192.0.2.1:80`, `[2001:db8::1]` or `[2001:db8::1]:80`, perhaps in quotes.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.split(']').next());
    let ip = bare.unwrap_or(text).parse();
    let ip = ip.or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    ip.ok().map(|ip: IpAddr| ip.to_canonical())
}

fn scheme(text: &str) -> Option<&'static str> {
    match text.trim().trim_matches('"').to_ascii_lowercase().as_str() {
        "http" => Some("http"),
        "https" => Some("https"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(
        peer: &str,
        headers: &[(&'static str, &str)],
    ) -> (Option<String>, Option<&'static str>) {
        let proxies = ["10.0.0.0/8", "::1/128"].map(|net| net.parse().expect("a network"));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a header value"));
        }
        let origin = Origin::behind(&proxies, peer.parse().ok(), &map);
        (
            origin.client.map(|client| client.to_string()),
            origin.scheme,
        )
    }

    #[test]
    fn only_proxies_that_are_trusted_are_believed() {
        let headers = [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-proto", "https"),
        ];
        let of_anybody = seen("198.51.100.1", &headers);
        assert_eq!(of_anybody, (Some("198.51.100.1".to_owned()), None));
        let of_proxy = seen("10.1.2.3", &headers);
        assert_eq!(of_proxy, (Some("203.0.113.9".to_owned()), Some("https")));
        assert_eq!(seen("nobody", &headers), (None, None));
    }

    #[test]
    fn the_client_is_the_nearest_that_is_not_trusted() {
        let client = |list: &str| seen("::1", &[("x-forwarded-for", list)]).0;
        assert_eq!(
            client("192.0.2.66, 203.0.113.9, 10.0.0.1").as_deref(),
            Some("203.0.113.9")
        );
        assert_eq!(client("10.0.0.2, 10.0.0.1").as_deref(), Some("10.0.0.2"));
        assert_eq!(client("203.0.113.9, unknown").as_deref(), None);
        assert_eq!(client("203.0.113.9:4711").as_deref(), Some("203.0.113.9"));
        assert_eq!(client("").as_deref(), Some("::1"));
    }

    #[test]
    fn one_of_both_headers_is_read_and_if_there_are_both_none() {
        let of = |forwarded: &str| seen("10.0.0.1", &[("forwarded", forwarded)]);
        assert_eq!(
            of("for=\"[2001:db8:cafe::17]:4711\";Proto=https;by=10.0.0.9"),
            (Some("2001:db8:cafe::17".to_owned()), Some("https"))
        );
        assert_eq!(of("for=_hidden;proto=gopher"), (None, None));
        // A client wrote the first, which the proxy handed on.
        let client_and_proxy = "for=192.0.2.66;proto=https, for=203.0.113.9;proto=http";
        assert_eq!(
            of(client_and_proxy),
            (Some("203.0.113.9".to_owned()), Some("http"))
        );
        let both = [
            ("forwarded", "for=192.0.2.66;proto=https"),
            ("x-forwarded-for", "203.0.113.9"),
        ];
        assert_eq!(seen("10.0.0.1", &both), (None, None));
        let alone = [
            ("x-forwarded-proto", "http"),
            ("x-forwarded-proto", "https"),
        ];
        assert_eq!(seen("10.0.0.1", &alone), (None, Some("https")));
    }
}
