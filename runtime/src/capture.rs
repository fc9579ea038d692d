//! Errors that are reported by hand.

use crate::engine;
use crate::names;
use crate::redact::{Clean, bounded, trimmed};
use crate::returned::{AsDyn, Failure};
use std::panic::Location;

/// Reports an error that nobody is going to return: one line, one event of the span around, and one
/// report to the error tracker, with what its sources say. What the error prints goes through the
/// scrubber, as with `err(Display)`; use it for errors whose texts you know.
///
/// If the function around returns the same error after all, it is not reported again. A trait object
/// is as good as an error: `capture(&*boxed)`, also of `anyhow`.
///
/// ```
/// fn warm_up() -> Result<(), std::io::Error> {
///     std::fs::read("no/such/file").map(drop)
/// }
///
/// if let Err(error) = warm_up() {
///     // The service goes on without.
///     frosted::capture(&error);
/// }
/// ```
#[track_caller]
pub fn capture<'e, E: AsDyn<'e> + ?Sized + 'e>(error: &E) {
    let at = Location::caller();
    let failure = Failure::captured(error);
    let location = format!("{}:{}:{}", trimmed(at.file()), at.line(), at.column());
    let message = Clean::scrubbed(bounded(format_args!("{}", error.as_dyn())));
    let sources = failure.words.sources();
    let chain = (!sources.is_empty()).then(|| sources.join(": "));
    engine::telling(&failure, || {
        tracing::error!(
            target: names::TARGET,
            location,
            { names::FIELD_EXCEPTION_TYPE } = failure.kind,
            { names::FIELD_EXCEPTION_MESSAGE } = &*message,
            { names::FIELD_ERROR_CHAIN } = chain,
            "captured an error"
        );
    });
    engine::captured(&failure);
}
