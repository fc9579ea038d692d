//! Policies: what a sink may show of each class. Fixed at `init`; nothing turns them off.

use super::class::{Class, Floor};
use super::hash::HashKey;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sink {
    /// Lines for people, on a terminal.
    Console,
    /// Log lines as JSON.
    Json,
    /// Traces and logs over OTLP.
    Otlp,
    /// An error tracker.
    Sentry,
}

impl Sink {
    pub(crate) const ALL: [Self; 4] = [Self::Console, Self::Json, Self::Otlp, Self::Sentry];

    /// Its name, as a policy file spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Json => "json",
            Self::Otlp => "otlp",
            Self::Sentry => "sentry",
        }
    }

    const fn index(self) -> usize {
        self as usize
    }
}

/// What a policy does with the values of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// `[pii]` stands in its place.
    Tag,
    /// A keyed hash stands in its place, the same for the same value: `pii:k3:9f2c…`. HMAC-SHA256
    /// (RFC 2104, FIPS 180-4), cut to 128 bits. Without a key, or for a value that has no text, as
    /// [`Tag`](Self::Tag).
    Hash,
    /// The field is left out.
    Drop,
    /// What the field itself allows: its last characters (`keep_last`) or its shape (`as`); where
    /// it allows nothing, as [`Tag`](Self::Tag).
    Partial,
    /// The value itself. Of `public` and `internal` in any build, of `pii` in builds with debug
    /// assertions only, and never of `pan`, `health` and `secret`.
    Clear,
}

impl Action {
    pub(crate) const NAMES: [(&'static str, Self); 5] = [
        ("tag", Self::Tag),
        ("hash", Self::Hash),
        ("drop", Self::Drop),
        ("partial", Self::Partial),
        ("clear", Self::Clear),
    ];

    /// Whether a class on this floor may be treated so.
    pub(crate) const fn is_allowed(self, floor: Floor) -> bool {
        match (self, floor) {
            (Self::Tag | Self::Drop, _) | (Self::Clear, Floor::Public | Floor::Internal) => true,
            (Self::Clear, Floor::Pii) => cfg!(debug_assertions),
            (Self::Clear, _) => false,
            (Self::Hash | Self::Partial, floor) => !matches!(floor, Floor::Secret),
        }
    }
}

/// What one sink may show.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Policy {
    /// For each floor.
    floors: [Action; 6],
    /// For single classes, by name.
    classes: BTreeMap<String, Action>,
    pub(crate) key: Option<Arc<HashKey>>,
}

impl Policy {
    /// Tags only. What a type's own `Debug` shows, independent of any setting.
    pub(crate) const STRICT: Self = Self {
        floors: [
            Action::Clear,
            Action::Tag,
            Action::Tag,
            Action::Tag,
            Action::Tag,
            Action::Tag,
        ],
        classes: BTreeMap::new(),
        key: None,
    };

    /// What a sink shows if nobody says anything: `internal` values in sinks of our own, else tags,
    /// and nothing of anybody's health.
    fn default_of(sink: Sink) -> Self {
        let mut policy = Self::STRICT;
        policy.floors[Floor::Health as usize] = Action::Drop;
        if sink != Sink::Sentry {
            policy.floors[Floor::Internal as usize] = Action::Clear;
        }
        policy
    }

    pub(crate) fn action(&self, class: Class) -> Action {
        let given = self.classes.get(class.name());
        let action = given
            .copied()
            .unwrap_or(self.floors[class.floor() as usize]);
        if action.is_allowed(class.floor()) {
            action
        } else {
            Action::Tag
        }
    }

    /// The hash of a value; a tag if there is no key.
    pub(super) fn hashed(&self, class: Class, namespace: &str, text: &str) -> String {
        match &self.key {
            Some(key) => key.hash(class, namespace, text),
            None => class.tag().to_owned(),
        }
    }

    fn set(&mut self, class: Class, action: Action) {
        if Class::OURS.contains(&class) {
            self.floors[class.floor() as usize] = action;
        } else {
            self.classes.insert(class.name().to_owned(), action);
        }
    }
}

/// What each sink may show of each class, before it is fixed at `init`.
///
/// A class without an entry of its own is treated as the class of its floor. An action that a
/// class's floor forbids makes `init` fail.
///
/// ```
/// use frosted::redact::{Action, Class, Policies, Sink};
///
/// let policies = Policies::default()
///     .on_all(Class::PII, Action::Hash)
///     .on(Sink::Sentry, Class::PII, Action::Drop)
///     .hash_key("k3", &[7; 32]);
/// ```
#[derive(Clone, Debug)]
#[must_use = "it is used when it is given to a `Builder`"]
pub struct Policies {
    sinks: [Policy; 4],
    faults: Vec<String>,
    /// Whether a hash without a key is a fault.
    strict: bool,
}

impl Default for Policies {
    fn default() -> Self {
        Self {
            sinks: Sink::ALL.map(Policy::default_of),
            faults: Vec::new(),
            strict: false,
        }
    }
}

impl Policies {
    /// What one sink does with the values of a class.
    pub fn on(mut self, sink: Sink, class: Class, action: Action) -> Self {
        if !action.is_allowed(class.floor()) {
            self.faults.push(forbidden(sink, class, action));
        }
        self.sinks[sink.index()].set(class, action);
        self
    }

    /// What every sink does with the values of a class.
    pub fn on_all(self, class: Class, action: Action) -> Self {
        let sinks = Sink::ALL.into_iter();
        sinks.fold(self, |policies, sink| policies.on(sink, class, action))
    }

    /// The key of [`Action::Hash`], of at least 16 bytes, and its id, which each hash shows.
    pub fn hash_key(mut self, id: &str, key: &[u8]) -> Self {
        match HashKey::new(id, key) {
            Ok(key) => {
                let key = Arc::new(key);
                for policy in &mut self.sinks {
                    policy.key = Some(Arc::clone(&key));
                }
            }
            Err(fault) => self.faults.push(fault.to_owned()),
        }
        self
    }

    /// Makes it a fault to ask for hashes without a key, where else tags take their place.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Everything that is wrong with them.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = self.faults.clone();
        if self.strict {
            faults.extend(
                self.keyless()
                    .map(|sink| format!("{}: asks for hashes, and there is no key", sink.name())),
            );
        }
        faults
    }

    /// The sinks that ask for hashes and have no key.
    pub(crate) fn keyless(&self) -> impl Iterator<Item = Sink> {
        Sink::ALL.into_iter().filter(|sink| {
            let policy = &self.sinks[sink.index()];
            let mut actions = policy.floors.iter().chain(policy.classes.values());
            policy.key.is_none() && actions.any(|action| *action == Action::Hash)
        })
    }

    pub(crate) fn of(&self, sink: Sink) -> &Policy {
        &self.sinks[sink.index()]
    }
}

fn forbidden(sink: Sink, class: Class, action: Action) -> String {
    let names = Action::NAMES.iter();
    let (name, _) = names
        .clone()
        .find(|(_, known)| *known == action)
        .expect("every action has a name");
    let allowed: Vec<_> = names
        .filter(|(_, action)| action.is_allowed(class.floor()))
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    format!(
        "{}.{}: `{name}` is not allowed, there are {}",
        sink.name(),
        class.name(),
        allowed.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_cannot_be_undercut() {
        let class = Class::on("TenantSecret", "[TenantSecret]", Floor::Secret);
        for action in [Action::Hash, Action::Partial, Action::Clear] {
            let policies = Policies::default().on_all(class, action);
            assert_eq!(policies.faults().len(), 4, "{action:?}");
            assert_eq!(policies.of(Sink::Json).action(class), Action::Tag);
        }
        for class in [Class::PAN, Class::HEALTH, Class::SECRET] {
            let policies = Policies::default().on_all(class, Action::Clear);
            assert_eq!(policies.of(Sink::Otlp).action(class), Action::Tag);
        }
    }

    #[test]
    fn a_class_is_treated_as_its_floor_unless_it_is_named() {
        let note = Class::on("StaffNote", "[StaffNote]", Floor::Pii);
        let policies = Policies::default().on(Sink::Json, Class::PII, Action::Drop);
        assert_eq!(policies.of(Sink::Json).action(note), Action::Drop);
        let policies = policies.on(Sink::Json, note, Action::Tag);
        assert_eq!(policies.of(Sink::Json).action(note), Action::Tag);
        assert_eq!(policies.of(Sink::Json).action(Class::PII), Action::Drop);
    }

    #[test]
    fn hashes_without_a_key_are_a_fault_if_one_asks_for_it() {
        let policies = Policies::default().on(Sink::Otlp, Class::PII, Action::Hash);
        assert_eq!(policies.faults().len(), 0);
        assert_eq!(policies.keyless().collect::<Vec<_>>(), [Sink::Otlp]);
        assert_eq!(policies.clone().strict().faults().len(), 1);
        assert_eq!(policies.hash_key("k", &[1; 16]).strict().faults().len(), 0);
    }
}
