//! Shapes: what a policy may show of a value where its field allows it (`as = ..`).

use std::net::IpAddr;

/// A part of a value that says where it belongs and not whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The domain of an e-mail address: `…@example.com`.
    Email,
    /// The network of an IP address: `203.0.113.0/24`, `2001:db8:1::/48`.
    Ip,
    /// The country of an IBAN: `DE…`.
    Iban,
}

impl Shape {
    /// The shape of a text; `None` if it is not what it should be.
    pub(super) fn of(self, text: &str) -> Option<String> {
        match self {
            Self::Email => email(text),
            Self::Ip => ip(text),
            Self::Iban => iban(text),
        }
    }
}

fn email(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let plain = |it: char| it.is_ascii_alphanumeric() || it == '.' || it == '-';
    let fits = !local.is_empty() && domain.contains('.') && domain.len() <= 253;
    (fits && domain.chars().all(plain)).then(|| format!("…@{domain}"))
}

fn ip(text: &str) -> Option<String> {
    Some(match text.parse().ok()? {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(inner) => ip(&inner.to_string())?,
            None => {
                let [a, b, c, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
        },
    })
}

fn iban(text: &str) -> Option<String> {
    let country = text.trim_start().get(..2)?;
    let plain = country.bytes().all(|it| it.is_ascii_uppercase());
    (plain && text.len() >= 15).then(|| format!("{country}…"))
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn a_shape_shows_where_and_not_who() {
        let of = |shape: Shape, text| shape.of(text);
        assert_eq!(
            of(Shape::Email, "ada@example.com").as_deref(),
            Some("…@example.com")
        );
        assert_eq!(of(Shape::Email, "ada"), None);
        assert_eq!(of(Shape::Email, "@example.com"), None);
        assert_eq!(of(Shape::Email, "a@b.c/secret"), None);
        assert_eq!(
            of(Shape::Ip, "203.0.113.7").as_deref(),
            Some("203.0.113.0/24")
        );
        assert_eq!(
            of(Shape::Ip, "2001:db8:1:2::7").as_deref(),
            Some("2001:db8:1::/48")
        );
        assert_eq!(
            of(Shape::Ip, "::ffff:203.0.113.7").as_deref(),
            Some("203.0.113.0/24")
        );
        assert_eq!(of(Shape::Ip, "hunter2"), None);
        assert_eq!(
            of(Shape::Iban, "DE89370400440532013000").as_deref(),
            Some("DE…")
        );
        assert_eq!(of(Shape::Iban, "ä"), None);
    }
}
