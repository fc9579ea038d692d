//! The rules by name, and sets of them.

use crate::redact::class::Floor;

/// A rule of the scrubber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// The value after a name that speaks of a secret: `password=..`.
    Key,
    /// A value that the program is watching for.
    Watched,
    /// Credentials or the values of the query in an address.
    Url,
    /// What follows `Bearer` or `Basic`.
    Header,
    /// A JSON Web Token (RFC 7519).
    Jwt,
    /// A key or certificate in PEM (RFC 7468).
    Pem,
    /// A key of a vendor, known by how it begins.
    Vendor,
    /// A payment card's number (ISO/IEC 7812).
    Card,
    /// An international bank account number (ISO 13616).
    Iban,
    /// An e-mail address.
    Email,
    /// A value that an error of a library quotes.
    Quoted,
    /// A literal in an SQL statement.
    Sql,
    /// The text could not be looked through.
    Failed,
    /// A value of a class on this floor.
    Internal,
    /// The same.
    Pii,
    /// The same.
    Pan,
    /// The same.
    Health,
    /// The same.
    Secret,
}

impl Rule {
    pub(crate) const ALL: [Self; 18] = [
        Self::Key,
        Self::Watched,
        Self::Url,
        Self::Header,
        Self::Jwt,
        Self::Pem,
        Self::Vendor,
        Self::Card,
        Self::Iban,
        Self::Email,
        Self::Quoted,
        Self::Sql,
        Self::Failed,
        Self::Internal,
        Self::Pii,
        Self::Pan,
        Self::Health,
        Self::Secret,
    ];

    /// The rule of a class; nothing counts what anybody may read.
    pub(crate) const fn of(floor: Floor) -> Option<Self> {
        match floor {
            Floor::Public => None,
            Floor::Internal => Some(Self::Internal),
            Floor::Pii => Some(Self::Pii),
            Floor::Pan => Some(Self::Pan),
            Floor::Health => Some(Self::Health),
            Floor::Secret => Some(Self::Secret),
        }
    }

    /// Its name, in metrics and in a policy file.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Watched => "secret",
            Self::Url => "url",
            Self::Header => "header",
            Self::Jwt => "jwt",
            Self::Pem => "pem",
            Self::Vendor => "vendor",
            Self::Card => "card",
            Self::Iban => "iban",
            Self::Email => "email",
            Self::Quoted => "quoted",
            Self::Sql => "sql",
            Self::Failed => "failed",
            Self::Internal => "class.internal",
            Self::Pii => "class.pii",
            Self::Pan => "class.pan",
            Self::Health => "class.health",
            Self::Secret => "class.secret",
        }
    }

    /// What stands in place of what it found.
    pub(crate) const fn marker(self) -> &'static str {
        match self {
            Self::Key => "[scrubbed:key]",
            Self::Watched => "[scrubbed:secret]",
            Self::Url => "[scrubbed:url]",
            Self::Header => "[scrubbed:header]",
            Self::Jwt => "[scrubbed:jwt]",
            Self::Pem => "[scrubbed:pem]",
            Self::Vendor => "[scrubbed:vendor]",
            Self::Card => "[scrubbed:card]",
            Self::Iban => "[scrubbed:iban]",
            Self::Email => "[scrubbed:email]",
            Self::Quoted => "[scrubbed:quoted]",
            Self::Sql => "?",
            Self::Failed => super::FAILED,
            Self::Internal | Self::Pii | Self::Pan | Self::Health | Self::Secret => "[class]",
        }
    }

    /// Whether a policy file may turn it off: those that may be wrong about what they see.
    pub(crate) const fn may_be_off(self) -> bool {
        matches!(
            self,
            Self::Card | Self::Iban | Self::Email | Self::Quoted | Self::Vendor | Self::Url
        )
    }
}

/// A set of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hits(u32);

impl Hits {
    pub(crate) const fn one(rule: Rule) -> Self {
        Self(1 << rule as u32)
    }

    pub(crate) fn add(&mut self, rule: Rule) {
        self.join(Self::one(rule));
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(crate) const fn has(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u32) != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |rule| self.has(*rule))
    }
}
