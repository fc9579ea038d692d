//! Redaction: what of a value may leave the process.
//!
//! There are two walls. The **first** is in the types. A value is recorded because its type is
//! known to be harmless (a plain scalar), because it has rules ([`Redact`]), or because somebody
//! wrote it into `fields(..)`; never because it can be printed. What a value *is* stands at its
//! field, as a [`Class`]; what happens to it is said by the [`Policies`], for each [`Sink`] by
//! itself. The **second** stands in front of every output, and looks through all text that was
//! printed before anybody could ask: see [`scrub`].
//!
//! # The first wall
//!
//! ```
//! use frosted::Redact;
//!
//! #[derive(Redact)]
//! struct Order {
//!     #[redact(public)]
//!     id: u64,
//!     #[redact(pii)]
//!     email: String,
//!     #[redact(pan, keep_last = 4)]
//!     card: String,
//! }
//!
//! let order = Order { id: 7, email: "ada@example.com".into(), card: "4111111111111111".into() };
//! assert_eq!(format!("{order:?}"), "Order { id: 7, email: [pii], card: [pan] }");
//! ```
//!
//! See [the derive macro](derive@crate::Redact) for all that a field can say.
//!
//! # Policies
//!
//! What a sink does with a class, if nobody says anything else:
//!
//! | class | console, json, otlp | sentry | a type's own `Debug` | at most |
//! |---|---|---|---|---|
//! | `public` | shown | shown | shown | |
//! | `internal` | shown | tag | tag | |
//! | `pii` | tag | tag | tag | hash, partial, and shown in builds with debug assertions |
//! | `pan` | tag | tag | tag | hash, partial |
//! | `health` | left out | left out | tag | hash, partial |
//! | `secret` | tag | tag | tag | tag |
//!
//! They are set in code with [`Builder::policies`](crate::Builder::policies), or in a TOML file
//! that `FROSTED_POLICY` names, and fixed at `init`. No variable and no feature turns redaction
//! off.
//!
//! ```toml
//! [redaction]
//! strict = true                           # asking for a hash without a key is a fault
//! default = { pii = "tag", health = "drop" }
//! otlp = { pii = "hash", TenantNote = "tag" }
//! sentry = { pii = "drop" }
//!
//! [scrub]
//! email = true                            # also replace e-mail addresses in texts
//! names = ["tenant_pin"]                  # more names that speak of a secret
//! off = ["iban"]                          # of the rules that may be wrong
//! ```
//!
//! The key of hashes comes from `FROSTED_HASH_KEY` as `id:hexadecimal`, of at least 16 bytes.

mod capture;
mod class;
mod field;
mod foreign;
mod form;
mod freeze;
mod hash;
mod impls;
mod keys;
mod map;
mod open;
mod out;
mod part;
mod paths;
mod plain;
mod policy;
mod reads;
mod scrub;
mod secret;
#[cfg(feature = "serde")]
mod serialize;
mod shape;
mod tally;
mod text;
mod url;
mod value;
mod view;

pub use class::{Class, Floor};
pub use out::{Out, Parts};
pub use policy::{Action, Policies, Sink};
pub use reads::Text;
pub use scrub::{WatchError, watch_for};
pub use secret::Secret;
pub use shape::Shape;
pub use url::UrlText;
pub use view::Redacted;

// What expansions name.
#[doc(hidden)]
pub use capture::{
    ByExplicit, ByKnownRules, ByKnownScalar, ByNothing, ByNothingInside, ByOwnDebug, ByPlain,
    ByPrinted, ByRedact, ByRulesInside, ByUnclassified, ByUnknown, ByView, Classed, Explicit,
    IsKnown, Known, MayPrint, Probe, Unclassed, Unknown, debug, display, message, ruled, strictly,
    viewed,
};
#[doc(hidden)]
pub use field::{
    Classified, FieldInfo, Schema, Shows, custom, is_class_of_field, nested, shows_traces,
};
#[doc(hidden)]
pub use map::{Entries, map, of_keys, of_values};
pub use open::Open;
#[doc(hidden)]
pub use open::{AsItIs, ByOpen, ByOwnRules, ByRules, Public, public};
#[doc(hidden)]
pub use part::{ByOpaquePart, ByPlainPart, ByRuledPart};
#[doc(hidden)]
pub use plain::Captured;
pub use plain::Plain;
#[doc(hidden)]
pub use reads::{
    AsOptional, AsOptionalText, AsText, ByOptional, ByOptionalText, ByText, ByUnread, Reads,
    Unread, needs_text, of,
};
#[doc(hidden)]
pub use url::address;
#[doc(hidden)]
pub use view::View;

pub(crate) use capture::printed;
pub(crate) use freeze::{action, freeze};
pub(crate) use keys::is_measure;
pub(crate) use paths::trimmed;
pub(crate) use policy::Policy;
pub(crate) use scrub::{Hits, Rule, Settings, configure, is_sensitive, plain_name};
pub(crate) use tally::count_with;
pub(crate) use text::{MAX_COMPARED, bounded, bounded_text, clipped};
pub(crate) use value::{Clean, FieldValue};
pub(crate) use view::left_by;

use form::{Form, Recording};
use std::borrow::Cow;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What stands in place of a value whose rules failed.
const FAILED: &str = "[redaction-failed]";

/// A value that says itself what may be seen of it.
///
/// [Derive it](derive@crate::Redact). Text, bytes and the like do not implement it: what they are
/// is known to the field that holds them. By hand it looks like this:
///
/// ```
/// use frosted::redact::{Class, Out, Redact};
///
/// struct Session {
///     id: u64,
///     token: String,
/// }
///
/// impl Redact for Session {
///     fn redact(&self, out: &mut Out<'_>) -> std::fmt::Result {
///         let mut session = out.structure("Session");
///         session.field("id", &Id(self.id));
///         session.end()
///     }
/// }
///
/// struct Id(u64);
///
/// impl Redact for Id {
///     fn redact(&self, out: &mut Out<'_>) -> std::fmt::Result {
///         out.scalar(self.0)
///     }
/// }
/// # let session = Session { id: 7, token: String::from("abc") };
/// # assert_eq!(frosted::redact::Redacted::new(&session).to_string(), "Session { id: 7 }");
/// # drop(session.token);
/// ```
///
/// An implementation that fails or panics shows `[redaction-failed]`, and nothing of what it wrote.
/// It must not be written for one lifetime only (`impl Redact for Token<'static>`): capturing a
/// `Token<'a>` would then not compile.
#[diagnostic::on_unimplemented(
    message = "`{Self}` carries no class: nobody has said what may be seen of it",
    label = "not classified",
    note = "say what it is: `#[redact(pii)]`, `#[redact(secret)]` or `#[redact(public)]` on the field or the parameter, or `#[derive(frosted::Redact)]` on `{Self}`"
)]
pub trait Redact {
    /// Writes what may be seen.
    ///
    /// # Errors
    /// Those of `out`.
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result;

    /// What `display` says, of an error.
    #[doc(hidden)]
    fn __frosted_text(&self) -> Option<String> {
        None
    }
}

/// Replaces what a text should not show: values after names that speak of a secret, tokens, keys,
/// numbers of cards, credentials in addresses, and whatever is [watched for](watch_for). What is
/// found is replaced by a marker such as `[scrubbed:jwt]`, which repeats nothing of it.
///
/// Everything that frosted writes or sends goes through it. For text that goes elsewhere, call it
/// yourself. It takes time in proportion to the text; one of more than 1 MiB is replaced as a
/// whole by `[scrub-failed]`.
///
/// ```
/// use frosted::redact::scrub;
///
/// assert_eq!(scrub("login of ada, password=hunter2"), "login of ada, password=[scrubbed:key]");
/// assert_eq!(scrub("GET https://u:p@host/a?b=c"), "GET https://[scrubbed:url]@host/a?b=[scrubbed:url]");
/// assert_eq!(scrub("the author of 4 tokenizers"), "the author of 4 tokenizers");
/// ```
pub fn scrub(text: &str) -> Cow<'_, str> {
    scrub::scrub(text, &mut Hits::default())
}

/// A statement of SQL without the values that are written into it: `?` stands for each, comments are
/// gone. Of a statement that manages roles or files, and of one that cannot be read for certain,
/// only the first words are left.
///
/// Fields named `db.query.text` and `db.statement` go through it, whoever records them.
///
/// ```
/// use frosted::redact::sql;
///
/// assert_eq!(
///     sql("SELECT id FROM users WHERE email = 'ada@example.com' AND age IN (1, 2)"),
///     "SELECT id FROM users WHERE email = ? AND age IN (?)"
/// );
/// assert_eq!(sql("ALTER ROLE shop PASSWORD 'hunter2'"), "ALTER ROLE");
/// ```
pub fn sql(statement: &str) -> String {
    scrub::sql(statement, &mut Hits::default())
}

/// Lets a value write itself; which rules of the scrubber found something, or `None` if its own
/// rules failed.
fn walk(value: &dyn Redact, policy: &Policy, form: &mut dyn Form) -> Option<Hits> {
    let walked = catch_unwind(AssertUnwindSafe(|| {
        let mut out = Out::new(form, policy);
        value.redact(&mut out).map(|()| out.hits())
    }));
    walked.ok()?.ok()
}

/// What a policy makes of a value; `None` if nothing is to be seen of it.
fn render(value: &dyn Redact, policy: &Policy) -> Option<FieldValue> {
    let mut recording = Recording::default();
    match walk(value, policy, &mut recording) {
        Some(hits) => recording.finish(hits),
        None => Some(FieldValue::Text(Clean::constant(FAILED))),
    }
}
