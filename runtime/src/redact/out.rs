//! Where a [`Redact`] value writes itself: the one door between a value and a sink.

use super::form::{Form, Shape};
use super::policy::{Action, Policy};
use super::scrub::{self, Hits, Rule};
use super::{Class, Plain, Redact};
use std::borrow::Cow;
use std::fmt;

/// How deep values may be nested. What lies deeper is `…`.
const MAX_DEPTH: u8 = 32;
/// How many parts of one value are shown. What comes after is counted.
const MAX_PARTS: usize = 64;
/// How many parts are looked at in all, however they are nested.
const MAX_LOOKS: u16 = 4096;

/// Takes what a value shows of itself, under the policy of a sink.
///
/// It bounds what it takes: 8 KiB of text, 64 parts of one value and 4,096 in all, 32 levels. What
/// does not fit is left out, and `…` says so.
pub struct Out<'a> {
    form: &'a mut dyn Form,
    policy: &'a Policy,
    /// The name of a field that is written once its value shows anything.
    pending: Option<Cow<'static, str>>,
    depth: u8,
    looks_left: u16,
    hits: Hits,
}

impl<'a> Out<'a> {
    pub(super) fn new(form: &'a mut dyn Form, policy: &'a Policy) -> Self {
        Self {
            form,
            policy,
            pending: None,
            depth: 0,
            looks_left: MAX_LOOKS,
            hits: Hits::default(),
        }
    }

    pub(super) fn hits(&self) -> Hits {
        self.hits
    }

    /// A plain scalar, as it is.
    ///
    /// # Errors
    /// As all methods: those of whatever is written to.
    pub fn scalar(&mut self, value: impl Plain) -> fmt::Result {
        let value = value.captured();
        let form = self.form()?;
        form.scalar(&value)
    }

    /// Text that anybody may read. It still goes through the scrubber: a token in it is not shown.
    ///
    /// # Errors
    /// As all methods: those of whatever is written to.
    pub fn text(&mut self, text: &str) -> fmt::Result {
        let text = scrub::scrub(text, &mut self.hits);
        self.form()?.text(&text)
    }

    /// A value of a class. The text is looked at only if the policy wants more than a tag.
    ///
    /// # Errors
    /// As all methods: those of whatever is written to.
    ///
    /// ```
    /// use frosted::redact::{Class, Out, Redact, Redacted};
    ///
    /// struct Session([u8; 32]);
    ///
    /// impl Redact for Session {
    ///     fn redact(&self, out: &mut Out<'_>) -> std::fmt::Result {
    ///         out.classified(Class::SECRET, None)
    ///     }
    /// }
    ///
    /// assert_eq!(Redacted::new(&Session([7; 32])).to_string(), "[secret]");
    /// ```
    pub fn classified(&mut self, class: Class, text: Option<&str>) -> fmt::Result {
        match (self.policy.action(class), text) {
            (Action::Drop, _) => Ok(()),
            (Action::Clear, Some(text)) => self.text(text),
            (Action::Hash, Some(text)) => {
                self.hashed(class, &format!("class {}", class.name()), text)
            }
            _ => self.tag(class),
        }
    }

    /// That there is no value.
    ///
    /// # Errors
    /// As all methods: those of whatever is written to.
    pub fn none(&mut self) -> fmt::Result {
        self.form()?.none()
    }

    /// How many elements something has of which none is shown: `<3 items>`.
    ///
    /// # Errors
    /// As all methods: those of whatever is written to.
    pub fn counted(&mut self, count: usize) -> fmt::Result {
        let items = if count == 1 { "item" } else { "items" };
        self.form()?.tag(&format!("<{count} {items}>"))
    }

    /// A struct with named fields.
    pub fn structure(&mut self, name: &'static str) -> Parts<'_, 'a> {
        self.parts(Shape::Structure, name, false)
    }

    /// A struct without names for its fields, or a tuple, which has no name.
    pub fn tuple(&mut self, name: &'static str) -> Parts<'_, 'a> {
        self.parts(Shape::Tuple, name, false)
    }

    /// A variant of an enum with named fields.
    pub fn structure_variant(&mut self, name: &'static str) -> Parts<'_, 'a> {
        self.parts(Shape::Structure, name, true)
    }

    /// A variant of an enum without names for its fields.
    pub fn tuple_variant(&mut self, name: &'static str) -> Parts<'_, 'a> {
        self.parts(Shape::Tuple, name, true)
    }

    /// Elements in a row.
    pub fn list(&mut self) -> Parts<'_, 'a> {
        self.parts(Shape::List, "", false)
    }

    /// Elements under names.
    pub fn map(&mut self) -> Parts<'_, 'a> {
        self.parts(Shape::Map, "", false)
    }

    /// A variant without fields.
    ///
    /// # Errors
    /// As all methods: those of whatever is written to.
    pub fn unit(&mut self, name: &'static str) -> fmt::Result {
        self.form()?.tag(name)
    }

    /// A value in place of the one that holds it.
    ///
    /// # Errors
    /// As all methods: those of whatever is written to.
    #[doc(hidden)]
    pub fn within(&mut self, value: &dyn Redact) -> fmt::Result {
        if self.depth >= MAX_DEPTH {
            return self.placeholder("…");
        }
        self.depth += 1;
        let written = value.redact(self);
        self.depth -= 1;
        written
    }

    fn parts(&mut self, shape: Shape, name: &'static str, variant: bool) -> Parts<'_, 'a> {
        let too_deep = self.depth >= MAX_DEPTH;
        let opened = self.form().and_then(|form| {
            if too_deep {
                form.tag("…")
            } else {
                form.open(shape, name, variant)
            }
        });
        self.depth += 1;
        Parts {
            result: opened,
            closed: too_deep,
            shown: 0,
            left_out: 0,
            out: self,
        }
    }

    pub(super) fn policy(&self) -> &'a Policy {
        self.policy
    }

    pub(super) fn tag(&mut self, class: Class) -> fmt::Result {
        self.instead(class, class.tag())
    }

    /// What stands in place of a value of a class.
    pub(super) fn instead(&mut self, class: Class, text: &str) -> fmt::Result {
        if let Some(rule) = Rule::of(class.floor()) {
            self.hits.add(rule);
        }
        self.placeholder(text)
    }

    /// What stands in place of a value.
    pub(super) fn placeholder(&mut self, text: &str) -> fmt::Result {
        self.form()?.tag(text)
    }

    pub(super) fn hashed(&mut self, class: Class, namespace: &str, text: &str) -> fmt::Result {
        let hash = self.policy.hashed(class, namespace, text);
        self.instead(class, &hash)
    }

    /// An address, without credentials and the values of its query.
    ///
    /// # Errors
    /// As all methods: those of whatever is written to.
    pub fn address(&mut self, address: &str) -> fmt::Result {
        let text = scrub::address(address, &mut self.hits);
        self.form()?.text(&text)
    }

    /// The form, after the name that waits for its value.
    fn form(&mut self) -> Result<&mut dyn Form, fmt::Error> {
        if let Some(name) = self.pending.take() {
            self.form.name(&name)?;
        }
        Ok(self.form)
    }
}

impl fmt::Debug for Out<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Out").finish_non_exhaustive()
    }
}

/// The parts of a value, one after another. A part that shows nothing leaves no trace, not even its
/// name.
#[must_use = "it is not complete before `end`"]
pub struct Parts<'o, 'a> {
    out: &'o mut Out<'a>,
    result: fmt::Result,
    /// Nothing is shown of the parts.
    closed: bool,
    shown: usize,
    left_out: usize,
}

impl Parts<'_, '_> {
    /// A part with a name.
    pub fn field(&mut self, name: &'static str, value: &dyn Redact) -> &mut Self {
        self.part(Some(Cow::Borrowed(name)), value)
    }

    /// A part without a name.
    pub fn item(&mut self, value: &dyn Redact) -> &mut Self {
        self.part(None, value)
    }

    /// A part under a name that the program did not write: it goes through the scrubber.
    pub fn entry(&mut self, name: &str, value: &dyn Redact) -> &mut Self {
        let name = scrub::scrub_key(name, &mut self.out.hits);
        self.part(Some(Cow::Owned(name)), value)
    }

    fn part(&mut self, name: Option<Cow<'static, str>>, value: &dyn Redact) -> &mut Self {
        if self.closed || self.result.is_err() {
            return self;
        }
        if self.shown == MAX_PARTS || self.out.looks_left == 0 {
            self.left_out += 1;
            return self;
        }
        self.shown += 1;
        self.out.looks_left -= 1;
        self.out.pending = name;
        self.result = value.redact(self.out);
        self.out.pending = None;
        self
    }

    /// Ends the value.
    ///
    /// # Errors
    /// The first that a part had.
    pub fn end(&mut self) -> fmt::Result {
        self.out.depth -= 1;
        self.result?;
        if self.closed {
            return Ok(());
        }
        if self.left_out > 0 {
            self.out.form.rest(self.left_out)?;
        }
        self.out.form.close()
    }
}

impl fmt::Debug for Parts<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").finish_non_exhaustive()
    }
}
