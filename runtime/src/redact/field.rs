//! What a type says of its fields, and a classified field on its way out.
//!
//! The description of a field is what the walk itself goes by: a report that is made from it cannot
//! say anything else than what happens.

use super::Redact;
use super::class::{Class, Floor};
use super::out::Out;
use super::policy::Action;
use super::reads::Reads;
use super::shape::Shape;
use std::fmt;

/// A type that derives [`Redact`](derive@crate::Redact).
#[derive(Debug)]
pub struct Schema {
    /// The type's name.
    pub name: &'static str,
    /// The module that holds it.
    pub module: &'static str,
    /// Its fields, those of all variants.
    pub fields: &'static [FieldInfo],
}

/// One field.
#[derive(Debug)]
pub struct FieldInfo {
    /// Its name; in an enum behind that of the variant.
    pub path: &'static str,
    /// What it is; `None` if its own type says so.
    pub class: Option<Class>,
    /// What is shown of it.
    pub shows: Shows,
    /// How many of its last characters a policy may show.
    pub keep_last: u8,
    /// In which hashes of equal values are equal; empty if in this field alone.
    pub namespace: &'static str,
    /// The shape that a policy may show.
    pub shape: Option<Shape>,
    /// Whether it is hidden that there is no value.
    pub presence: bool,
    /// Why a field with such a name may be public.
    pub reason: &'static str,
}

/// What is shown of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// What its own type says.
    Nested,
    /// Everything.
    All,
    /// What the policy of its class says.
    Classified,
    /// An address without credentials and the values of its query.
    Url,
    /// The entries of a map, keys and values each by their class.
    Map {
        /// What the keys are.
        keys: Class,
        /// What the values are.
        values: Class,
    },
    /// What a function of the user's says.
    Custom,
    /// Nothing at all.
    Nothing,
}

impl FieldInfo {
    /// A field of which only its type speaks.
    pub const NESTED: Self = Self {
        path: "",
        class: None,
        shows: Shows::Nested,
        keep_last: 0,
        namespace: "",
        shape: None,
        presence: false,
        reason: "",
    };

    /// A value that anybody may read.
    pub const fn public(path: &'static str) -> Self {
        Self {
            path,
            shows: Shows::All,
            ..Self::NESTED
        }
    }

    /// A value with a class, of which nothing more is said.
    pub const fn classified(path: &'static str, class: Class) -> Self {
        Self {
            path,
            class: Some(class),
            shows: Shows::Classified,
            ..Self::NESTED
        }
    }
}

/// A classified value: what a policy lets through of it.
pub struct Classified<'a, T: ?Sized, R> {
    value: &'a T,
    reads: R,
    info: &'static FieldInfo,
    /// The type around it, for the namespace of hashes.
    of: &'static str,
}

impl<'a, T: ?Sized, R: Reads<T>> Classified<'a, T, R> {
    /// The value of a field.
    pub fn new(value: &'a T, reads: R, info: &'static FieldInfo, of: &'static str) -> Self {
        Self {
            value,
            reads,
            info,
            of,
        }
    }

    fn hash(&self, class: Class, out: &mut Out<'_>) -> fmt::Result {
        let Some(text) = self.reads.text(self.value) else {
            return out.tag(class);
        };
        if self.info.namespace.is_empty() {
            let namespace = format!("field {} {}.{}", class.name(), self.of, self.info.path);
            out.hashed(class, &namespace, &text)
        } else {
            let namespace = format!("shared {}", self.info.namespace);
            out.hashed(class, &namespace, &text)
        }
    }

    fn part(&self, class: Class, out: &mut Out<'_>) -> fmt::Result {
        let text = self.reads.text(self.value);
        let shown = text.and_then(|text| match self.info.shape {
            Some(shape) => shape.of(&text),
            None => last(&text, self.info.keep_last.into()).map(|last| format!("…{last}")),
        });
        match shown {
            Some(shown) => out.instead(class, &format!("[{} {shown}]", class.name())),
            None => out.tag(class),
        }
    }
}

impl<T: ?Sized, R: Reads<T>> Redact for Classified<'_, T, R> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        let class = self.info.class.unwrap_or(Class::SECRET);
        let action = out.policy().action(class);
        if action == Action::Drop {
            return Ok(());
        }
        let hidden = self.info.presence || class.hides_presence();
        if !hidden && self.reads.is_absent(self.value) {
            return out.none();
        }
        match action {
            Action::Hash => self.hash(class, out),
            Action::Partial => self.part(class, out),
            Action::Clear => match self.reads.text(self.value) {
                Some(text) => out.text(&text),
                None => out.tag(class),
            },
            Action::Tag | Action::Drop => out.tag(class),
        }
    }
}

impl<T: ?Sized, R> fmt::Debug for Classified<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Classified({})", self.info.path)
    }
}

/// A value of which a function of the user's says what is seen.
pub struct Custom<'a, T: ?Sized, F>(&'a T, F);

/// The value of a field with a function.
pub fn custom<T: ?Sized, F>(value: &T, shows: F) -> Custom<'_, T, F>
where
    F: Fn(&T, &mut Out<'_>) -> fmt::Result,
{
    Custom(value, shows)
}

impl<T: ?Sized, F: Fn(&T, &mut Out<'_>) -> fmt::Result> Redact for Custom<'_, T, F> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        (self.1)(self.0, out)
    }
}

impl<T: ?Sized, F> fmt::Debug for Custom<'_, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Custom")
    }
}

/// A value of which only its type speaks.
pub struct Nested<'a, T: ?Sized>(&'a T);

/// The value of a field of which only its type speaks.
pub fn nested<T: Redact + ?Sized>(value: &T) -> Nested<'_, T> {
    Nested(value)
}

impl<T: Redact + ?Sized> Redact for Nested<'_, T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        self.0.redact(out)
    }
}

impl<T: ?Sized> fmt::Debug for Nested<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nested")
    }
}

/// How many characters stay hidden at least where some are shown.
const MIN_HIDDEN: usize = 8;

/// The last characters of a text, if enough of it stays hidden: twice as many as are shown, and at
/// least eight.
fn last(text: &str, shown: usize) -> Option<&str> {
    let hidden = MIN_HIDDEN.max(2 * shown);
    let (start, _) = text.char_indices().rev().nth(shown.checked_sub(1)?)?;
    let (before, kept) = text.split_at_checked(start)?;
    (before.chars().count() >= hidden).then_some(kept)
}

/// Whether an attribute may ask for a hash or a part of values of this class. Fails the build where
/// it may not.
///
/// # Panics
/// If it may not, which only a build can find out.
pub const fn shows_traces(class: Class) {
    assert!(
        class.may_show_traces(),
        "a class on the floor `secret` allows neither `hash` nor `keep_last` nor `as`: leave them out"
    );
}

/// Whether a class may be the class of a map's keys or values, or of a field: fails the build for
/// one that needs another word.
///
/// # Panics
/// If it does, which only a build can find out.
pub const fn is_class_of_field(class: Class) -> Class {
    assert!(
        !matches!(class.floor(), Floor::Public),
        "a class on the floor `public` hides nothing: write `public`"
    );
    class
}

#[cfg(test)]
mod tests {
    use super::last;

    #[test]
    fn the_last_characters_are_kept_only_if_enough_stays_hidden() {
        for text in ["", "1", "1234", "12345", "12345678901"] {
            assert_eq!(last(text, 4), None, "{text}");
        }
        assert_eq!(last("123456789012", 4), Some("9012"));
        assert_eq!(last("1234567890123456", 6), None);
        assert_eq!(last("🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑ä€🔑", 2), Some("€🔑"));
        assert_eq!(last("123456789012", 0), None);
    }
}
