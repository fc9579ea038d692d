//! The second wall: what was printed into a text before we saw it.
//!
//! It stands in front of every output, as there is no way to one but through
//! [`Clean`](super::value::Clean). A text is looked through once, in time that grows with its
//! length and no faster. A value that is found is replaced by a marker that names the rule and
//! repeats nothing. What fails in here, or is too long to look through, is replaced as a whole.

mod assigned;
mod codes;
mod credentials;
mod exact;
mod quoted;
mod rules;
mod scan;
mod settings;
mod sql;
#[cfg(test)]
mod tests;
mod url;

pub(crate) use codes::is_card_number;
pub use exact::{WatchError, watch_for};
pub(crate) use rules::{Hits, Rule};
pub(crate) use settings::{Settings, configure, is_sensitive, plain as plain_name};

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The longest text that is looked through.
const MAX_BYTES: usize = 1 << 20;
/// The longest name of a field that somebody sent.
const MAX_KEY: usize = 128;
/// What stands in place of a text that could not be looked through.
const FAILED: &str = "[scrub-failed]";

/// The text with everything replaced that a rule finds; the rules that did are added to `hits`.
pub(crate) fn scrub<'t>(text: &'t str, hits: &mut Hits) -> Cow<'t, str> {
    if text.len() > MAX_BYTES {
        hits.add(Rule::Failed);
        return Cow::Borrowed(FAILED);
    }
    let mut found = Hits::default();
    let scrubbed = catch_unwind(AssertUnwindSafe(|| {
        match exact::replaced(text, &mut found) {
            Cow::Borrowed(text) => scan::scrubbed(text, &mut found),
            Cow::Owned(text) => {
                let scrubbed = scan::scrubbed(&text, &mut found).into_owned();
                Cow::Owned(scrubbed)
            }
        }
    }));
    hits.join(found);
    scrubbed.unwrap_or_else(|_| {
        hits.add(Rule::Failed);
        Cow::Borrowed(FAILED)
    })
}

/// A text that is an address: it is looked at as one whether it has a scheme or not.
pub(super) fn address<'t>(text: &'t str, hits: &mut Hits) -> Cow<'t, str> {
    if text.len() > MAX_BYTES {
        hits.add(Rule::Failed);
        return Cow::Borrowed(FAILED);
    }
    let authority = text.find("://").map_or(0, |scheme| scheme + 3);
    let (mut out, mut done) = (String::new(), 0);
    for range in url::look(text, authority).secrets {
        out.push_str(&text[done..range.start.max(done)]);
        out.push_str(Rule::Url.marker());
        done = range.end.max(done);
        hits.add(Rule::Url);
    }
    out.push_str(&text[done..]);
    Cow::Owned(scrub(&out, hits).into_owned())
}

/// A statement of SQL without the values in it, scrubbed.
pub(crate) fn sql(text: &str, hits: &mut Hits) -> String {
    if text.len() > MAX_BYTES {
        hits.add(Rule::Failed);
        return FAILED.to_owned();
    }
    let statement = catch_unwind(AssertUnwindSafe(|| sql::statement(text, hits)));
    match statement {
        Ok(statement) => scrub(&statement, hits).into_owned(),
        Err(_) => {
            hits.add(Rule::Failed);
            FAILED.to_owned()
        }
    }
}

/// A name that somebody sent: scrubbed, and cut.
pub(super) fn scrub_key(name: &str, hits: &mut Hits) -> String {
    let scrubbed = scrub(name, hits);
    let cut = scrubbed.floor_char_boundary(MAX_KEY);
    scrubbed[..cut].to_owned()
}
