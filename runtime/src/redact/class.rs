//! Classes: what a value *is*. What happens to it is the policy's to say, sink by sink.

use std::fmt;

/// How careful a class must be treated, whatever any policy says. Ordered: a later floor allows
/// less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Floor {
    /// Anybody may read it.
    Public,
    /// For those who run the service.
    Internal,
    /// Says something about a person (GDPR, article 4).
    Pii,
    /// A payment card's number (PCI DSS).
    Pan,
    /// About a person's health (GDPR, article 9).
    Health,
    /// Whoever knows it can use it: keys, passwords, tokens. Never shown, hashed, or kept in part.
    Secret,
}

/// What a value is. There are six of our own, and [`taxonomy!`](crate::taxonomy) adds more, each on
/// one of the floors.
///
/// ```
/// use frosted::redact::{Class, Floor};
///
/// assert!(Class::PII.floor() < Class::SECRET.floor());
/// assert_eq!(Class::HEALTH.name(), "health");
/// assert_eq!(Class::HEALTH.floor(), Floor::Health);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Class {
    name: &'static str,
    /// Its name in brackets.
    tag: &'static str,
    floor: Floor,
}

impl Class {
    /// Anybody may read it.
    pub const PUBLIC: Self = Self::on("public", "[public]", Floor::Public);
    /// For those who run the service.
    pub const INTERNAL: Self = Self::on("internal", "[internal]", Floor::Internal);
    /// Says something about a person.
    pub const PII: Self = Self::on("pii", "[pii]", Floor::Pii);
    /// A payment card's number.
    pub const PAN: Self = Self::on("pan", "[pan]", Floor::Pan);
    /// About a person's health.
    pub const HEALTH: Self = Self::on("health", "[health]", Floor::Health);
    /// Whoever knows it can use it.
    pub const SECRET: Self = Self::on("secret", "[secret]", Floor::Secret);

    /// Our own classes.
    pub(crate) const OURS: [Self; 6] = [
        Self::PUBLIC,
        Self::INTERNAL,
        Self::PII,
        Self::PAN,
        Self::HEALTH,
        Self::SECRET,
    ];

    /// A class on a floor. Only [`taxonomy!`](crate::taxonomy) makes classes that a policy knows.
    #[doc(hidden)]
    pub const fn on(name: &'static str, tag: &'static str, floor: Floor) -> Self {
        Self { name, tag, floor }
    }

    /// What stands in place of a value.
    pub(crate) const fn tag(self) -> &'static str {
        self.tag
    }

    /// Its name, as policies and placeholders spell it.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The floor it stands on.
    pub const fn floor(self) -> Floor {
        self.floor
    }

    /// Whether any part of a value, or a hash of it, may ever be shown.
    #[doc(hidden)]
    pub const fn may_show_traces(self) -> bool {
        !matches!(self.floor, Floor::Secret)
    }

    /// Whether that a value is there is as telling as the value.
    pub(crate) const fn hides_presence(self) -> bool {
        matches!(self.floor, Floor::Health | Floor::Secret)
    }
}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
