//! A value with rules as others see it: through `Display`, `Debug`, a serializer, or `tracing`.

use super::freeze;
use super::policy::{Policies, Policy, Sink};
use super::value::{Clean, FieldValue};
use super::{FAILED, Redact, render};
use std::cell::RefCell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// What a policy lets through of a value: the way to show one that has rules.
///
/// `Display` and `Debug` are the same. With the feature `serde` it is `Serialize`, which its value
/// is not.
///
/// ```
/// use frosted::Redact;
/// use frosted::redact::Redacted;
///
/// #[derive(Redact)]
/// struct Customer {
///     #[redact(public)]
///     id: u64,
///     #[redact(pii)]
///     email: String,
/// }
///
/// let customer = Customer { id: 7, email: "ada@example.com".into() };
/// let shown = Redacted::new(&customer).to_string();
/// assert_eq!(shown, "Customer { id: 7, email: [pii] }");
/// ```
pub struct Redacted<'a, T: ?Sized> {
    pub(super) value: &'a T,
    pub(super) policy: &'a Policy,
    /// What is seen, once somebody borrowed it.
    text: OnceLock<String>,
}

static STRICT: Policy = Policy::STRICT;

impl<'a, T: Redact + ?Sized> Redacted<'a, T> {
    /// With tags only, whatever the policies say: as the value's own `Debug` shows it.
    pub fn new(value: &'a T) -> Self {
        Self {
            value,
            policy: &STRICT,
            text: OnceLock::new(),
        }
    }

    /// As one of the sinks would show it. Before `init`, and for a sink that this process does not
    /// have, with tags only.
    pub fn at(value: &'a T, sink: Sink) -> Self {
        Self {
            value,
            policy: freeze::policy(sink),
            text: OnceLock::new(),
        }
    }

    /// As one of the sinks would show it under these policies. What their floors forbid stays
    /// forbidden.
    pub fn under(value: &'a T, policies: &'a Policies, sink: Sink) -> Self {
        Self {
            value,
            policy: policies.of(sink),
            text: OnceLock::new(),
        }
    }

    /// What is seen, as text.
    pub(super) fn shown(&self) -> &str {
        let text = || match render(&self.value, self.policy) {
            Some(FieldValue::Text(text)) => text.into_text(),
            Some(shown) => shown.to_string(),
            None => "None".to_owned(),
        };
        self.text.get_or_init(text)
    }
}

impl<T: Redact + ?Sized> fmt::Display for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown())
    }
}

impl<T: Redact + ?Sized> fmt::Debug for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A value with rules on its way through `tracing`, which takes everything by `Debug`. Our own
/// engine gets what each policy makes of it; any other subscriber gets tags.
#[derive(Clone)]
pub struct View<'a>(Seen<'a>);

#[derive(Clone)]
enum Seen<'a> {
    Live(&'a dyn Redact),
    /// The value itself is gone.
    Taken(Box<Taken>),
}

/// What was seen of a value.
#[derive(Clone, Debug)]
struct Taken {
    strict: String,
    recorded: Option<FieldValue>,
}

impl<'a> View<'a> {
    pub(super) fn new(value: &'a dyn Redact) -> Self {
        Self(Seen::Live(value))
    }

    /// The same for longer than the value lives.
    pub(crate) fn taken(value: &dyn Redact) -> View<'static> {
        let strict = Redacted::new(value).to_string();
        let recorded = freeze::recorded(value);
        View(Seen::Taken(Box::new(Taken { strict, recorded })))
    }

    /// What an error says of itself, for longer than it lives.
    pub(crate) fn of_error(error: &dyn Redact) -> View<'static> {
        let said = catch_unwind(AssertUnwindSafe(|| error.__frosted_text()));
        let text = match said {
            Ok(Some(text)) => Clean::scrubbed(text),
            Ok(None) => return Self::taken(error),
            Err(_) => Clean::constant(FAILED),
        };
        View(Seen::Taken(Box::new(Taken {
            strict: text.to_string(),
            recorded: Some(FieldValue::Text(text)),
        })))
    }

    pub(crate) fn recorded(&self) -> Option<FieldValue> {
        match &self.0 {
            Seen::Live(value) => freeze::recorded(*value),
            Seen::Taken(taken) => taken.recorded.clone(),
        }
    }
}

thread_local! {
    /// Where a view leaves what each policy makes of its value, while our engine formats a field.
    static DESK: RefCell<Desk> = const { RefCell::new(Desk::Closed) };
}

#[derive(Debug)]
enum Desk {
    Closed,
    Open,
    Holds(Option<FieldValue>),
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = DESK.try_with(|desk| matches!(*desk.borrow(), Desk::Open));
        if open == Ok(true) {
            let recorded = self.recorded();
            let _ = DESK.try_with(|desk| *desk.borrow_mut() = Desk::Holds(recorded));
            return Ok(());
        }
        match &self.0 {
            Seen::Live(value) => fmt::Display::fmt(&Redacted::new(*value), f),
            Seen::Taken(taken) => f.write_str(&taken.strict),
        }
    }
}

/// Formats a field's value with the desk open. What a view left there; `None` if `value` is no
/// view, and then what it printed was for nothing.
pub(crate) fn left_by(
    value: &dyn fmt::Debug,
    print: impl Fn(&dyn fmt::Debug) -> String,
) -> Result<Option<FieldValue>, String> {
    let Ok(before) = DESK.try_with(|desk| desk.replace(Desk::Open)) else {
        return Err(print(value));
    };
    let restore = Restore(Some(before));
    let text = print(value);
    let left = DESK.with(|desk| desk.replace(Desk::Closed));
    match left {
        Desk::Holds(recorded) if text.is_empty() => Ok(recorded),
        // Inside of something else: there it prints itself.
        Desk::Holds(_) => Err(print(value)),
        Desk::Open | Desk::Closed => {
            drop(restore);
            Err(text)
        }
    }
}

/// Puts the desk back as it was, also when a `Debug` panics.
struct Restore(Option<Desk>);

impl Drop for Restore {
    fn drop(&mut self) {
        if let Some(before) = self.0.take() {
            let _ = DESK.try_with(|desk| *desk.borrow_mut() = before);
        }
    }
}
