//! What may stand on a label of a metric: values from a closed set, known to the compiler by their
//! type, and open values under a cap.

mod amount;
mod open;

pub use amount::{Amount, Measure, Whole, measured, scaled, whole};
pub use open::{OpenLabel, open};

use crate::error_kind::ErrorClass;
use crate::outcome::Outcome;
use crate::returned::Type;

/// A value of a label, from a closed set: what `#[derive(Label)]` implements for enums without
/// data.
///
/// A series is kept for every combination of label values that ever occurred, in this process and
/// in the Prometheus that reads it. So `String`, numbers and ids do not implement it, and neither
/// does a type with rules of [redaction](crate::redact): what would be without bound, or would show
/// somebody's data, does not compile. An open value that is needed all the same is written
/// `label(value, max = 100)`, see [`business_metric`](crate::business_metric).
///
/// ```
/// use frosted::Label;
///
/// #[derive(Label)]
/// enum Plan {
///     Free,
///     ProYearly,
/// }
///
/// assert_eq!(Plan::ProYearly.label(), "pro_yearly");
/// assert_eq!(Plan::VALUES, ["free", "pro_yearly"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand on a label: its values are not a closed set",
    label = "not a closed set of values",
    note = "derive `Label` for an enum without data, or cap an open value: `label(value, max = 100)`"
)]
pub trait Label {
    /// All values, so that their series exist from the start; none if they are not known.
    const VALUES: &'static [&'static str];

    /// The value.
    fn label(&self) -> &'static str;
}

impl Label for bool {
    const VALUES: &'static [&'static str] = &["false", "true"];

    fn label(&self) -> &'static str {
        if *self { "true" } else { "false" }
    }
}

/// Text that stands in the program.
impl Label for &'static str {
    const VALUES: &'static [&'static str] = &[];

    fn label(&self) -> &'static str {
        self
    }
}

impl<L: Label> Label for &L {
    const VALUES: &'static [&'static str] = L::VALUES;

    fn label(&self) -> &'static str {
        L::label(self)
    }
}

/// Nothing is an empty label, which Prometheus takes for none.
impl<L: Label> Label for Option<L> {
    const VALUES: &'static [&'static str] = &[];

    fn label(&self) -> &'static str {
        self.as_ref().map_or("", L::label)
    }
}

impl Label for Outcome {
    const VALUES: &'static [&'static str] = &["ok", "error", "cancelled", "panicked"];

    fn label(&self) -> &'static str {
        self.as_str()
    }
}

impl Label for ErrorClass {
    const VALUES: &'static [&'static str] = &["client", "server", "dependency", "cancelled"];

    fn label(&self) -> &'static str {
        self.as_str()
    }
}

/// The class of an HTTP status code, as a label: `1xx` to `5xx`, and `other` for what is no status
/// code ([RFC 9110, section 15](https://www.rfc-editor.org/rfc/rfc9110#section-15)).
///
/// ```
/// use frosted::{Label, StatusClass};
///
/// assert_eq!(StatusClass::of(404).label(), "4xx");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatusClass(usize);

impl StatusClass {
    /// The class of this code.
    pub const fn of(status: u16) -> Self {
        match status {
            100..=599 => Self(status as usize / 100 - 1),
            _ => Self(5),
        }
    }
}

impl Label for StatusClass {
    const VALUES: &'static [&'static str] = &["1xx", "2xx", "3xx", "4xx", "5xx", "other"];

    fn label(&self) -> &'static str {
        Self::VALUES[self.0]
    }
}

/// The value of a label on its way to a metric.
#[derive(Clone, Debug)]
pub enum LabelValue {
    /// From a closed set.
    Closed(&'static str),
    /// Anything, under a cap.
    Open(String),
}

/// What an expansion knows of a label.
#[derive(Debug)]
pub struct LabelSpec {
    /// Its name.
    pub name: &'static str,
    /// All values, if they are known.
    pub values: &'static [&'static str],
    /// How many values an open label may have.
    pub max: Option<usize>,
}

/// The text of a value from a closed set.
#[inline]
pub fn label_text<L: Label + ?Sized>(value: &L) -> &'static str {
    value.label()
}

/// A value from a closed set.
#[inline]
pub fn closed<L: Label + ?Sized>(value: &L) -> LabelValue {
    LabelValue::Closed(value.label())
}

/// The type of a value, for what is asked of types alone.
pub fn witness<L: Label>(_: &L) -> Type<L> {
    Type::NEW
}

/// All values of a label's type; the function that gives the type is never called.
pub const fn values_of<A, L: Label>(_: fn(A) -> Type<L>) -> &'static [&'static str] {
    L::VALUES
}
