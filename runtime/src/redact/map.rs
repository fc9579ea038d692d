//! `#[redact(map(keys = .., values = ..))]`: a map whose keys are as telling as its values.

use super::field::FieldInfo;
use super::out::Out;
use super::policy::Action;
use super::reads::{Of, Reads};
use super::{Class, Classified, Redact};
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// A type that holds pairs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no map, so this field cannot be `map(..)`",
    label = "not a map",
    note = "`map(keys = .., values = ..)` is for `HashMap`, `BTreeMap`, and `Vec`s of pairs"
)]
pub trait Entries {
    /// What stands in front.
    type Key;
    /// What belongs to it.
    type Value;

    #[doc(hidden)]
    fn entries(&self) -> impl ExactSizeIterator<Item = (&Self::Key, &Self::Value)>;
}

impl<K, V, S> Entries for HashMap<K, V, S> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.iter()
    }
}

impl<K, V> Entries for BTreeMap<K, V> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.iter()
    }
}

impl<K, V> Entries for Vec<(K, V)> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.iter().map(|(key, value)| (key, value))
    }
}

/// The type of a map's keys.
pub fn of_keys<M: Entries>(_: &M) -> Of<M::Key> {
    Of::NEW
}

/// The type of a map's values.
pub fn of_values<M: Entries>(_: &M) -> Of<M::Value> {
    Of::NEW
}

/// A map on its way out.
pub struct Map<'a, M, K, V> {
    entries: &'a M,
    keys: K,
    values: V,
    infos: &'static [FieldInfo; 2],
    of: &'static str,
}

/// A map, with how its keys and values are read and what they are.
pub fn map<'a, M: Entries, K: Reads<M::Key>, V: Reads<M::Value>>(
    map: &'a M,
    (keys, values): (K, V),
    infos: &'static [FieldInfo; 2],
    of: &'static str,
) -> Map<'a, M, K, V> {
    Map {
        entries: map,
        keys,
        values,
        infos,
        of,
    }
}

impl<M, K, V> Redact for Map<'_, M, K, V>
where
    M: Entries,
    K: Reads<M::Key> + Copy,
    V: Reads<M::Value> + Copy,
{
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        let [of_keys, of_values] = self.infos;
        let class = of_keys.class.unwrap_or(Class::SECRET);
        let entries = self.entries.entries();
        match out.policy().action(class) {
            Action::Drop => return Ok(()),
            Action::Clear | Action::Hash => {}
            // Without their names, values say nothing but how many there are.
            Action::Tag | Action::Partial if class.hides_presence() => return out.tag(class),
            Action::Tag | Action::Partial => return out.counted(entries.len()),
        }
        let policy = out.policy();
        let mut map = out.map();
        for (key, value) in entries {
            let Some(text) = self.keys.text(key) else {
                continue;
            };
            let name = match policy.action(class) {
                Action::Clear => text.into_owned(),
                _ => policy.hashed(
                    class,
                    &format!("field {} {}.{}", class.name(), self.of, of_keys.path),
                    &text,
                ),
            };
            map.entry(
                &name,
                &Classified::new(value, self.values, of_values, self.of),
            );
        }
        map.end()
    }
}

impl<M, K, V> fmt::Debug for Map<'_, M, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Map")
    }
}
